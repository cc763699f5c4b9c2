"""How to cite this: at the end of every page, under every exhibit, and, in one line, below every title.

Each page gets a last section, *Cite this chapter* (or *page*, or *report*), with the permanent anchor `cite-…`. On a web
page it holds the reference in four formats, each to be copied or taken as a file, and what else the page offers for
download; in an EPUB the reference; on paper a paragraph in small print, without a heading of its own.

Whatever a page offers for download is asked for by the event `page-offers(app, docname)`, which answers with a list of
`(label, address, note)`; addresses count from the folder of the web pages. What is named after the page stands in the line
below the title too, on the front page everything. What else the section has to say is asked for by
`citation-advice(app, docname)`, which answers with nodes.

The package: `record`, `recordtext` and `records` make citation records, from `abstracts` and the CITATION.cff that
`press.imprint` reads; `citationfiles` writes them as files, `metadata` into the heads of pages; `quoting` cites passages,
`versions` earlier versions of the book; `revisions` knows when a page was last changed.
"""
import html
from datetime import date
from pathlib import PurePosixPath

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from press import contents, exhibits
from press.citing import records, revisions

EVENT = "page-offers"
FOLDER = "downloads/citations"
FORMATS = (("BibTeX", "bib", "bibtex"), ("RIS", "ris", "ris"), ("CSL-JSON", "json", "csl_json"))
EXHIBITS = ("A figure or a table is cited by its own title, with its number in brackets behind it, where the title of "
            "the {} stands.")
GAP = "#v(1.6em, weak: true)"
"""On paper small print stands close to what it is about; this is about the whole page."""
PARTS = "A chapter, a figure or a table is cited as a part of it, by its own title and number."


class citing(nodes.General, nodes.Element):
    """Where the reference to the page `docname` belongs; replaced when it is written."""


class web(nodes.General, nodes.Element):
    """Finished `html` of a web page, which the search does not read."""


def word(env, docname: str) -> str:
    """What a page is: the report, a chapter or an appendix if it has a number, a page otherwise."""
    return "report" if docname == env.config.root_doc else contents.kind(env, docname)


def anchor(env, docname: str) -> str:
    return f"cite-{records.stem(env, docname)}" if docname != env.config.root_doc else "cite-report"


def add_section(app, doctree):
    """Before Sphinx collects the headings of the page, so that the section stands among them."""
    docname = app.env.docname
    page = next(iter(doctree.findall(nodes.section)), None)
    if page is not None:
        # Whether the page is a chapter is known when all pages are read. On paper the pages stand where the contents name
        # them, so the front page ends before them.
        listings = (place for place, child in enumerate(page.children)
                    if isinstance(child, addnodes.toctree) or "toctree-wrapper" in child.get("classes", ()))
        section = nodes.section("", nodes.title("", "Cite this page"), citing(docname=docname),
                                ids=[anchor(app.env, docname)], classes=["citing"])
        page.insert(next(listings, len(page.children)), section)


def name_sections(app, env):
    """Call the sections by their names in the contents, now that Sphinx has numbered the chapters."""
    for docname, toc in env.tocs.items():
        for link in toc.findall(nodes.reference):
            if link.get("anchorname") == f"#{anchor(env, docname)}":
                link.children = [nodes.Text(f"Cite this {word(env, docname)}")]
    return []


def inline(record: records.Record) -> list[nodes.Node]:
    """The reference in APA style as nodes."""
    return [nodes.emphasis("", text) if italic else nodes.Text(text) for text, italic in record.runs()]


def spoken(day: str) -> str:
    """`November 22, 2026`; what is no day, as it stands."""
    return f"{date.fromisoformat(day):%B} {date.fromisoformat(day).day}, {day[:4]}" if len(day) == 10 else day


def offered(app, docname: str) -> list[tuple[str, str, str]]:
    """What the page offers for download; addresses from the folder of the web pages."""
    return [offer for answer in app.emit(EVENT, docname) for offer in answer or ()]


def offers(app, docname: str) -> list[tuple[str, str, str]]:
    """What the page offers for download; addresses from the page."""
    here = app.builder.get_target_uri(docname)
    return [(label, relative_uri(here, where), note) for label, where, note in offered(app, docname)]


def address(app, docname: str, record: records.Record, ending: str) -> str:
    return relative_uri(app.builder.get_target_uri(docname), f"{FOLDER}/{record.key}.{ending}")


def button(what: str) -> str:
    """A button that copies what stands before it; without a script there is none."""
    return (f'<button type="button" class="copy-citation" hidden>Copy<span class="visually-hidden"> {html.escape(what)}'
            "</span></button>")


def copied(tag: str, content: str, what: str) -> str:
    return f'<div class="citable"><{tag} class="citable-text">{content}</{tag}>{button(what)}</div>'


def formats(app, docname: str, record: records.Record) -> str:
    """The reference in four formats: the first in view, each other one behind its name."""
    found = [copied("p", record.apa_html(), "the reference in APA style")]
    for label, ending, method in FORMATS:
        text = html.escape(getattr(record, method)().replace("\r\n", "\n"), quote=False)
        where = address(app, docname, record, ending)
        found.append(f'<details class="citation-format"><summary>{label}</summary>'
                     f'{copied("pre", text, f"the record in {label}")}'
                     f'<p><a href="{where}" download>{record.key}.{ending}</a></p></details>')
    return '<div class="citation-formats">' + "\n".join(found) + "</div>\n"


