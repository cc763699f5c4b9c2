"""What a reference stands for, beside the text: notes on passages, sources, events and terms that a page opens by itself.

A link to the place of a passage, a source, an event or a glossary term is a plain link in every format. On web pages
`static/evidence.js` opens a note beside it on hovering, focus or tap. The notes are the same on every page, so they
stand in one script for each kind, `_static/evidence/<kind>.js`, which is fetched when the first such link is touched.
A script and not JSON, because pages opened as files may not read other files but may load scripts. It is written under
one name at the end of each build, so a page that was not written again does not show an old note.

The note on a term is its definition in the glossary; the other notes are made of the seeds and the data.
"""
import json
import re
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from press import citations

ACTIONS = {
    "passage": "Read it in the source text",
    "source": "See its entry in the list of sources",
    "event": "See it in the table of events",
    "term": "See it in the glossary",
}
"""What a note calls the link it belongs to."""
GROUPS = ("passage", "event", "source")
"""Their order on paper."""
KEYS = {"source": ("sources", "source"), "event": ("events", "event")}
LONGEST = 900
"""Characters of a wording; a longer one is cut."""
OPENING = 110
"""Characters of a wording in a short note."""
SOUND = ("copy", "opinion")
"""What the column `wording` of the seeds says of a text that no machine has altered."""
SIDES = {"US": "United States", "CN": "China", "joint": "both sides", "both": "both sides", "third": "third parties"}
LINK = re.compile(r'href="[^"]*#(?:passage|source|event|term)-')
MINUS = "−"


@dataclass(frozen=True)
class Note:
    """`name` (what the reference shows), `origin` (who and when), `words` (wording, title or definition), `remark`
    (what to beware of), `links` (pairs of words and address; an address without a scheme counts from the book's root)."""

    name: str
    origin: str
    words: str
    remark: str = ""
    links: tuple[tuple[str, str], ...] = ()


@cache
def _groups(table: str, key: str) -> dict[str, list[dict]]:
    """The rows of a table by the value of one column."""
    from barometer import tables

    return {value: rows.to_dict("records") for value, rows in tables.read(table).groupby(key, sort=False)}


@cache
def _voices() -> dict[str, str]:
    """Who writes each passage: one seed may hold two texts."""
    from barometer import seeds, tables

    return seeds.passages()["voice"].map(tables.actors().set_index("actor")["name"]).to_dict()


def given(value) -> bool:
    """Whether a cell holds something; a missing value differs from itself or is no value at all."""
    return value is not None and value == value and str(value) not in ("", "<NA>", "NaT")


def day(value, precision: str = "day") -> str:
    return f"{value:%B %Y}" if precision == "month" else f"{value:%B %-d, %Y}"


def shortened(text: str, room: int) -> str:
    """As many whole words as `room` characters hold, with an ellipsis where some are left out."""
    return text if len(text) <= room else text[:room].rsplit(" ", 1)[0].rstrip(" ,;:.–—") + " …"


def passage(identifier: str) -> Note:
    """The wording of a passage, whose it is, and what a machine did to it. Raises `KeyError` for an unknown id."""
    wording = citations._passages()[identifier]
    seed, number = identifier.split(".")
    row = citations._rows("seeds", "seed")[seed]
    count = sum(1 for other in citations._passages() if other.startswith(f"{seed}."))
    remarks = [] if row.get("wording", "copy") in SOUND else [f"A machine has altered this text ({row['wording']})."]
    for change in _groups("distortions", "passage").get(identifier, []):
        original = f"the original has “{change['original']}”" if given(change["original"]) else "no original was found"
        remarks.append(f"For “{shortened(change['altered'], 60)}” {original}.")
    return Note(identifier, f"{when(_voices()[identifier], row.get('published'))} · passage {int(number)} of {count}", shortened(wording, LONGEST),
                " ".join(remarks))


def source(identifier: str) -> Note:
    """Title, publisher, date and address of a public source. Raises `KeyError` for an unknown id."""
    row = citations._rows("sources", "source")[identifier]
    origin = [row[field] for field in ("publisher", "kind") if given(row.get(field))]
    if given(row.get("published")):
        origin.insert(1, day(row["published"]))
    links = ((re.sub(r"^https?://(www\.)?|/.*$", "", row["url"]), row["url"]),) if given(row.get("url")) else ()
    return Note(row["label"], " · ".join(origin), row["title"], row["note"] if given(row.get("note")) else "", links)


