"""Links, their targets, footnotes and the bibliography."""

import re

from docutils import nodes
from sphinx import addnodes

from .markup import breakable, call, content, escape, string
from .notes import Notes

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.I)
_PATH = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?")

# What a document's address begins with: no builder ever writes it, it only tells our links from others.
DOCUMENT_SIGN = "%"


def collect_footnotes(tree: nodes.document, root: str) -> dict[tuple[str, str], nodes.footnote]:
    """Return all footnotes by document and id."""
    footnotes = {}

    def walk(node: nodes.Element, docname: str) -> None:
        for child in node.children:
            if isinstance(child, addnodes.start_of_file):
                walk(child, child["docname"])
            elif isinstance(child, nodes.footnote):
                footnotes.update({(docname, identifier): child for identifier in child["ids"]})
            elif isinstance(child, nodes.Element):
                walk(child, docname)

    walk(tree, root)
    return footnotes


class References(Notes):
    """Ways through the book and out of it."""

    footnotes: dict[tuple[str, str], nodes.footnote] = {}

    def visit_target(self, node):
        self.write(self.anchors(node))

    depart_target = Notes.passed

    def _destination(self, node) -> tuple[str, str] | None:
        """Return document and id of an internal link."""
        if node.get("refid"):
            return self.docname, node["refid"]
        address = node.get("refuri", "")
        if address.startswith(DOCUMENT_SIGN):
            docname, _, identifier = address[1:].partition("#")
            return docname, identifier
        if address.startswith("#"):
            return self.docname, address[1:]
        return None

    def visit_reference(self, node):
        text = self.anchors(node) + self.written(*node.children)
        destination = self._destination(node)
        address = node.get("refuri", "")
        if destination:
            self.note(node, destination)
            self.targets.setdefault(destination, node)
            self.write(call("xlink", self.label(destination[1], destination[0]), content(text)))
        elif _SCHEME.match(address):
            shown = node.astext()
            if _SCHEME.match(shown) or _PATH.fullmatch(shown):
                text = call("address", content(escape(breakable(shown))))
            self.write(call("weblink", string(address), content(text)))
        else:
            if address:
                self.warn("the PDF cannot follow the link %r", address, node=node, subtype="ref")
            self.write(text)
        raise nodes.SkipNode

    visit_number_reference = visit_reference

    def visit_footnote_reference(self, node):
        key = (self.docname, node.get("refid", ""))
        footnote = self.footnotes.get(key)
        if footnote is None:
            self.warn("no footnote %r", node.astext(), node=node, subtype="ref")
            raise nodes.SkipNode
        label = self.label(f"footnote-{key[1]}")
        if key in self.anchored:
            self.write(call("footnote", label))
        else:
            self.anchored.add(key)
            text = self.written(*[child for child in footnote.children if not isinstance(child, nodes.label)])
            self.write(f"#footnote[{text}]{label.replace('label', '#label', 1)};")
        raise nodes.SkipNode

    visit_footnote = Notes.skip

    def visit_citation(self, node):
        entry = [child for child in node.children if not isinstance(child, nodes.label)]
        self.write("\n" + call("bibitem", content(self.anchors(node) + self.written(*entry))) + "\n")
        raise nodes.SkipNode

    visit_label = Notes.skip

    def warn_of_dead_links(self) -> None:
        """Warn of links without a target, and give each a target so that the rest of the book can be read."""
        for (docname, identifier), node in self.targets.items():
            if (docname, identifier) not in self.anchored:
                self.warn("the PDF has no place %s#%s", docname, identifier, node=node, subtype="ref")
                self.write(f"#anchor({self.label(identifier, docname)});")
