"""References to passages, sources and events: {passage}`S1.07`, {source}`wh-2023-11-15-readout`, {event}`E123`.

Each leads to the one place in the book that stands for its id, wherever that is: the anchor `passage-s1-07`,
`source-wh-2023-11-15-readout` or `event-e123`. A page sets such an anchor with a table column of format
`anchor:passage`, `anchor:source` or `anchor:event` (`press.exhibits.tables`), or with a MyST target `(passage-s1-07)=` before a
paragraph, in a Markdown cell or in Markdown that a cell prints.

An id that the seeds or the data do not know, or that has no place in the book, is a warning, and so fails the build.
A passage shows its id, an event its id, a source its label (publisher and year). What stands behind it appears beside
the text (see `popovers`) and, on paper, in a short note (`press.typst.notes`); every other format has the link alone.
"""
import re
from functools import cache

from docutils import nodes
from sphinx import addnodes
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

logger = logging.getLogger(__name__)

KINDS = ("passage", "source", "event")
ANCHOR = re.compile(rf"(?:{'|'.join(KINDS)})-[a-z0-9-]+")


def anchor(kind: str, identifier: str) -> str:
    """`passage`, `S1.07` → `passage-s1-07`."""
    return f"{kind}-{identifier.lower().replace('.', '-')}"


def reference(kind: str, identifier: str, docname: str) -> addnodes.pending_xref:
    """A reference to be resolved once all pages are read."""
    return addnodes.pending_xref(
        "", nodes.inline("", identifier, classes=["xref", kind]),
        refdomain="", reftype=kind, reftarget=identifier, refdoc=docname, refexplicit=False, refwarn=True,
    )


@cache
def passages() -> dict[str, str]:
    """The wording of every passage by id."""
    from barometer import seeds

    return seeds.passages()["text"].to_dict()


@cache
def rows(table: str, key: str) -> dict[str, dict]:
    """The rows of a table of the data by its key."""
    from barometer import tables

    frame = tables.read(table)
    frame = frame if frame.index.name == key else frame.set_index(key)
    return frame.to_dict("index")


def shown(kind: str, identifier: str) -> str:
    """What a reference shows. Raises `KeyError` for an unknown id."""
    if kind == "passage":
        passages()[identifier]
        return identifier
    if kind == "source":
        return rows("sources", "source")[identifier]["label"]
    rows("events", "event")[identifier]
    return identifier


def collect(app, doctree):
    """Remember which page holds which anchor."""
    places = app.env.__dict__.setdefault("press_anchors", {})
    for node in doctree.findall(nodes.Element):
        for identifier in node.get("ids", ()):
            if ANCHOR.fullmatch(identifier):
                if places.get(identifier, app.env.docname) != app.env.docname:
                    logger.warning("anchor %s is set in %s as well", identifier, places[identifier], location=node)
                places[identifier] = app.env.docname


def forget(app, env, docname):
    places = env.__dict__.get("press_anchors", {})
    for identifier in [i for i, place in places.items() if place == docname]:
        del places[identifier]


def merge(app, env, docnames, other):
    env.__dict__.setdefault("press_anchors", {}).update(
        {i: place for i, place in other.__dict__.get("press_anchors", {}).items() if place in docnames})


def resolve(app, env, node, content):
    """The link for one reference; the mere words, and a warning, where there is none."""
    kind, identifier = node.get("reftype"), node.get("reftarget")
    if kind not in KINDS:
        return None
    try:
        label = shown(kind, identifier)
    except KeyError:
        logger.warning("unknown %s %s", kind, identifier, location=node)
        return content
    place = env.__dict__.get("press_anchors", {}).get(anchor(kind, identifier))
    words = nodes.inline("", content.astext() if node.get("refexplicit") else label, classes=["xref", kind])
    if place is None:
        logger.warning("%s %s has no place in the book (no anchor %s)", kind, identifier, anchor(kind, identifier),
                       location=node)
        return words
    link = make_refnode(app.builder, node["refdoc"], place, anchor(kind, identifier), words)
    link["evidence"] = (kind, identifier)
    return link


def setup(app):
    for kind in KINDS:
        app.add_role(kind, XRefRole(innernodeclass=nodes.inline, warn_dangling=True))
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    # Before myst-parser's handler, which would call these references missing.
    app.connect("missing-reference", resolve, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