def event(identifier: str) -> Note:
    """Day, title, coding and evidence of an event. Raises `KeyError` for an unknown id."""
    row = citations._rows("events", "event")[identifier]
    origin = [day(row["date"], row.get("date_precision", "day")) + " (day from memory)" * (row.get("day_basis") == "memory")]
    for coding in _groups("codings", "event").get(identifier, [])[:1]:
        if not given(coding["cameo"]):
            continue  # coded as no act
        code = citations._rows("cameo", "cameo")[coding["cameo"]]
        who, whom = (SIDES.get(coding[side], coding[side]) for side in ("initiator", "target"))
        origin.append(f"{who} together" if who == whom else f"{who} to {whom}")
        value = f"{code['goldstein']:+.1f}".replace("-", MINUS)
        origin.append(f"coded {coding['cameo']}, {code['description'].lower()} (Goldstein {value})")
    standing = f"Standing: {row['standing']}." if given(row.get("standing")) and row["standing"] != "verified" else ""
    cited = []
    for support in _groups("evidence", "event").get(identifier, []):
        for kind in ("passage", "source"):
            if given(support[kind]):
                cited.append((citations.shown(kind, support[kind]), citations.anchor(kind, support[kind])))
    return Note(identifier, " · ".join(origin), row["title"], standing, tuple(dict.fromkeys(cited)))


def note(kind: str, identifier: str) -> Note:
    """The note on a passage, source or event. Raises `KeyError` for an unknown id."""
    return {"passage": passage, "source": source, "event": event}[kind](identifier)


def short(kind: str, identifier: str) -> tuple[str, str, str, str]:
    """The note of a line or two for paper: group, order in it, name, text. Raises `KeyError` for an unknown id."""
    full = note(kind, identifier)
    if kind == "passage":
        text = f"{full.origin.split(' · ')[0]}: “{shortened(unquoted(full.words), OPENING)}”"
    elif kind == "source":
        row = citations._rows("sources", "source")[identifier]
        text = f"{full.words}. {when(row.get('publisher'), row.get('published'))}."
    else:
        text = f"{full.origin.split(' · ')[0]}: {full.words}."
    return f"{GROUPS.index(kind)} {kind}", full.name.casefold(), full.name, text


def when(*parts) -> str:
    """Publisher and date, whichever are given."""
    return ", ".join(part if isinstance(part, str) else day(part) for part in parts if given(part))


def unquoted(text: str) -> str:
    """A wording whose own quotation marks are single, to be put in double ones."""
    return text.replace("“", "‘").replace("”", "’")


class NoteForPaper(SphinxPostTransform):
    """On paper a reference carries its short note, for `typst.notes` to print."""

    default_priority = 20  # after references are resolved
    formats = ("typst",)

    def run(self, **kwargs):
        for link in self.document.findall(nodes.reference):
            if "evidence" in link:
                link["note"] = short(*link["evidence"])


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
    for kind, known in (("passage", citations._passages()), *((kind, citations._rows(*KEYS[kind])) for kind in KEYS)):
        found[kind] = {}
        for identifier in known:
            if (anchor := citations.anchor(kind, identifier)) in places:
                made = note(kind, identifier)
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
    folder.mkdir(parents=True, exist_ok=True)
    for kind, notes in collected(app).items():
        (folder / f"{kind}.js").write_text(script(kind, notes), encoding="utf-8")


def add_script(app, pagename, templatename, context, doctree):
    """Only pages with such links load the script."""
    if app.builder.name == "html" and LINK.search(context.get("body", "")):
        app.add_js_file("evidence.js", loading_method="defer")
        app.add_css_file("evidence.css", priority=900)


def setup(app):
    app.add_post_transform(NoteForPaper)
    app.connect("html-page-context", add_script)
    app.connect("build-finished", write, priority=700)  # before publication
    return {"parallel_read_safe": True, "parallel_write_safe": True}
