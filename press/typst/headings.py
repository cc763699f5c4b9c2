"""Documents, parts, chapters and sections."""

from docutils import nodes

from .markup import call, content, escape, string
from .numbering import section_number
from .notes import Notes

_FRAMES = {"findings": "findings(none)", "sources": "closing"}


class Headings(Notes):
    """Structure of the book."""

    visit_document = Notes.passed
    depart_document = Notes.passed

    def visit_start_of_file(self, node):
        self.docnames.append(node["docname"])
        self.depths.append(0)
        place = self.places.get(self.docname)
        if place and place.opens:
            self.write("\n\n" + call("titled", string("part"), "1", "none", "none", content(escape(place.opens))) + "\n")

    def depart_start_of_file(self, node):
        self.write(self.gathered())
        self.docnames.pop()
        self.depths.pop()

    def visit_section(self, node):
        self.depths[-1] += 1

    def depart_section(self, node):
        if self._framed_as(node):
            self.write("\n]\n\n")
        self.depths[-1] -= 1

    def _framed_as(self, section) -> str | None:
        """Return the function that frames a section: a chapter's summary stands in a box, its sources in small print."""
        names = _FRAMES.keys() & set(section["ids"]) if self.depths[-1] == 2 else ()
        return _FRAMES[min(names)] if names else None

    def visit_title(self, node):
        section = node.parent
        if not isinstance(section, nodes.section):
            self.write(call("runin", content(self.written(*node.children))) + "\n\n")
            raise nodes.SkipNode
        place = self.places[self.docname]
        first = self.depths[-1] == 1
        rank = self.depths[-1] + max(place.depth, 1) - 2
        kind = "chapter" if rank == 0 else f"section{rank}"
        level = rank + 1 + (place.part is not None)
        number = section_number(self.env, self.docname, section, first)
        identifiers = [identifier for identifier in section["ids"] if (self.docname, identifier) not in self.anchored]
        if first:
            # Links to the page as a whole lead to its title.
            identifiers.insert(0, "")
        self.anchored.update((self.docname, identifier) for identifier in identifiers)
        target = self.label(identifiers[0]) if identifiers else "none"
        heading = call(
            "titled", string(kind), str(level), string(number) if number else "none", target,
            content(self.written(*node.children)),
        )
        others = "".join(f"#anchor({self.label(identifier)});" for identifier in identifiers[1:])
        self.write(f"\n\n{heading}\n{others}\n\n")
        if self._framed_as(section):
            self.write(f"#{self._framed_as(section)}[\n")
        raise nodes.SkipNode

    def visit_rubric(self, node):
        if "footnotes" not in node.get("classes", ()):
            self.write("\n" + call("runin", content(self.anchors(node) + self.written(*node.children))) + "\n\n")
        raise nodes.SkipNode

    visit_subtitle = visit_rubric
    visit_centered = visit_rubric

    def visit_transition(self, node):
        if "footnotes" not in node.get("classes", ()):
            self.write("\n#breakmark\n\n")
        raise nodes.SkipNode
