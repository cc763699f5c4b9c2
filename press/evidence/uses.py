"""Where the book uses its evidence: the references of every page, with the section, figure or table they stand in.

They are noted when a page is read. Those in chapters count as uses in the report. `index`
makes tables of them.
"""
from collections import Counter

from docutils import nodes

from press import contents

INDEXED = ("passage", "source")
SMALL_PRINT = {"source", "note"}


def place(node: nodes.Element) -> tuple[str, str]:
    """Where a reference stands: anchor and title of its figure, table or section; both empty for the page itself."""
    while node.parent is not None:
        if isinstance(node, nodes.paragraph) and SMALL_PRINT & set(node["classes"]):
            before = node.parent.children[:node.parent.index(node)]
            exhibit = next((other for other in reversed(before) if isinstance(other, nodes.table)), None)
            node = exhibit if exhibit is not None else node
        if isinstance(node, (nodes.table, nodes.figure)) and node["ids"]:
            return node["ids"][0], ""
        if isinstance(node, nodes.section) and isinstance(node.parent, nodes.section):
            return node["ids"][0], node[0].astext()
        node = node.parent
    return "", ""


def collect(app, doctree):
    """Note the references of a page, in order."""
    uses = [(reference["reftype"], reference["reftarget"], *place(reference))
            for reference in doctree.findall(nodes.Element) if reference.get("reftype") in INDEXED]
    app.env.__dict__.setdefault("press_uses", {})[app.env.docname] = list(dict.fromkeys(uses))


def forget(app, env, docname):
    env.__dict__.get("press_uses", {}).pop(docname, None)


def merge(app, env, docnames, other):
    env.__dict__.setdefault("press_uses", {}).update(
        {name: uses for name, uses in other.__dict__.get("press_uses", {}).items() if name in docnames})


def pages(env) -> list[str]:
    """All pages in the order of the contents, the root first."""
    return list(contents.document_places(env, env.config.root_doc))


def label(env, docname: str, anchor: str, title: str) -> str:
    """What a link to a place in a chapter says: the number of an exhibit, or of the chapter, and the section's title."""
    exhibit = contents.exhibit(env, docname, "figure", [anchor]) or contents.exhibit(env, docname, "table", [anchor])
    return exhibit or f"ch. {contents.number(env, docname)}{title and f', {title}'}"


def indexed(env) -> dict[tuple[str, str], tuple[list, Counter]]:
    """By kind and id: the uses in chapters as (page, anchor, label), and how often each other page refers to it."""
    found = {}
    for docname in pages(env):
        for kind, identifier, anchor, title in env.__dict__.get("press_uses", {}).get(docname, ()):
            chapters, others = found.setdefault((kind, identifier), ([], Counter()))
            if contents.kind(env, docname) == "chapter":
                use = docname, anchor, label(env, docname, anchor, title)
                chapters.extend([use] * (use not in chapters))
            else:
                others[docname] += 1
    return found


def setup(app):
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
