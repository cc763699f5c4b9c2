"""Citation records read back by programs that did not write them, each into the same few fields."""
import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import pybtex.database
import rispy
from pybtex.richtext import Text

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"
FIELDS = ("key", "title", "authors", "date", "container", "chapter", "abstract")
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]


def plain(latex: str) -> str:
    """LaTeX as the text that it prints."""
    for name, letter in {"textbraceleft": "\u0001", "textbraceright": "\u0002", "textasciicircum": "^"}.items():
        latex = latex.replace(f"\\{name}{{}}", letter)
    text = str(Text.from_latex(latex.replace(r"\$", "\u0003")))
    return text.translate({1: "{", 2: "}", 3: "$"})


def bibtex(text: str) -> list[dict]:
    found = []
    for key, entry in pybtex.database.parse_string(text, "bibtex").entries.items():
        fields = entry.fields
        day = fields["date"].split("-")
        assert fields["year"] == day[0] and (len(day) == 1 or fields["month"] == MONTHS[int(day[1]) - 1])
        authors = [plain(" ".join([*person.first_names, *person.middle_names, *person.prelast_names, *person.last_names,
                                   *person.lineage_names])) for person in entry.persons["author"]]
        found.append({"key": key, "title": plain(fields["title"]), "authors": authors, "date": fields["date"],
                      "container": plain(fields.get("booktitle", "")), "chapter": fields.get("chapter", ""),
                      "abstract": plain(fields.get("abstract", "")),
                      "version": re.search(r"Version ([\w.]+\w)", fields["note"])[1]})
    return found


def ris(text: str) -> list[dict]:
    def name(author):
        return " ".join(reversed(author.split(", "))) if ", " in author else author

    return [{"key": item["id"], "title": item["title"], "authors": [name(author) for author in item["authors"]],
             "date": item["date"].replace("/", "-"), "container": item.get("secondary_title", ""),
             "chapter": item.get("section", ""), "abstract": item.get("abstract", ""),
             "version": item["edition"].removeprefix("Version ")} for item in rispy.loads(text)]


def csl(text: str) -> list[dict]:
    items = json.loads(text)
    csl_validator().validate(items)
    return [{"key": item["id"], "title": item["title"], "date": "-".join(f"{n:02}" for n in item["issued"]["date-parts"][0]),
             "authors": [who.get("literal") or f"{who['given']} {who['family']}" for who in item["author"]],
             "container": item.get("container-title", ""), "chapter": item.get("chapter-number", ""),
             "abstract": item.get("abstract", ""), "version": item["version"]} for item in items]


READERS = {"bib": bibtex, "ris": ris, "json": csl}


@cache
def csl_validator():
    jsonschema.Draft202012Validator.check_schema(csl_schema())
    return jsonschema.Draft202012Validator(csl_schema())


def csl_schema() -> dict:
    """A JSON schema for CSL-JSON from the types and variables of the Citation Style Language's own schema."""
    def words(name, file):
        text = re.sub(r"#.*", "", (SCHEMAS / file).read_text(encoding="utf-8"))
        return re.findall(r'"([^"]+)"', re.search(rf'{re.escape(name)} =\s*((?:"[^"]+"|\||\s)+)', text)[1])

    kinds = {"dates": {"type": "object", "required": ["date-parts"], "additionalProperties": False, "properties": {
                 "date-parts": {"type": "array", "minItems": 1, "maxItems": 2, "items": {
                     "type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}}}}},
             "names": {"type": "array", "minItems": 1, "items": {"type": "object", "minProperties": 1, "additionalProperties": False,
                       "properties": {part: {"type": "string", "minLength": 1} for part in (
                           "family", "given", "suffix", "literal", "dropping-particle", "non-dropping-particle")}}},
             "numbers": {"type": ["string", "integer"]}, "titles": {"type": "string"}, "strings": {"type": "string"}}
    properties = {word: form for kind, form in kinds.items() for word in words(f"variables.{kind}", "csl-variables.rnc")}
    properties |= {"id": {"type": "string"}, "type": {"enum": words("item-types", "csl-types.rnc")}}
    return {"type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["id", "type"], "properties": properties, "additionalProperties": False}}
