"""What a reference stands for, opened beside the text of a web page.

A link to the place of a passage, a source, an event or a glossary term is a plain link in every format. On web pages
`static/evidence.js` opens a note beside it on hovering, focus or tap. The notes are the same on every page, so they
stand in one script for each kind, `_static/evidence/<kind>.js`, which is fetched when the first such link is touched.
A script and not JSON, because pages opened as files may not read other files but may load scripts. It is written under
one name at the end of each build, so a page that was not written again does not show an old note.

The note on a term is its definition in the glossary; the others come from `evidence`.
"""
import json
import re
from dataclasses import asdict
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from press import evidence, stamp
from press.evidence import citations
from press.evidence import Note

ACTIONS = {
    "passage": "Read it in the source text",
    "source": "See its entry in the list of sources",
    "event": "See it in the table of events",
    "term": "See it in the glossary",
}
"""What a note calls the link it belongs to."""
KEYS = {"source": ("sources", "source"), "event": ("events", "event")}
LINK = re.compile(r'href="[^"]*#(?:passage|source|event|term)-')


def definitions(app) -> dict[str, tuple[str, Note]]:
    """By anchor, the page of each glossary term and the note with its definition."""
    terms = app.env.get_domain("std").objects
    found = {}
    for docname in sorted({place for (kind, _), (place, _) in terms.items() if kind == "term"}):
        tree = app.env.get_and_resolve_doctree(docname, app.builder)
        for glossary in tree.findall(addnodes.glossary):
            for item in glossary.findall(nodes.definition_list_item):
                meaning = " ".join(part.astext() for part in item.findall(nodes.paragraph))
                for term in item.findall(nodes.term):
                    for anchor in term["ids"]:
                        found[anchor] = docname, Note(term.astext(), "", " ".join(meaning.split()))
    return found


def collected(app) -> dict[str, dict[str, Note]]:
    """By kind and anchor, a note on everything that has a place in the book."""
    places = app.env.__dict__.get("press_anchors", {})
    address = app.builder.get_target_uri

    def lead(name: str, target: str) -> list[tuple[str, str]]:
        """A link within a note; what has no place in the book is left out."""
        if ":" in target:
            return [(name, target)]
        return [(name, f"{address(places[target])}#{target}")] if target in places else []

    found = {}
    for kind, known in (("passage", citations.passages()), *((kind, citations.rows(*KEYS[kind])) for kind in KEYS)):
        found[kind] = {}
        for identifier in known:
            if (anchor := citations.anchor(kind, identifier)) in places:
                made = evidence.note(kind, identifier)
                links = tuple(pair for link in made.links for pair in lead(*link))
                found[kind][anchor] = Note(made.name, made.origin, made.words, made.remark, links)
    found["term"] = {anchor: made for anchor, (_, made) in definitions(app).items()}
    return found


def script(kind: str, notes: dict[str, Note]) -> str:
    """The script that hands the notes of one kind to `evidence.js`; fields without content are left out."""
    plain = {anchor: {name: value for name, value in asdict(made).items() if value} for anchor, made in notes.items()}
    content = json.dumps({"action": ACTIONS[kind], "notes": plain}, ensure_ascii=False, separators=(",", ":"))
    # In a file of its own no end tag can harm; it may be pasted into a page some day.
    content = content.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(self.evidenceNotes ??= {{}})[{json.dumps(kind)}] = {content};\n"


def write(app, exception):
    """Write the notes beside the other files of the web pages."""
    if exception or app.builder.name != "html":
        return
    folder = Path(app.outdir) / "_static" / "evidence"
    for kind, notes in collected(app).items():
        stamp.write(folder / f"{kind}.js", script(kind, notes))


def add_script(app, pagename, templatename, context, doctree):
    """Only pages with such links load the script."""
    if app.builder.name == "html" and LINK.search(context.get("body", "")):
        app.add_js_file("evidence.js", loading_method="defer")
        app.add_css_file("evidence.css", priority=900)


def setup(app):
    app.connect("html-page-context", add_script)
    app.connect("build-finished", write, priority=700)  # before publication
    return {"parallel_read_safe": True, "parallel_write_safe": True}
