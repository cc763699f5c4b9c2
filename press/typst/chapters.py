"""Chapters by themselves: every document below the root as a PDF of its own, numbered as in the whole book."""

import re
from dataclasses import replace

from docutils import nodes
from sphinx import addnodes

from press import contents
from press.citing import records

from .markup import call, content, escape, string
from .translator import TypstTranslator

# The name in a short note, as `Notes.gathered` writes it: a link to the place of a passage, a source or an event.
_NAMED = re.compile(r'#xlink\((label\("([^"]*)"\)), (\[(?:[^\[\]\\]|\\.)*\])\);')


class ChapterTranslator(TypstTranslator):
    """Visits one document of the book's tree; `markup` is the result."""

    def __init__(self, tree, builder, places, formulas, colophon: str):
        super().__init__(tree, builder, places, formulas)
        self._colophon = colophon

    def visit_title(self, node):
        opens = len(self.docnames) == 2 and self.depths[-1] == 1  # the root, and the chapter in it
        try:
            super().visit_title(node)
        finally:
            if opens and isinstance(node.parent, nodes.section):
                self.write(self._colophon)

    def gathered(self) -> str:
        """Let the short note on a source stand for the place it names, where that is in another chapter."""
        return _NAMED.sub(self._note_anchor, super().gathered())

    def _note_anchor(self, found) -> str:
        place = tuple(found.group(2).rsplit(":", 1))
        return found.group() if place in self.anchored else f"#anchor({found.group(1)});#text{found.group(3)};"


def chapters(tree: nodes.document, places: dict) -> dict[str, addnodes.start_of_file]:
    """The parts of the book's tree that are documents right below the root, by name; others are in them."""
    found = {node["docname"]: node for node in tree.findall(addnodes.start_of_file)}
    return {docname: found[docname] for docname, place in places.items() if place.depth == 1 and docname in found}


def title(env, docname: str) -> str:
    """Title of a chapter with its number, as the contents have it."""
    return " ".join(filter(None, (contents.number(env, docname), env.titles[docname].astext())))


def chapter_document(builder, tree, node: addnodes.start_of_file, places: dict, formulas: dict, metadata: str) -> str:
    """The Typst document of one chapter; links to other chapters become words.

    Its own place in the book's tree of headings is the first, whatever part it is in.
    """
    docname = node["docname"]
    cited = records.chapter(builder.env, builder.config, docname).apa()
    colophon = call("colophon", "meta", content(escape(cited)))
    own = {name: replace(place, part=None, opens=None) for name, place in places.items()}
    translator = ChapterTranslator(tree, builder, own, formulas, colophon)
    node.walkabout(translator)
    return (f'#import "chapter.typ": *\n#let meta = {metadata}\n'
            f"#show: body => article(meta, {string(title(builder.env, docname))}, body)\n\n{translator.markup}\n")
