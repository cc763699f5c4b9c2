"""The five source texts, cut into numbered passages.

A passage is one paragraph of a seed file. Its id names the file and the paragraph: `S3.07` is the seventh passage of
`seeds/003_….txt`. Site furniture (share buttons, e-mail blocks, comment forms) gets no number; each line that is left
out is left out by a rule below, with its reason. Ids never shift: the files are held to their checksums, and the tests
pin the first words of every passage.
"""
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from barometer import ROOT

FOLDER = ROOT / "seeds"
CHECKSUMS = "SHA256SUMS"

FURNITURE = {
    "S0": [(r"Source: www\.nytimes\.com", "credit line of the copying site")],
    "S1": [
        (r"Mon\. Sep 25th, 2023", "date of the crawl, in the site's header"),
        (r"\[email protected\]", "e-mail block"),
        (r"By user", "site footer"),
        (r"Leave a Reply", "comment form"),
        (r"Your email address will not be published\.", "comment form"),
    ],
    "S2": [],
    "S3": [
        (r"straitstimes\.com", "site header"),
        (r"More on this Topic", "link block"),
        (r"Join ST's Telegram channel.*", "share block"),
        (r"Thanks for sharing!", "share button"),
        (r"Read full news in source page", "link of the copying site"),
    ],
    "S4": [
        (r"Stay informed with free updates", "sign-up block"),
        (r"Simply sign up to the .* delivered directly to your inbox\.", "sign-up block"),
        (r"Credit: Source link", "credit line of the copying site"),
    ],
}
"""Per seed, the lines that are no part of the text: a pattern for the whole line, and why it is left out."""

VOICES = {
    "S0": [("new-york-times", None)],
    "S1": [("hsieh", None), ("wall-street-journal", "U.S. Weighs Potential Deal With China on Fentanyl")],
    "S2": [("foreign-policy", None)],
    "S3": [("straits-times", None)],
    "S4": [("financial-times", None)],
}
"""Per seed, who writes, and the paragraph with which that voice sets in (`None`: from the start).

Seed 001 is an opinion piece that reprints a newspaper report from its headline to its end: two voices, kept apart.
"""

MATTER = [
    ("byline", r"Prof\. ST Hsieh|Director, US-China Energy Industry Forum|By Brian Spegele and Charles Hutzler"),
    ("byline", r"Lim Min Zhang is China correspondent at The Straits Times\..*|Alan Rappeport contributed .*"),
    ("dateline", r"July 24, 2023|WSJ: July 24, 2023 9:30 am ET"),
    ("headline", r"U\.S\. Weighs Potential Deal With China on Fentanyl|What’s in it for Beijing .*\?"),
    ("deck", r"Beijing has demanded the U\.S\. lift restrictions on a police forensics institute said .*"),
]
"""What a passage is when it is not running text."""


class AlteredSeed(ValueError):
    """A seed file is missing or is not the text that its checksum names."""


@dataclass(frozen=True)
class Line:
    """A non-empty line of a seed file; `rule` says why it is left out, or is None where it is a passage."""

    seed: str
    number: int
    text: str
    rule: str | None


def seed_files(folder: Path = FOLDER) -> dict[str, Path]:
    """The seed files by seed id (`S0` to `S4`), each held to its checksum.

    Raises `AlteredSeed`, naming every file that is missing or altered.
    """
    files, faults = {}, []
    for entry in (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines():
        digest, name = entry.split()
        path = folder / name
        files[f"S{int(name[:3])}"] = path
        if not path.is_file():
            faults.append(f"seeds/{name}: the file is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            faults.append(f"seeds/{name}: the text differs from its checksum in {CHECKSUMS}")
    if faults:
        raise AlteredSeed("\n".join(faults))
    return files


def lines(folder: Path = FOLDER) -> list[Line]:
    """Every non-empty line of the seeds in order, furniture included and marked by its rule."""
    found = []
    for seed, path in seed_files(folder).items():
        for number, raw in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            # No-break spaces are the site's typesetting, not the author's wording.
            text = raw.replace("\u00a0", " ").strip()
            if text:
                rule = next((why for pattern, why in FURNITURE[seed] if re.fullmatch(pattern, text)), None)
                found.append(Line(seed, number, text, rule))
    return found


def _matter(text: str) -> str:
    return next((kind for kind, pattern in MATTER if re.fullmatch(pattern, text)), "text")


@cache
def passages(folder: Path = FOLDER) -> pd.DataFrame:
    """All passages, in order, indexed by `passage` (such as `S1.07`).

    Columns: `seed` (S0–S4), `number` (from 1 in each seed), `voice` (slug of who writes), `matter` (headline, deck,
    byline, dateline or text), `text` (the exact wording, no-break spaces as spaces), `line` (line in the seed file).
    Raises `AlteredSeed` where a file differs from its checksum. The frame is shared: copy it before changing it.
    """
    rows, count, voice = [], {}, {}
    for line in lines(folder):
        if line.rule:
            continue
        count[line.seed] = number = count.get(line.seed, 0) + 1
        for slug, opening in VOICES[line.seed]:
            if opening in (None, line.text) and (opening or number == 1):
                voice[line.seed] = slug
        rows.append((f"{line.seed}.{number:02d}", line.seed, number, voice[line.seed], _matter(line.text), line.text,
                     line.number))
    columns = ["passage", "seed", "number", "voice", "matter", "text", "line"]
    return pd.DataFrame(rows, columns=columns).set_index("passage")


def text(passage: str) -> str:
    """The wording of one passage. Raises `KeyError`, naming the id, where there is none."""
    known = passages()
    if passage not in known.index:
        raise KeyError(f"unknown passage {passage}")
    return known.at[passage, "text"]


def furniture(folder: Path = FOLDER) -> pd.DataFrame:
    """The lines that are no passage: columns `seed`, `line` (in the file), `text`, `rule` (why it is left out)."""
    left_out = [(l.seed, l.number, l.text, l.rule) for l in lines(folder) if l.rule]
    return pd.DataFrame(left_out, columns=["seed", "line", "text", "rule"])
