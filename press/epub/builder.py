"""The Sphinx builder: every document as an XHTML page, and the pages as one book."""
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes
from docutils.io import StringOutput
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.toctree import TocTree
from sphinx.util import logging
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from press import contents, stamp
from press.epub import cover, navigation, package, pictures, xhtml
from press.typst.boxes import WEB_ONLY
from press.typst.compilation import write_atomically
from press.typst.edition import edition_time

logger = logging.getLogger(__name__)

STYLE = "style.css"
IMAGES = "images"
_CONFIGURED = ("project", "author", "copyright", "release", "language", "root_doc", "numfig", "numfig_format",
               "html_title", "epub_language", "epub_publisher")


@dataclass
class Page:
    """One document of the book as it stands in the file."""

    name: str
    title: str
    text: str
    properties: list[str] = field(default_factory=list)


class EpubBuilder(StandaloneHTMLBuilder):
    """Writes `<epub_basename>.epub`."""

    name = "epub"
    epilog = "The EPUB file is in %(outdir)s."
    search = copysource = add_permalinks = html_scaled_image_link = False
    allow_parallel = False
    default_translator_class = HTML5Translator
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"]

    def init(self):
        super().init()
        self.out_suffix = self.link_suffix = ".xhtml"
        self.imagedir = IMAGES
        self.book = Path(self.outdir, f"{self.config.epub_basename}.epub")
        self.stamp = Path(self.outdir, f".{self.config.epub_basename}.stamp")

    def fingerprint(self) -> str:
        """What the book is made from besides the doctrees: configuration, date, this package."""
        values = {name: self.config[name] for name in _CONFIGURED}
        values |= {item.name: item.value for item in self.config.filter("") if item.name.startswith("typst_")}
        values |= {"identifier": self.config.epub_identifier, "moment": edition_time(self.config)}
        return stamp.digest(self, values, sorted(file for file in Path(__file__).parent.iterdir() if file.is_file()))

    def get_outdated_docs(self):
        if stamp.holds(self.stamp, [self.book], self.fingerprint()):
            return []
        return sorted(self.env.found_docs)

    def get_target_uri(self, docname, typ=None):
        return f"{docname}.xhtml"

    def write(self, *_):
        """Write all pages in reading order, and pack them."""
        self.prepare_writing(set(self.env.found_docs))
        # The theme of the web pages has put its own translator in the place of Sphinx's.
        self.app.set_translator(self.name, self.default_translator_class, override=True)
        self.named: dict[str, str] = {}
        self.places = contents.document_places(self.env, self.config.root_doc)
        pages = [self.page(docname) for docname in self.places]
        image = cover.image(self.config)
        items = [
            package.Item(cover.PAGE, cover.page(self.config).encode(), spine=True),
            package.Item(cover.IMAGE, image, properties=["cover-image"]),
            package.Item(navigation.PAGE, navigation.page(self).encode(), properties=["nav"], spine=True),
            *(package.Item(page.name, page.text.encode(), properties=page.properties, spine=True) for page in pages),
            *(package.Item(f"{IMAGES}/{name}", self.image(uri)) for uri, name in sorted(self.images.items())),
            package.Item(STYLE, (Path(__file__).parent / STYLE).read_bytes()),
        ]
        book = package.pack(self.config, items)
        write_atomically(self.book, book)
        logger.info("%s: %d pages, %d images, %d kB", self.book.name, len(pages), len(self.images), len(book) // 1024)

    def finish(self):
        """Note what the book was made from. Nothing of the theme is copied: the file holds what it names."""
        write_atomically(self.stamp, self.fingerprint().encode())

    def cleanup(self):
        pass

    def tree(self, docname: str) -> nodes.document:
        """The resolved doctree of a document, without what only a web page can offer."""
        tree = self.env.get_doctree(docname)
        for toctree in list(tree.findall(addnodes.toctree)):
            toctree.parent.remove(toctree)  # the contents of the book are in its navigation
        self.env.resolve_references(tree, docname, self)
        for node in list(tree.findall(_web_only)):
            if node.parent is not None:
                node.parent.remove(node)
        return tree

    def page(self, docname: str) -> Page:
        tree = self.tree(docname)
        self.current_docname = docname
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        name = self.get_target_uri(docname)
        self.imgpath, self.dlpath = relative_uri(name, IMAGES), relative_uri(name, "_downloads")
        self.post_process_images(tree)
        self.name_images(tree)
        tree.settings = self.docsettings
        self.docwriter.write(tree, StringOutput(encoding="unicode"))
        self.docwriter.assemble_parts()
        body = xhtml.cleaned(self.docwriter.parts["fragment"], self.kind(docname))
        title = self.env.titles[docname].astext()
        properties = [name for name in ("math", "svg") if f"<{name}" in body]
        return Page(name, title, xhtml.page(title, body, relative_uri(name, STYLE), self.language),
                    ["mathml" if name == "math" else name for name in properties])

    @property
    def language(self) -> str:
        return str(self.config.epub_language or "en")

    def kind(self, docname: str) -> str:
        """What a document is: `chapter`, `appendix`, or `page` where it is neither."""
        return contents.kind(self.env, docname)

    def name_images(self, tree: nodes.document):
        """Name the file of a chart after its figure, the first if several show it."""
        for figure in tree.findall(nodes.figure):
            images = [node for node in figure.findall(nodes.image) if node["uri"] in self.images]
            if len(images) == 1 and figure["ids"]:
                uri = images[0]["uri"]
                self.images[uri] = self.named.setdefault(uri, figure["ids"][0] + Path(uri).suffix)

    def image(self, uri: str) -> bytes:
        data = Path(self.srcdir, uri.lstrip("/")).read_bytes()
        return pictures.self_contained(data.decode()).encode() if uri.endswith(".svg") else data

    def sections(self, docname: str) -> nodes.bullet_list | None:
        """The headings of a document below its title, as nested lists of references."""
        toc = TocTree(self.env).get_toc_for(docname, self)
        return next(iter(toc.children[0].findall(nodes.bullet_list)), None) if toc.children else None


def _web_only(node) -> bool:
    if isinstance(node, HideCodeCellNode):
        return True
    if not isinstance(node, nodes.Element):
        return False
    if node.get("nb_element") == "cell_code_source":
        return "tag_show-input" not in node.parent.get("classes", ())
    return bool(WEB_ONLY & set(node.get("classes", ())))
