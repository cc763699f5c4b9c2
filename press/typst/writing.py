"""The ground all parts of the translator stand on: output, anchors, and the document being read."""

from docutils import nodes
from sphinx.util import logging

from .markup import string

logger = logging.getLogger(__name__)

SMALL_PRINT = {"source", "note", "subtitle"}
"""Classes of the lines that belong to an exhibit."""

_PROSE = (nodes.paragraph, nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.section)


class Writing(nodes.NodeVisitor):
    """Collects markup; knows which source document a node is from."""

    def __init__(self, tree: nodes.document, builder, places: dict, formulas: dict[str, str | None]):
        super().__init__(tree)
        self.builder = builder
        self.env = builder.env
        self.places = places
        self.formulas = formulas
        self.docnames = [builder.config.root_doc]
        self.depths = [0]
        self.in_table = 0
        self.set_already: set[int] = set()  # nodes that have been written before their turn
        self.anchored: set[tuple[str, str]] = set()
        self.notes: dict[str, dict] = {}
        self.targets: dict[tuple[str, str], nodes.Node] = {}
        self._markup: list[str] = []

    @property
    def docname(self) -> str:
        """The source document of the node at hand."""
        return self.docnames[-1]

    @property
    def markup(self) -> str:
        """All that has been written."""
        return "".join(self._markup)

    def write(self, markup: str) -> None:
        """Add markup."""
        self._markup.append(markup)

    def written(self, *children: nodes.Node) -> str:
        """Return the markup of some nodes without adding it."""
        outer, self._markup = self._markup, []
        for child in children:
            child.walkabout(self)
        inner, self._markup = self.markup, outer
        return inner.strip()

    def may_float(self, node: nodes.Node) -> bool:
        """Say whether an exhibit may leave its place: not where its section has no prose, or headings would meet."""
        section = node.parent
        while section is not None and not isinstance(section, nodes.section):
            section = section.parent
        return section is None or any(isinstance(child, _PROSE) for child in section.children)

    def label(self, identifier: str, docname: str | None = None) -> str:
        """Return the Typst label of an id in a document; an empty id means the document itself."""
        return f"label({string(f'{docname or self.docname}:{identifier}')})"

    def anchors(self, node: nodes.Element) -> str:
        """Return invisible marks for all ids of a node that links can lead to."""
        return "".join(self.mark(identifier) for identifier in node.get("ids", ()))

    def mark(self, identifier: str) -> str:
        """Return an invisible mark, once for each id."""
        key = (self.docname, identifier)
        if key in self.anchored:
            return ""
        self.anchored.add(key)
        return f"#anchor({self.label(identifier)});"

    def warn(self, message: str, *arguments: object, node: nodes.Node, subtype: str) -> None:
        """Log a warning with the place in the source."""
        logger.warning(message, *arguments, type="typst", subtype=subtype, location=node)

    def unknown_visit(self, node: nodes.Node) -> None:
        """Warn of a node nobody provided for; its text is kept."""
        self.warn("the PDF has no form for %r", type(node).__name__, node=node, subtype="node")

    def unknown_departure(self, node: nodes.Node) -> None:
        """Nothing to close."""

    def skip(self, node: nodes.Node) -> None:
        """Leave a node out."""
        raise nodes.SkipNode

    def passed(self, node: nodes.Node) -> None:
        """Let the children speak."""
