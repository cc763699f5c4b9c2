"""Where the book uses its evidence: the references of every page, with the section, figure or table they stand in.

They are noted when a page is read. A chapter is a page with a number; an appendix has a letter or none. `index`
makes tables of them.
"""
from collections import Counter

from docutils import nodes

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
    found = []

    def walk(docname):
        if docname in env.all_docs and docname not in found:
            found.append(docname)
            for child in env.toctree_includes.get(docname, ()):
                walk(child)

    walk(env.config.root_doc)
    return found


def chapter_number(env, docname: str) -> str:
    """The number of a page; empty for one that has none or, as an appendix, a letter: it is no chapter of the report."""
    number = [str(part) for part in env.toc_secnumbers.get(docname, {}).get("", ()) or ()]
    return ".".join(number) if number and number[0].isdigit() else ""


def label(env, docname: str, anchor: str, title: str) -> str:
    """What a link to a place in a chapter says: the number of an exhibit, or of the chapter, and the section's title."""
    for kind, numbers in env.toc_fignumbers.get(docname, {}).items():
        if anchor in numbers and kind in env.config.numfig_format:
            return env.config.numfig_format[kind] % ".".join(map(str, numbers[anchor]))
    return f"ch. {chapter_number(env, docname)}{title and f', {title}'}"


def indexed(env) -> dict[tuple[str, str], tuple[list, Counter]]:
    """By kind and id: the uses in chapters as (page, anchor, label), and how often each other page refers to it."""
    found = {}
    for docname in pages(env):
        for kind, identifier, anchor, title in env.__dict__.get("press_uses", {}).get(docname, ()):
            chapters, others = found.setdefault((kind, identifier), ([], Counter()))
            if chapter_number(env, docname):
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
