"""Lets the search find figures, tables, passages, sources, events and terms of the glossary, besides chapters.

Sphinx's search lists what the domains of a project name. The domain `book` names every numbered exhibit ("Figure 9.3:
its finding"), every passage, source and event that has a place in the book, by its id as it is typed and its words, and
every term of a glossary. `static/finding.js` shows what was found by kind.

It also keeps the index of an incremental build what a whole build would make it: Sphinx leaves words behind that no page
holds any more.
"""
from collections.abc import Iterable

from sphinx.domains import Domain, ObjType

from press import contents
from press.evidence import citations


def named(kind: str):
    """Anchor and searchable name of all passages, sources or events."""
    if kind == "passage":
        for identifier, text in citations.passages().items():
            yield citations.anchor(kind, identifier), f"{identifier}: {' '.join(text.split())}"
    elif kind == "source":
        for identifier, row in citations.rows("sources", "source").items():
            yield citations.anchor(kind, identifier), f"{row['label']}: {row['title']} ({identifier})"
    else:
        for identifier, row in citations.rows("events", "event").items():
            yield citations.anchor(kind, identifier), f"{identifier}: {row['title']} ({row['date']:%B %-d, %Y})"


class BookDomain(Domain):
    """What can be found in a book besides its pages. It has no roles: references are those of `std` and `press.evidence.citations`."""

    name = "book"
    label = "Book"
    object_types = {kind: ObjType(words) for kind, words in {
        "figure": "Figure", "table": "Table", "term": "Glossary term",
        "passage": "Passage", "source": "Source", "event": "Event"}.items()}
    initial_data = {"captions": {}}  # docname → [(kind, anchor, caption)]
    data_version = 1

    def clear_doc(self, docname: str) -> None:
        self.data["captions"].pop(docname, None)

    def merge_domaindata(self, docnames: list[str], otherdata: dict) -> None:
        self.data["captions"].update({name: found for name, found in otherdata["captions"].items() if name in docnames})

    def process_doc(self, env, docname, document) -> None:
        std = env.domains["std"]
        found = [(kind, node["ids"][0], std.get_numfig_title(node)) for node in document.findall()
                 if (kind := std.get_enumerable_node_type(node)) in ("figure", "table") and node["ids"]]
        if found:
            self.data["captions"][docname] = found

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        return type.lname  # without the name of the domain

    def resolve_any_xref(self, *where) -> list:
        return []

    def places(self) -> Iterable[tuple[str, str, str, str]]:
        """Kind, name, page and anchor of everything that has a place in the book."""
        for docname, captions in self.data["captions"].items():
            for kind, anchor, caption in captions:
                number = contents.exhibit(self.env, docname, kind, [anchor])
                yield kind, (f"{number}: " if number else "") + (caption or ""), docname, anchor
        for (kind, term), (docname, anchor) in self.env.domains["std"].objects.items():
            if kind == "term":
                yield kind, term, docname, anchor
        pages = self.env.__dict__.get("press_anchors", {})
        for kind in citations.KINDS:
            for anchor, name in named(kind):
                if anchor in pages:
                    yield kind, name, pages[anchor], anchor

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        # The name stands for the object, too: Sphinx would take an anchor that equals it out of the index.
        for kind, name, docname, anchor in self.places():
            yield name, name, kind, docname, anchor, 1


def freshen(app):
    """Leave nothing in the index that a whole build would not put there."""
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        indexer.prune(app.env.all_docs)
        for mapping in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, pages in mapping.items() if not pages]:
                del mapping[word]
        for docname in sorted(indexer._index_entries):  # in the order of a whole build
            entries = indexer._index_entries.pop(docname)
            if docname in app.env.all_docs:
                indexer._index_entries[docname] = entries
        indexer._objtypes.clear()
        indexer._objnames.clear()
    return []


def setup(app):
    app.add_domain(BookDomain)
    # Sphinx asks for further pages when all others are written and the index is not; there are none.
    app.connect("html-collect-pages", freshen)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
