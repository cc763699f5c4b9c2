"""Short notes on what a chapter cites, gathered at its end.

A reference that has a `note` (group, order within it, name, text) is printed as the link it is; the first time a chapter
cites it in running text, its note joins the list at the end of the chapter. In the text there would be room for few:
a chapter may cite a hundred. Tables, captions and small print bring no notes; they say themselves what they cite.
"""

from docutils import nodes

from .markup import array, call, content, escape, string
from .writing import SMALL_PRINT, Writing

HEADING = "Evidence cited in this chapter"


def _is_running_text(node: nodes.Node) -> bool:
    while node is not None:
        if isinstance(node, (nodes.table, nodes.figure, nodes.caption)):
            return False
        if isinstance(node, nodes.paragraph) and SMALL_PRINT & set(node.get("classes", ())):
            return False
        node = node.parent
    return True


class Notes(Writing):
    """What is said of references outside the text."""

    def note(self, node: nodes.reference, destination: tuple[str, str]) -> None:
        """Keep the note of a reference for the end of its chapter, unless what it refers to stands in the chapter itself."""
        if "note" in node and destination[0] != self.docname and _is_running_text(node):
            self.notes.setdefault(self.docname, {}).setdefault(destination, node["note"])

    def gathered(self) -> str:
        """Return the notes of the chapter at hand, by group and order."""
        found = sorted((group, order, name, text, *destination)
                       for destination, (group, order, name, text) in self.notes.pop(self.docname, {}).items())
        if not found:
            return ""
        place = self.places[self.docname]
        entries = []
        for group, _, name, text, docname, identifier in found:
            link = call("xlink", self.label(identifier, docname), content(escape(name)))
            entries.append(f"\n  ({string(group)}, {content(link)}, {content(escape(text))})")
        level = str(2 + (place.part is not None))
        heading = call("titled", string("notes"), level, "none", "none", content(escape(HEADING)))
        return f"\n\n{heading}\n#gatherednotes({array(entries)});\n\n"
