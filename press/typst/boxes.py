"""What is set apart from the text: admonitions, abstracts, findings, notes in the margin, quotations, containers.

Classes of a div, an admonition or a topic that the page knows:

abstract, findings           set apart in a form of their own
margin, aside, marginnote    in the column of notes, as `{margin}` and `{sidebar}` are
wide, full-width             across text and notes; figures and tables too
lead                         an opening paragraph, larger
web-only                     left out (also d-print-none, no-print)
epigraph                     for a quotation
"""

import re

from docutils import nodes
from sphinx.locale import admonitionlabels

from .markup import call, content, string
from .rawtables import tables_in
from .writing import Writing

_KINDS = ("note", "tip", "warning", "important", "caution", "danger", "hint", "attention", "error", "seealso")
WEB_ONLY = {"web-only", "d-print-none", "no-print", "sphinx-thebe"}
_MARGIN = {"margin", "aside", "marginnote"}
_WIDE = {"wide", "full-width"}
_SET_APART = ("abstract", "findings")
_ATTRIBUTED = re.compile(r"\s*(--|[–—―])")
_DASH = re.compile(r"^((\\-){2}|[–—―])\s*")


class Boxes(Writing):
    """Nodes that frame others."""

    def _parted(self, node) -> tuple[str | None, str]:
        """Return title and body of a box."""
        children = list(node.children)
        title = None
        if children and isinstance(children[0], (nodes.title, nodes.rubric)):
            title = self.written(*children.pop(0).children)
        return title, self.anchors(node) + self.written(*children)

    def _box(self, function: str, node) -> None:
        title, body = self._parted(node)
        self.write("\n" + call(function, content(title), content(body)) + "\n\n")
        raise nodes.SkipNode

    def _admonition(self, node, kind: str) -> None:
        title, body = self._parted(node)
        title = title or str(admonitionlabels.get(kind, kind.capitalize()))
        self.write("\n" + call("admonition", string(kind), content(title), content(body)) + "\n\n")
        raise nodes.SkipNode

    def visit_admonition(self, node):
        classes = node.get("classes", ())
        self._framed(node, set(classes))
        self._admonition(node, next((name for name in classes if name in _KINDS), "note"))

    def _framed(self, node, classes: set[str]) -> None:
        """Write the node if one of its classes says how."""
        if classes & WEB_ONLY:
            raise nodes.SkipNode
        for name in _SET_APART:
            if name in classes:
                self._box(name, node)
        if classes & _MARGIN:
            self._margin(node)
        if classes & _WIDE:
            self.write("\n" + call("across", content(self.anchors(node) + self.written(*node.children))) + "\n\n")
            raise nodes.SkipNode
        if "lead" in classes:
            self.write("\n" + call("lead", content(self.anchors(node) + self.written(*node.children))) + "\n\n")
            raise nodes.SkipNode

    def _margin(self, node) -> None:
        title, body = self._parted(node)
        self.write("\n" + call("marginnote", content(body), title=content(title)) + "\n")
        raise nodes.SkipNode

    def visit_sidebar(self, node):
        self._margin(node)

    def visit_topic(self, node):
        classes = set(node.get("classes", ()))
        if "contents" in classes:
            raise nodes.SkipNode
        self._framed(node, classes)
        self._box("opened", node)

    def visit_container(self, node):
        # Paper shows the code that the chapter shows open on the screen, and no other.
        if node.get("nb_element") == "cell_code_source" and "tag_show-input" not in node.parent.get("classes", ()):
            raise nodes.SkipNode
        self._framed(node, set(node.get("classes", ())))
        if node.get("design_component") == "dropdown":
            self._box("opened", node)
        self.write(self.anchors(node))

    def depart_container(self, node):
        self.write("\n\n")

    visit_compound = visit_container
    depart_compound = depart_container
    visit_versionmodified = visit_container
    depart_versionmodified = depart_container
    visit_HideCodeCellNode = Writing.passed
    depart_HideCodeCellNode = Writing.passed

    def visit_caption(self, node):
        self.write(call("runin", content(self.anchors(node) + self.written(*node.children))) + "\n")
        raise nodes.SkipNode

    def visit_block_quote(self, node):
        sources = [child for child in node.children if isinstance(child, nodes.attribution)]
        words = [child for child in node.children if not isinstance(child, nodes.attribution)]
        if not sources and len(words) > 1 and _ATTRIBUTED.match(words[-1].astext()):
            # MyST knows no attribution in Markdown's own quotations; a last paragraph with a dash before it is one.
            sources = [words.pop()]
        function = "epigraph" if "epigraph" in node.get("classes", ()) else "blockquote"
        attribution = content(_DASH.sub("", self.written(*sources[0].children))) if sources else "none"
        body = content(self.anchors(node) + self.written(*words))
        self.write("\n" + call(function, body, attribution=attribution) + "\n\n")
        raise nodes.SkipNode

    def visit_attribution(self, node):
        self.write("— ")

    def depart_attribution(self, node):
        self.write("\n\n")

    def visit_raw(self, node):
        formats = node.get("format", "").split()
        if "typst" in formats:
            self.write(node.astext())
        elif "html" in formats:
            for table in tables_in(node.astext()):
                table.walkabout(self)
        raise nodes.SkipNode


def _named_admonition(kind: str):
    def visit(self, node):
        self._admonition(node, kind)

    return visit


for _kind in _KINDS:
    setattr(Boxes, f"visit_{_kind}", _named_admonition(_kind))
