"""What cover, imprint and metadata of the PDF say, taken from the configuration."""

import os
import re
from datetime import datetime, timezone

from .markup import array, breakable, call, content, escape, string

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"\d{4}")
_ADDRESS = re.compile(r"https?://[^\s)>,;]*[^\s)>,;.]")


def edition_time(config) -> datetime:
    """Return the moment the edition is dated to, never the clock's.

    SOURCE_DATE_EPOCH first, then `typst_date`, then day or year of `copyright`. Raises ValueError if there is none.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), timezone.utc)
    for text in (config.typst_date, str(config.copyright)):
        day = _DAY.search(text or "")
        if day:
            return datetime.fromisoformat(day.group()).replace(tzinfo=timezone.utc)
    years = _YEAR.findall(str(config.copyright))
    if years:
        return datetime(int(years[-1]), 1, 1, tzinfo=timezone.utc)
    raise ValueError("the PDF needs a date: set typst_date or copyright in the configuration, or SOURCE_DATE_EPOCH")


def book_title(config) -> str:
    """Return the title: `typst_title`, else the project's name, else that of the web pages."""
    named = config.project != "Project name not set"  # what Sphinx puts where there is none
    return config.typst_title or (config.project if named else config.html_title)


def edition_line(config) -> str:
    """Return version and date of the edition in words, or an empty string."""
    parts = []
    version = config.typst_version or config.release
    if version:
        parts.append(f"Version {version}")
    day = _DAY.search(config.typst_date or "")
    if day:
        date = datetime.fromisoformat(day.group())
        parts.append(f"{date:%B} {date.day}, {date.year}")
    return " · ".join(parts)


def _linked(line: str) -> str:
    """Return a line of the imprint as markup, its addresses as links."""
    pieces = []
    end = 0
    for address in _ADDRESS.finditer(line):
        pieces.append(escape(line[end:address.start()]))
        shown = call("address", content(escape(breakable(address.group()))))
        pieces.append(call("weblink", string(address.group()), content(shown)))
        end = address.end()
    pieces.append(escape(line[end:]))
    return "".join(pieces)


def book_metadata(config) -> str:
    """Return the argument of the template's `book` function."""
    moment = edition_time(config)
    language, _, region = (config.language or "en-US").replace("_", "-").partition("-")
    if language == "en" and not region:
        region = "US"
    fields = {
        "title": string(book_title(config)),
        "subtitle": string(config.typst_subtitle),
        "author": string(str(config.author)),
        "keywords": array([string(word) for word in config.typst_keywords]),
        "description": string(config.typst_description) if config.typst_description else "none",
        "date": f"datetime(year: {moment.year}, month: {moment.month}, day: {moment.day})",
        "edition": string(edition_line(config)),
        "license": string(config.typst_license),
        "copyright": string(str(config.copyright)),
        "language": string(language),
        "region": string(region) if region else "none",
        "drawing": string(config.typst_drawing) if config.typst_drawing else "none",
        "imprint": array([content(_linked(line)) for line in config.typst_imprint]),
    }
    return "(" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + ")"
