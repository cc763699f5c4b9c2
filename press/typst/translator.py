"""All nodes of the book to Typst markup."""

from docutils import nodes

from .boxes import Boxes
from .exhibits import Exhibits
from .headings import Headings
from .paragraphs import Paragraphs
from .references import References, collect_footnotes
from .sentences import Sentences
from .tables import Tables
from .writing import Writing

# Nodes that print nothing.
_SILENT = (
    "comment", "toctree", "index", "substitution_definition", "meta", "system_message", "docinfo", "decoration",
    "pending", "highlightlang", "only", "document_subtitle",
)


class TypstTranslator(Headings, Sentences, Paragraphs, References, Boxes, Exhibits, Tables):
    """Visits the doctree of the whole book; `markup` is the result."""

    def __init__(self, tree: nodes.document, builder, places: dict, formulas: dict[str, str | None]):
        super().__init__(tree, builder, places, formulas)
        self.footnotes = collect_footnotes(tree, builder.config.root_doc)


for _name in _SILENT:
    setattr(TypstTranslator, f"visit_{_name}", Writing.skip)
