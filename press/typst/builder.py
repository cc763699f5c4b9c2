"""The Sphinx builder: the book's doctree, one Typst document, one PDF; and, if wanted, one for each chapter."""

import hashlib
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging

from press import stamp
from press.contents import document_places

from . import compilation
from .assembly import book_tree
from .chapters import chapter_document, chapters
from .compilation import TypesettingError, compile_pdf, write_atomically
from .edition import book_metadata, edition_time
from .formulas import typst_formulas
from .references import DOCUMENT_SIGN
from .translator import TypstTranslator

logger = logging.getLogger(__name__)

TEMPLATE = Path(__file__).parent
CHAPTER = "chapter-"  # before the names of chapters among the sources, lest one be called like a file of the template
_CONFIGURED = ("project", "author", "copyright", "release", "language", "root_doc", "numfig", "numfig_format", "math_numfig",
               "html_title")


class TypstBuilder(Builder):
    """Writes `<typst_file_name>.pdf`, with `typst_chapters` also `chapters/<name>.pdf`, and their sources in `source/`."""

    name = "typst"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    allow_parallel = True
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg", "image/webp"]

    def init(self) -> None:
        """Name the files."""
        self.pdf = Path(self.outdir, f"{self.config.typst_file_name}.pdf")
        self.stamp = Path(self.outdir, f".{self.config.typst_file_name}.stamp")
        self.source_folder = Path(self.outdir, "source")
        self.image_folder = self.source_folder / "images"
        self.chapter_folder = Path(self.outdir, "chapters")

    @property
    def fonts(self) -> list[Path]:
        """Folders of fonts; relative ones count from the book's folder."""
        return [Path(self.srcdir, path) for path in self.config.typst_font_paths]

    def fingerprint(self) -> str:
        """Return a digest of all the PDF depends on: doctrees, template, fonts, configuration and date."""
        values = {name: self.config[name] for name in _CONFIGURED}
        values |= {item.name: item.value for item in self.config.filter("") if item.name.startswith("typst_")}
        values["moment"] = edition_time(self.config)
        return stamp.digest(self, values, sorted(TEMPLATE.glob("*.py"))) + self.surroundings()

    def surroundings(self) -> str:
        """Return a digest of what every PDF depends on besides its source: template, fonts, compiler, settings."""
        values = {"standards": self.config.typst_pdf_standards, "moment": edition_time(self.config), "typst": version("typst")}
        files = [Path(compilation.__file__), *sorted(TEMPLATE.glob("*.typ"))] + sorted(font for folder in self.fonts for font in folder.glob("*.[ot]tf"))
        return stamp.digest_of_files(values, files)

    def get_outdated_docs(self) -> list[str]:
        """Return all documents if anything the PDF depends on has changed since it was written, else none."""
        if stamp.holds(self.stamp, [self.pdf], self.fingerprint()):
            return []
        return sorted(self.env.found_docs) or [self.config.root_doc]

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address that only the translator understands."""
        return DOCUMENT_SIGN + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same address from everywhere: there is one document."""
        return self.get_target_uri(to, typ)

    def write(self, *arguments: object) -> None:
        """Write the Typst document of the whole book and compile it."""
        try:
            metadata = book_metadata(self.config)
        except ValueError as error:
            raise TypesettingError(str(error)) from None
        self.image_folder.mkdir(parents=True, exist_ok=True)
        root = self.config.root_doc
        places = document_places(self.env, root)
        tree = book_tree(self, root)
        self.post_process_images(tree)
        formulas = typst_formulas({node.astext().strip() for node in tree.findall(_is_formula)})
        translator = TypstTranslator(tree, self, places, formulas)
        tree.walkabout(translator)
        translator.warn_of_dead_links()
        sources = {"main": _document(metadata, translator.markup)}
        if self.config.typst_chapters:
            for docname, node in chapters(tree, places).items():
                name = CHAPTER + PurePosixPath(docname).name
                if name in sources:
                    logger.warning("another chapter has a PDF of this name too", location=docname)
                sources[name] = chapter_document(self, tree, node, places, formulas, metadata)
        for template in TEMPLATE.glob("*.typ"):
            shutil.copyfile(template, self.source_folder / template.name)
        self.typeset(sources)

    def target(self, name: str) -> Path:
        """Return the PDF of a source by its name."""
        return self.chapter_folder / f"{name.removeprefix(CHAPTER)}.pdf" if name.startswith(CHAPTER) else self.pdf

    def typeset(self, sources: dict[str, str]) -> None:
        """Compile what differs from the last time, on two threads: Typst leaves Python alone while it works."""
        self.chapter_folder.mkdir(exist_ok=True)
        for file in self.chapter_folder.glob("*.pdf"):
            if CHAPTER + file.stem not in sources:
                file.unlink()
        surroundings = self.surroundings()
        todo = {}
        for name, text in sources.items():
            digest = hashlib.sha256(f"{surroundings}{text}".encode()).hexdigest()
            if not stamp.holds(self.source_folder / f"{name}.stamp", [self.target(name)], digest):
                (self.source_folder / f"{name}.typ").write_text(text, encoding="utf-8")
                todo[name] = digest

        def compiled(name: str) -> bytes:
            return compile_pdf(self.source_folder / f"{name}.typ", fonts=self.fonts,
                               standards=list(self.config.typst_pdf_standards), moment=edition_time(self.config))

        with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as threads:
            for (name, digest), pdf in zip(todo.items(), threads.map(compiled, todo)):
                write_atomically(self.target(name), pdf)
                write_atomically(self.source_folder / f"{name}.stamp", digest.encode())
                logger.info("typeset %s, %d kB", self.target(name).name, len(pdf) // 1024)

    def finish(self) -> None:
        """Note what the PDF was made from."""
        write_atomically(self.stamp, self.fingerprint().encode())


def _is_formula(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.math, nodes.math_block))


def _document(metadata: str, markup: str) -> str:
    return f'#import "book.typ": *\n#show: body => book({metadata}, body)\n\n{markup}\n'
