"""The file: what the book is, what it holds, in which order it is read. The same book gives the same bytes."""
import io
import uuid
import zipfile
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath

from press.typst.edition import book_title, edition_time

TYPES = {".xhtml": "application/xhtml+xml", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png",
         ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif"}
FOLDER = "EPUB"
CONTAINER = f"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
ACCESS = (
    ("accessMode", "textual"), ("accessMode", "visual"), ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"), ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "readingOrder"), ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"), ("accessibilityHazard", "none"),
)
SUMMARY = ("Charts carry an alternative text that says what they show. Tables are tables, with captions and heads. The text "
           "flows in any size and color that the reader sets, and nothing moves or sounds.")
FORMULAS = " Formulas are MathML."


@dataclass
class Item:
    """One file of the book: its address, its bytes, its properties in the manifest, whether it is read in its turn."""

    name: str
    data: bytes
    properties: list[str] = field(default_factory=list)
    spine: bool = False


def identifier(config) -> str:
    """`epub_identifier` if it is set, else an address made of title and version, the same in every build."""
    if config.epub_identifier not in ("", "unknown"):
        return str(config.epub_identifier)
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{book_title(config)} {config.release}").urn


def metadata(config, formulas: bool) -> str:
    """The metadata of the package document; `formulas` says whether there is MathML in the book."""
    moment = edition_time(config)
    lines = [
        f'<dc:identifier id="edition">{escape(identifier(config))}</dc:identifier>',
        f'<dc:title id="title">{escape(book_title(config))}</dc:title>',
        '<meta refines="#title" property="title-type">main</meta>',
        f'<dc:creator id="author">{escape(str(config.author))}</dc:creator>',
        '<meta refines="#author" property="role" scheme="marc:relators">aut</meta>',
        f"<dc:publisher>{escape(str(config.epub_publisher))}</dc:publisher>",
        f"<dc:language>{escape(str(config.epub_language or 'en'))}</dc:language>",
        f"<dc:date>{moment:%Y-%m-%d}</dc:date>",
        f'<meta property="dcterms:modified">{moment:%Y-%m-%dT%H:%M:%SZ}</meta>',
    ]
    if config.typst_subtitle:
        lines[3:3] = [f'<dc:title id="subtitle">{escape(config.typst_subtitle)}</dc:title>',
                      '<meta refines="#subtitle" property="title-type">subtitle</meta>']
    if config.typst_description:
        lines.append(f"<dc:description>{escape(config.typst_description)}</dc:description>")
    rights = ". ".join(filter(None, (f"© {config.copyright}", config.typst_license)))
    lines.append(f"<dc:rights>{escape(rights)}</dc:rights>")
    lines += [f"<dc:subject>{escape(word)}</dc:subject>" for word in config.typst_keywords]
    if config.release:
        lines.append(f'<meta property="schema:version">{escape(config.release)}</meta>')
    features = [*ACCESS, *([("accessibilityFeature", "MathML")] if formulas else [])]
    lines += [f'<meta property="schema:{name}">{value}</meta>' for name, value in sorted(features)]
    lines.append(f'<meta property="schema:accessibilitySummary">{SUMMARY}{FORMULAS if formulas else ""}</meta>')
    return "\n".join(lines)


def document(config, items: list[Item]) -> str:
    """The package document of `items`, whose order is the order of reading."""
    manifest, spine = [], []
    for number, item in enumerate(items, start=1):
        properties = f' properties="{" ".join(item.properties)}"' if item.properties else ""
        kind = TYPES[PurePosixPath(item.name).suffix.lower()]
        manifest.append(f'<item id="item-{number}" href="{escape(item.name)}" media-type="{kind}"{properties}/>')
        if item.spine:
            spine.append(f'<itemref idref="item-{number}"/>')
    formulas = any("mathml" in item.properties for item in items)
    language = escape(str(config.epub_language or "en"))
    return (f'<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
            f'unique-identifier="edition" xml:lang="{language}" prefix="schema: http://schema.org/">\n'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
            f"{metadata(config, formulas)}\n</metadata>\n<manifest>\n" + "\n".join(manifest)
            + "\n</manifest>\n<spine>\n" + "\n".join(spine) + "\n</spine>\n</package>\n")


def pack(config, items: list[Item]) -> bytes:
    """The bytes of the EPUB file."""
    when = max(edition_time(config).timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    files = [("mimetype", b"application/epub+zip"), ("META-INF/container.xml", CONTAINER.encode()),
             (f"{FOLDER}/package.opf", document(config, items).encode()),
             *((f"{FOLDER}/{item.name}", item.data) for item in items)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, when)
            entry.external_attr = 0o644 << 16
            # The first file stands uncompressed, so that programs know the format by its first bytes.
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return buffer.getvalue()