def files(app, docname: str, record: records.Record) -> str:
    return " ".join(f'<a href="{address(app, docname, record, ending)}" download>{label}</a>' for label, ending, _ in FORMATS)


def exhibit(app, docname: str, node) -> str | None:
    """Answer to `exhibit-offers`: the reference to a figure or table, folded, and its permanent link."""
    record = next((record for record in exhibit_records(app.env, docname) if record.anchor in node["ids"]), None)
    if record is None:
        return None
    return (f'<details class="cite-exhibit"><summary>Cite<span class="visually-hidden"> {record.label}</span></summary>'
            f'{copied("p", record.apa_html(), f"the reference to {record.label}")}'
            f'<p class="files">{files(app, docname, record)} <a href="#{record.anchor}">Permanent link</a></p></details>')


def exhibit_records(env, docname: str) -> list[records.Record]:
    """The records of the numbered figures and tables of a page, in their order."""
    page = records.chapter(env, env.config, docname)
    numbers = env.toc_fignumbers.get(docname, {})
    return [records.part(page, kind, ".".join(map(str, numbers[kind][identifier])), title, identifier)
            for identifier, kind, title in env.__dict__.get("press_exhibits", {}).get(docname, ())
            if identifier in numbers.get(kind, {})]


def byline(app, docname: str) -> str:
    """Author, version and date of a page, and the short way to what it offers; the cover of the front page says the first two."""
    record = records.chapter(app.env, app.config, docname)
    day = revisions.last_updated(app.env, docname, record.date)
    cover = docname == app.config.root_doc and "press.cover" in app.extensions
    said = [not cover and "; ".join(author.full for author in record.authors),
            not cover and record.version and f"Version {record.version}",
            day and f'Last updated <time datetime="{day}">{spoken(day)}</time>']
    links = [f'<a href="#{anchor(app.env, docname)}">Cite</a>',
             *(f'<a href="{html.escape(where)}">{html.escape(label)}</a>' for label, where, _ in offers(app, docname)
               if docname == app.config.root_doc or PurePosixPath(where).stem == PurePosixPath(docname).name)]
    lines = (" ".join(f"<span>{part}</span>" for part in parts if part) for parts in (said, links))
    return '<div class="byline">' + "\n".join(f"<p>{line}</p>" for line in lines if line) + "</div>\n"


def downloads(app, docname: str) -> str:
    items = "".join(f'<li><a href="{html.escape(where)}">{html.escape(label)}</a>{": " * bool(note)}{html.escape(note)}</li>'
                    for label, where, note in offers(app, docname))
    return f'<p class="page-offers-head">Download</p>\n<ul class="page-offers">{items}</ul>\n' if items else ""


class WriteReferences(SphinxPostTransform):
    """Put each reference in its place, in the way of the format."""

    default_priority = 5

    def run(self, **kwargs):
        for node in list(self.document.findall(citing)):
            docname, section = node["docname"], node.parent
            record = records.chapter(self.env, self.config, docname)
            name = word(self.env, docname)
            section[0].children = [nodes.Text(f"Cite this {name}")]
            hint = EXHIBITS.format(name) if exhibit_records(self.env, docname) else ""
            more = [node for answer in self.app.emit("citation-advice", docname) for node in answer or ()]
            if self.app.builder.name in exhibits.WEB:
                advice = f"<p>{hint} Each has a <em>Cite</em> of its own below it.</p>\n" if hint else ""
                node.replace_self([web(html=formats(self.app, docname, record) + advice), *more,
                                   web(html=downloads(self.app, docname))])
            elif self.app.builder.format == "html":
                hints = [nodes.paragraph("", hint)] if hint else []
                node.replace_self([nodes.paragraph("", "", *inline(record)), *hints, *more])
            else:
                # Heading and all as one block in small print, which takes its part in no table of contents. How exhibits
                # are cited is said once, with the report.
                block = nodes.paragraph("", "", nodes.strong("", f"Cite this {name}:"), nodes.Text(" "), *inline(record),
                                        nodes.Text(f" {PARTS}" if name == "report" else ""),
                                        ids=section["ids"], classes=["note"])
                section.replace_self([nodes.raw("", GAP, format="typst"), block, *more])
        if self.app.builder.name in exhibits.WEB:
            self._sign()

    def _sign(self):
        page = next(iter(self.document.findall(nodes.section)), None)
        if page is not None:
            page.insert(page.index(page.next_node(nodes.title)) + 1, web(html=byline(self.app, self.env.docname)))


def visit_web(self, node):
    self.body.append(node["html"])
    raise nodes.SkipNode


def add_assets(app, pagename, templatename, context, doctree):
    if app.builder.name in exhibits.WEB and "citable" in context.get("body", ""):
        app.add_js_file("citing.js", loading_method="defer")
        app.add_css_file("citing.css", priority=900)


def setup(app):
    for extension in ("press.exhibits", "press.citing.records", "press.citing.revisions"):
        app.setup_extension(extension)
    app.add_node(citing)
    app.add_node(web, html=(visit_web, None))
    app.add_event(EVENT)
    app.add_event("citation-advice")
    app.connect(exhibits.EVENT, exhibit)
    app.connect("doctree-read", add_section, priority=100)
    app.connect("env-get-updated", name_sections, priority=900)
    app.connect("html-page-context", add_assets)
    app.add_post_transform(WriteReferences)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
