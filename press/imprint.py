"""Version, date, keywords, abstract and license of the book: read from CITATION.cff, the one place where they stand.

They become the project's name and release in Sphinx, cover, imprint and metadata of the PDF, and every citation
(`press.citing.records`). The book has no public address unless the file gives one as `url`. What `_config.yml` sets itself is left alone.
"""
from datetime import date
from pathlib import Path

import yaml

NAMES = {"MIT": "MIT", "CC-BY-4.0": "CC BY 4.0"}
ADDRESSES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
"""Of the licenses for text, where whoever reads a page's head finds the terms."""


def read(path: Path) -> dict:
    """The citation file as a dictionary. Raises `FileNotFoundError`, or `KeyError` naming a field that it lacks."""
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    for field in ("title", "version", "date-released", "abstract", "license", "keywords"):
        if field not in record:
            raise KeyError(f"{path.name}: no {field}")
    return record


def settings(record: dict) -> dict[str, object]:
    """The configuration values that follow from the citation file."""
    day = record["date-released"]
    licenses = record["license"] if isinstance(record["license"], list) else [record["license"]]
    return {
        "citation": {name: str(value) if isinstance(value, date) else value for name, value in record.items()},
        "citing_license_address": next((ADDRESSES[name] for name in licenses if name in ADDRESSES), ""),
        "html_baseurl": str(record.get("url", "")),
        "project": record["title"],
        "version": str(record["version"]),
        "release": str(record["version"]),
        "typst_date": day.isoformat() if isinstance(day, date) else str(day),
        "typst_description": " ".join(record["abstract"].split()),
        "typst_keywords": list(record["keywords"]),
        "typst_license": " and ".join(NAMES.get(name, name) for name in reversed(licenses)),
    }


def apply(app, config):
    path = Path(app.srcdir) / "CITATION.cff"
    if not path.exists():
        return  # a book without a citation file has no more to say of itself than its configuration does
    given = {**config._raw_config, **config.overrides}
    for name, value in settings(read(path)).items():
        # Jupyter Book hands on an empty address where none is configured.
        if name not in given or (name == "html_baseurl" and not given[name]):
            config[name] = value


def setup(app):
    app.connect("config-inited", apply, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
