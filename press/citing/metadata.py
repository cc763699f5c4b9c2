"""What the head of each web page tells machines: search engines, reference managers, and whoever shows a link to it.

All of it comes from the page's record (`records`): Highwire tags, which Google Scholar and Zotero read, Dublin Core, Open
Graph, and schema.org as JSON-LD. Addresses are given only where the book has a public one.
"""
import html
import json
from pathlib import Path

from press import citing, exhibits
from press.citing import records, revisions

SHORT = 300
"""Characters of a description, which search engines cut anyway."""
PREVIEW = "_static/cover.png"
"""The cover in the size in which other sites show a page that is linked to (`press.cover`)."""


def shortened(text: str) -> str:
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"


def slashed(date: str) -> str:
    return date.replace("-", "/")


def highwire(record: records.Record) -> list[tuple[str, str]]:
    return [
        ("citation_title", record.title),
        *(("citation_author", f"{author.name}, {author.given}" if author.given else author.name) for author in record.authors),
        ("citation_publication_date", slashed(record.date)),
        ("citation_inbook_title", record.container),
        ("citation_publisher" if record.container else "citation_technical_report_institution", publisher(record)),
        ("citation_language", record.language),
        ("citation_keywords", "; ".join(record.keywords)),
        ("citation_doi", record.doi),
        ("citation_public_url", record.url),
    ]


def dublin_core(record: records.Record, license: str) -> list[tuple[str, str]]:
    return [
        ("DC.title", record.title),
        *(("DC.creator", author.full) for author in record.authors),
        ("DC.date", record.date),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.language", record.language),
        ("DC.publisher", publisher(record)),
        ("DC.description", record.abstract),
        *(("DC.subject", word) for word in record.keywords),
        ("DC.rights", license),
        ("DC.identifier", f"https://doi.org/{record.doi}" if record.doi else record.url),
        ("DCTERMS.isPartOf", record.container),
        ("DCTERMS.bibliographicCitation", record.apa()),
    ]


def open_graph(record: records.Record, whole: records.Record, modified: str) -> list[tuple[str, str]]:
    found = [
        ("og:type", "article" if record.container else "book"),
        ("og:title", record.title),
        ("og:description", shortened(record.abstract)),
        ("og:site_name", whole.title),
        ("og:locale", {"en": "en_US"}.get(record.language, record.language.replace("-", "_"))),
        ("og:url", record.url),
        ("og:image", f"{whole.url.rstrip('/')}/{PREVIEW}" if whole.url else ""),
    ]
    if record.container:
        found += [("article:published_time", record.date), ("article:modified_time", modified),
                  *(("article:author", author.full) for author in record.authors)]
    else:
        found += [("book:release_date", record.date), *(("book:author", author.full) for author in record.authors)]
    return found


def publisher(record: records.Record) -> str:
    return "; ".join(author.full for author in (record.editors or record.authors))


def thing(record: records.Record, modified: str, license: str) -> dict:
    """A page as schema.org has it: the report, or a chapter of it."""
    people = [{"@type": "Person", "name": author.full, "givenName": author.given, "familyName": author.name}
              if author.given else {"@type": "Organization", "name": author.name} for author in record.authors]
    found = {
        "@type": "Chapter" if record.container else "Report",
        "@id": record.url,
        "url": record.url,
        "name": record.title,
        "headline": record.title,
        "author": people,
        "datePublished": record.date,
        "dateModified": modified,
        "version": record.version,
        "inLanguage": record.language,
        "description": record.abstract,
        "keywords": list(record.keywords),
        "license": license,
        "position": record.number if record.container else "",
        "publisher": {"@type": "Organization", "name": publisher(record)},
        "identifier": f"https://doi.org/{record.doi}" if record.doi else "",
    }
    return {name: value for name, value in found.items() if value}


def dataset(source: Path, whole: records.Record) -> dict | None:
    """The data package beside the book as a schema.org Dataset; none where there is no package."""
    path = source / "data" / "datapackage.json"
    if not path.exists():
        return None
    package = json.loads(path.read_text(encoding="utf-8"))
    licenses = package.get("licenses") or [{}]
    found = {
        "@type": "Dataset",
        "name": package.get("title", ""),
        "description": package.get("description", ""),
        "version": package.get("version", ""),
        "datePublished": package.get("created", ""),
        "license": licenses[0].get("path", ""),
        "keywords": package.get("keywords", []),
        "creator": [{"@type": "Organization", "name": person["title"]} for person in package.get("contributors", [])],
        "isPartOf": {"@type": "Report", "name": whole.title},
        "variableMeasured": [resource["title"] for resource in package.get("resources", []) if resource.get("title")],
    }
    return {name: value for name, value in found.items() if value}


def linked_data(app, record: records.Record, whole: records.Record, modified: str) -> str:
    license = app.config.citing_license_address
    page = thing(record, modified, license)
    graph = [page]
    if record.container:
        within = thing(whole, "", license)
        page["isPartOf"] = {name: within[name] for name in (
            "@type", "@id", "name", "author", "datePublished", "version", "url") if name in within}
    elif found := dataset(Path(app.srcdir), whole):
        graph.append(found)
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/ld+json">{text.replace("<", chr(92) + "u003c")}</script>'


def add(app, pagename, templatename, context, doctree):
    if app.builder.name not in exhibits.WEB or doctree is None or pagename not in app.env.all_docs:
        return
    record = records.chapter(app.env, app.config, pagename)
    whole = records.book(app.config)
    modified = revisions.last_updated(app.env, pagename, record.date)
    license = app.config.citing_license_address
    tags = [("description", shortened(record.abstract)), ("author", publisher(record)), *highwire(record),
            *dublin_core(record, license)]
    if record.url:
        papers = [where for _, where, _ in citing.offered(app, pagename) if where.endswith(".pdf")]
        own = [where for where in papers if Path(where).stem == Path(pagename).name] if record.container else papers
        tags += [("citation_pdf_url", f"{whole.url.rstrip('/')}/{where}") for where in own[:1]]
    lines = [f'<meta name="{name}" content="{html.escape(value)}" />' for name, value in tags if value]
    lines += [f'<meta property="{name}" content="{html.escape(value)}" />'
              for name, value in open_graph(record, whole, modified) if value]
    lines.append(linked_data(app, record, whole, modified))
    context["metatags"] = context.get("metatags", "") + "\n" + "\n".join(lines) + "\n"


def setup(app):
    app.add_config_value("citing_license_address", "", "html", str)
    app.connect("html-page-context", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
