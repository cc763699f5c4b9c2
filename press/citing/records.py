"""Citation records: what a reference to the book, a chapter, a figure or a table says, in every format.

`book`, `chapter` and `part` gather a record; its methods write it in every format (`record`). Everything comes
from one source: authors, version, date and keywords from CITATION.cff (`press.imprint`), title and abstract from the page itself,
numbers from Sphinx. Which words of a title are proper names, and keep their capital in sentence case, the abstracts tell;
`citing_names` in the configuration adds what they do not. A page may name its own `authors` and `date` in its metadata; see
`chapter`.
"""
import re
from dataclasses import replace
from pathlib import PurePosixPath

import yaml

from press import contents
from press.citing import recordtext
from press.citing.record import Record, csl_list

__all__ = ["Record", "book", "chapter", "csl_list", "part"]


def book(config) -> Record:
    """The record of the whole book, from the configuration that `imprint` fills from CITATION.cff.

    A book without that file is cited by `author`, `project` and `release` of its configuration.
    """
    cited = config.citation
    title = str(cited.get("title") or (config.html_title if config.project == "Project name not set" else config.project))
    date = str(cited.get("date-released") or config.typst_date or next(iter(re.findall(r"\d{4}", str(config.copyright))), ""))
    authors = recordtext.authors(cited.get("authors") or [{"name": str(config.author)}])
    abstract = " ".join(str(cited.get("abstract", "")).split())
    stem = config.citing_key or "-".join(slug(title).split("-")[:4])
    return Record(
        kind="book", key="-".join(filter(None, [stem, date[:4]])), title=title, authors=authors, date=date,
        version=str(cited.get("version") or config.release), abstract=abstract,
        keywords=tuple(cited.get("keywords", ())), language=config.language or "en",
        url=config.html_baseurl, doi=str(cited.get("doi", "")), names=recordtext.names_in(abstract) | set(config.citing_names))


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def stem(env, docname: str) -> str:
    """The readable name of a page in keys and anchors: `testing-it` for `chapters/09-testing-it`.

    Where two pages would share it, both take their whole path.
    """
    def short(name):
        return slug(re.sub(r"^\d+[-_]", "", PurePosixPath(name).name))

    own = short(docname)
    alone = sum(short(other) == own for other in env.found_docs) == 1
    return own if own and alone else slug(docname)


def own_metadata(env, docname: str, name: str):
    """A value that a page sets of itself, at the top of its metadata or in the section that `citing_metadata` names.

    In a notebook that is the notebook's metadata, in a Markdown page its front matter.
    """
    metadata = env.metadata.get(docname, {})
    sections = [metadata]
    if env.config.citing_metadata in metadata:
        # MyST hands on what is nested as JSON.
        inner = metadata[env.config.citing_metadata]
        sections.insert(0, yaml.safe_load(inner) if isinstance(inner, str) else inner)
    for section in sections:
        value = section.get(name) if isinstance(section, dict) else None
        if value:
            return yaml.safe_load(value) if isinstance(value, str) and value[:1] in "[{" else value
    return None


def chapter(env, config, docname: str) -> Record:
    """The record of a page; that of the root document is the book's.

    Its title is the page's heading, its number Sphinx's, its abstract what `abstracts` has collected. `authors` (a list of
    names, or of mappings as in CITATION.cff) and `date` in the page's metadata take the place of the book's.
    """
    whole = book(config)
    if docname == config.root_doc:
        return whole
    own = own_metadata(env, docname, "authors")
    abstract = getattr(env, "press_abstracts", {}).get(docname, "")
    return replace(
        whole, kind="chapter", key=f"{whole.key}-{stem(env, docname)}", title=env.titles[docname].astext(),
        authors=recordtext.authors(own) if own else whole.authors,
        date=str(own_metadata(env, docname, "date") or whole.date),
        number=contents.number(env, docname), container=whole.title, editors=whole.authors if own else (),
        abstract=abstract, names=whole.names | recordtext.names_in(abstract),
        url=f"{whole.url.rstrip('/')}/{docname}.html" if whole.url else "")


def part(record: Record, kind: str, number: str, title: str, anchor: str) -> Record:
    """The record of a figure or table (`kind`) in the chapter, or on the front page, that `record` stands for.

    `number` is that shown in the book, such as `9.3`; `title` its finding; `anchor` its permanent id.
    """
    front = record.kind == "book"
    return replace(
        record, kind=kind, key=f"{record.key}-{anchor}", title=title, number=number, anchor=anchor, abstract="",
        container=record.title if front else record.container, chapter="" if front else record.number,
        page="" if front else record.title, url=f"{record.url}#{anchor}" if record.url else "")


def setup(app):
    app.add_config_value("citing_key", "", "env", str)
    app.add_config_value("citing_names", [], "env", list)
    app.add_config_value("citing_metadata", "", "env", str)
    app.add_config_value("citation", {}, "env", dict)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
