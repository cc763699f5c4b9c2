"""What the READMEs of the downloads say: what there is, how to run it, how to cite it, under which license."""
import csv
import tomllib
from pathlib import Path

from press.citing import records
from press.exhibits import plaintext


def how_to_cite(record: records.Record) -> str:
    return f"{record.apa()}\n\n```bibtex\n{record.bibtex()}```"


def licenses(source: Path) -> str:
    path = source / "LICENSE"
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def of_chapter(app, docname: str, notebook: str) -> str:
    record = records.chapter(app.env, app.config, docname)
    title = app.env.titles[docname].astext()
    return f"""# {title}

This is one chapter of *{app.config.project}* ({"version " + app.config.release if app.config.release else "no version"}), with
the data and the code that turn into its charts, tables and numbers.

## To run it

With Python {python_wanted(Path(app.srcdir))}, in this folder:

```sh
python -m venv .venv
. .venv/bin/activate            # on Windows: .venv\\Scripts\\activate
pip install -r requirements.txt
jupyter nbconvert --to notebook --execute --inplace {notebook}
```

Or open `{notebook}` in JupyterLab, VS Code or whatever you read notebooks with, and run all cells.
Nothing is fetched from a network while it runs. The numbers in the text are computed: where the text says
`{{glue:text}}` and a name, the book puts the value of that name, and the words in braces are its references.

- `{notebook}`: the chapter, with the results that the book shows
- `data/`: the tables, described in `data/datapackage.json`
- `seeds/`: the source texts
- `barometer/`: the analysis
- `requirements.txt`: every package that is needed, with its version

## How to cite

{how_to_cite(record)}

## Licenses

{licenses(Path(app.srcdir))}
"""


def python_wanted(source: Path) -> str:
    """The versions of Python that the project names, in words."""
    path = source / "pyproject.toml"
    wanted = tomllib.loads(path.read_text(encoding="utf-8"))["project"].get("requires-python", "") if path.exists() else ""
    bounds = dict(part.split("=", 1) if "=" in part else (part[0], part[1:]) for part in wanted.replace(" ", "").split(",") if part)
    return " or later, but before ".join(filter(None, (bounds.get(">"), bounds.get("<")))) or "3.11 or later"


def of_data(app, package: dict) -> str:
    """What the tables hold, column by column, from the descriptor of the package."""
    record = records.book(app.config)
    lines = [f"# {package['title']}", "", package.get("description", ""), "",
             f"Version {package.get('version', app.config.release)}, {package.get('created', record.date)[:10]}. The data of *{record.title}*.",
             "", "`datapackage.json` describes all tables by the Frictionless standard (https://specs.frictionlessdata.io/data-package/): "
             "types, keys, allowed values, and where each table comes from. Files are CSV in UTF-8, dates as ISO 8601; several "
             "values in a cell are separated by \"; \". `corrections.yml` lists corrections to single values; the code of the "
             "book applies them when it reads a table.", "",
             "## How to cite", "", how_to_cite(record), "", "## License", ""]
    lines += [f"{entry['title']}: {entry.get('path', '')}" for entry in package.get("licenses", ())]
    lines += ["", "Short passages quoted from the source texts and from public sources belong to their publishers; they stand "
              "here as evidence.", "", "## Tables", "", "| file | rows | what it holds |", "| --- | ---: | --- |"]
    source = Path(app.srcdir) / "data"
    for resource in package["resources"]:
        rows = _rows(source / resource["path"])
        lines.append(f"| `{resource['path']}` | {rows:,} | {_cell(resource.get('title', ''))} |")
    for resource in package["resources"]:
        schema = resource["schema"]
        key = schema.get("primaryKey") or []
        key = [key] if isinstance(key, str) else key
        lines += ["", f"## {resource['path']}", "", f"{resource.get('title', '')}. {resource.get('description', '')}".strip(), ""]
        if key:
            lines += [f"Key: {', '.join(f'`{name}`' for name in key)}.", ""]
        for entry in resource.get("sources", ()):
            lines += [f"Source: {' '.join(filter(None, (entry.get('title'), entry.get('path'))))}", ""]
        lines += ["| column | type | meaning |", "| --- | --- | --- |"]
        for field in schema["fields"]:
            unit = field.get("unit") or ""
            said = [field.get("description", "")]
            allowed = field.get("constraints", {}).get("enum")
            if allowed:
                said.append(f"One of: {', '.join(map(str, allowed))}.")
            lines.append(f"| `{field['name']}` | {field.get('type', 'string')}{', ' + unit if unit else ''} | {_cell(' '.join(said))} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(plaintext.plain(str(text)).split()).replace("|", "\\|")


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.reader(lines)) - 1
