"""The rows of a table exhibit as plain values, with the definitions of its columns.

A resource says how cells are shown; here they are read back: numbers without separators, references as their ids, Markdown
as its words.
"""
import re
from pathlib import Path

from press.exhibits import chartdata, definitions, plaintext

KINDS = {
    "passage": ("a passage of the source texts", "passages of the source texts"),
    "source": ("a public source", "public sources"),
    "event": ("an event of the record", "events of the record"),
}


def number(text: str) -> float | int | None:
    """The number that a cell shows; None where it shows something else."""
    plain = text.replace(",", "").replace("−", "-").replace("+", "")
    if re.fullmatch(r"-?\d+", plain):
        return int(plain)
    return float(plain) if re.fullmatch(r"-?\d*\.\d+", plain) else None


def _value(form: str, value):
    if value is None or value == "":
        return None
    if form == "markdown":
        return plaintext.plain(str(value))
    return value


def _meaning(form: str) -> str:
    """What can be said of a column from its format alone."""
    many = form.endswith("s") and not form.startswith("anchor:")
    one, several = KINDS.get(form.removeprefix("anchor:").removesuffix("s"), ("", ""))
    if one:
        return f"Ids of {several}, separated by semicolons." if many else f"Id of {one}."
    return "Address of a page on the web." if form == "url" else ""


def read(resource: dict, source: Path) -> chartdata.Table:
    """The rows that a table shows as plain values, with definitions of its columns."""
    fields = resource["schema"]["fields"]
    rows = [{field["name"]: _value(field.get("format", "text"), record.get(field["name"])) for field in fields}
            for record in resource["data"]]
    columns = []
    for field in fields:
        name, form = field["name"], field.get("format", "text")
        values = [row[name] for row in rows]
        if form == "number":
            numbers = [value if isinstance(value, (int, float)) else None if value is None else number(str(value))
                       for value in values]
            if all(known is not None or value is None for known, value in zip(numbers, values)):
                for row, known in zip(rows, numbers):
                    row[name] = known
        columns.append((field, form, chartdata.kind([row[name] for row in rows])))
    names = [field["name"] for field in fields]
    known = (definitions.derived(definitions.ANY, source) | definitions.of(names, rows, source)
             | definitions.derived(resource.get("name", ""), source))

    def column(field: dict, form: str, kind: str) -> chartdata.Column:
        said = known.get(field["name"], definitions.Definition())
        return chartdata.Column(field["name"], kind, plaintext.plain(field.get("title") or field["name"]),
                                plaintext.plain(field.get("description") or said.meaning or _meaning(form)),
                                field.get("unit") or said.unit)

    return chartdata.Table("Data", [column(*each) for each in columns], rows)
