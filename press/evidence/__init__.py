"""What stands behind a reference: a note on a passage, a source or an event, made of the seeds and the data.

`popovers` opens the notes beside the text of web pages. On paper a reference carries a note of a line or two, which
`press.typst.notes` gathers at the end of each chapter. In the package, too: `citations`, the references themselves, and
`uses` and `index`, where the book makes them.
"""
import re
from dataclasses import dataclass
from functools import cache

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from press.evidence import citations

GROUPS = ("passage", "event", "source")
"""Their order on paper."""
LONGEST = 900
"""Characters of a wording; a longer one is cut."""
OPENING = 110
"""Characters of a wording in a short note."""
SOUND = ("copy", "opinion")
"""What the column `wording` of the seeds says of a text that no machine has altered."""
SIDES = {"US": "United States", "CN": "China", "joint": "both sides", "both": "both sides", "third": "third parties"}
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

    found = {}
    for row in tables.read(table).to_dict("records"):
        if given(row[key]):
            found.setdefault(row[key], []).append(row)
    return found


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
    wording = citations.passages()[identifier]
    seed, number = identifier.split(".")
    row = citations.rows("seeds", "seed")[seed]
    count = sum(1 for other in citations.passages() if other.startswith(f"{seed}."))
    remarks = [] if row.get("wording", "copy") in SOUND else [f"A machine has altered this text ({row['wording']})."]
    for change in _groups("distortions", "passage").get(identifier, []):
        original = f"the original has “{change['original']}”" if given(change["original"]) else "no original was found"
        remarks.append(f"For “{shortened(change['altered'], 60)}” {original}.")
    origin = f"{when(_voices()[identifier], row.get('published'))} · passage {int(number)} of {count}"
    return Note(identifier, origin, shortened(wording, LONGEST), " ".join(remarks))


def source(identifier: str) -> Note:
    """Title, publisher, date and address of a public source. Raises `KeyError` for an unknown id."""
    row = citations.rows("sources", "source")[identifier]
    origin = [row[field] for field in ("publisher", "kind") if given(row.get(field))]
    if given(row.get("published")):
        origin.insert(1, day(row["published"]))
    links = ((re.sub(r"^https?://(www\.)?|/.*$", "", row["url"]), row["url"]),) if given(row.get("url")) else ()
    return Note(row["label"], " · ".join(origin), row["title"], row["note"] if given(row.get("note")) else "", links)


def event(identifier: str) -> Note:
    """Day, title, coding and evidence of an event. Raises `KeyError` for an unknown id."""
    row = citations.rows("events", "event")[identifier]
    recalled = " (day from memory)" if row.get("day_basis") == "memory" else ""
    origin = [day(row["date"], row.get("date_precision", "day")) + recalled]
    for coding in _groups("codings", "event").get(identifier, [])[:1]:
        if not given(coding["cameo"]):
            continue  # coded as no act
        code = citations.rows("cameo", "cameo")[coding["cameo"]]
        who, whom = (SIDES.get(coding[side], coding[side]) for side in ("initiator", "target"))
        origin.append(who if who == whom else f"{who} to {whom}")
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
        wording = citations.rows("seeds", "seed")[identifier.split(".")[0]].get("wording", "copy")
        altered = "" if wording in SOUND else f", {wording} by a machine"
        text = f"{full.origin.split(' · ')[0]}{altered}: “{shortened(unquoted(full.words), OPENING)}”"
    elif kind == "source":
        row = citations.rows("sources", "source")[identifier]
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
    """On paper a reference carries its short note, for `press.typst.notes` to print."""

    default_priority = 20  # after references are resolved
    formats = ("typst",)

    def run(self, **kwargs):
        for link in self.document.findall(nodes.reference):
            if "evidence" in link:
                link["note"] = short(*link["evidence"])


def setup(app):
    app.add_post_transform(NoteForPaper)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
