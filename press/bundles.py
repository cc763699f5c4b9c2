"""What a reader may take from a chapter, and the data of the book as a whole.

Beside the pages lie

    downloads/<name>.ipynb              the chapter as a notebook with its results, whose text reads without the book
    downloads/<name>.zip                the notebook as it is written, with data and code: it runs by itself
    downloads/<project>-data.zip        the data package with README, definitions and license

All come from the execution that made the page. A zip is the same byte for byte as long as what is in it is the same.
"""
import copy
import hashlib
import io
import json
import zipfile
from importlib.metadata import version
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from sphinx.util import logging

from press import charts, execution, fingerprint, notebooks, plaintext, records, requirements, spoken

logger = logging.getLogger(__name__)

EVENT = "page-offers"
FOLDER = "downloads"
PACKAGE = "data/datapackage.json"
OLDEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip: the earliest that the format knows."""


def packed(top: str, files: dict[str, bytes]) -> bytes:
    """A zip with `files` in a folder `top`, the same for the same files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{name}", OLDEST)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, files[name])
    return content.getvalue()


def written(path: Path, content: bytes):
    """Write a file, unless it says so already: what did not change keeps its time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


def data_name(source: Path) -> str | None:
    """The name of the data package's zip, without ending; None where the book has no data package."""
    path = source / PACKAGE
    return f"{json.loads(path.read_text(encoding='utf-8'))['name']}-data" if path.exists() else None


def offers(app, docname: str) -> list[tuple[str, str, str]]:
    """Answer to `page-offers`: label, address from the root of the pages, note."""
    found, name = [], Path(docname).name
    if docname in chapters_with_code(app):
        found += [
            ("Notebook with results", f"{FOLDER}/{name}.ipynb", "the text with its charts, tables and numbers, to read anywhere"),
            ("Notebook with data and code", f"{FOLDER}/{name}.zip", "runs by itself: install requirements.txt, run all cells"),
        ]
    package = data_name(Path(app.srcdir))
    if package:
        found.append(("Data package", f"{FOLDER}/{package}.zip", "all tables as CSV with the definitions of their columns"))
    return found


def chapters_with_code(app) -> dict[str, execution.Chapter]:
    """The pages with code to run, by name; read once for each build."""
    if not hasattr(app, "press_chapters"):
        app.press_chapters = {app.env.path2doc(str(chapter.path)): chapter
                              for chapter in execution.chapters(app, sorted(app.env.found_docs))}
    return app.press_chapters


def how_to_cite(record: records.Record) -> str:
    return f"{record.apa()}\n\n```bibtex\n{record.bibtex()}```"


def licenses(source: Path) -> str:
    path = source / "LICENSE"
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def chapter_readme(app, docname: str, notebook: str) -> str:
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
    import tomllib

    path = source / "pyproject.toml"
    wanted = tomllib.loads(path.read_text(encoding="utf-8"))["project"].get("requires-python", "") if path.exists() else ""
    bounds = dict(part.split("=", 1) if "=" in part else (part[0], part[1:]) for part in wanted.replace(" ", "").split(",") if part)
    return " or later, but before ".join(filter(None, (bounds.get(">"), bounds.get("<")))) or "3.11 or later"


def project(source: Path, own: list[str]) -> str:
    """The `pyproject.toml` that makes the book's own packages importable, and nothing of the press."""
    import tomllib

    path = source / "pyproject.toml"
    known = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    told = known.get("project", {})
    build = known.get("build-system", {}).get("requires", ["setuptools"])
    lines = ["[build-system]", f"requires = {json.dumps(build)}", 'build-backend = "setuptools.build_meta"', "",
             "[project]", f'name = {json.dumps(told.get("name", "chapter"))}', f'version = {json.dumps(told.get("version", "0"))}',
             *([f'requires-python = {json.dumps(told["requires-python"])}'] if "requires-python" in told else []), "",
             "[tool.setuptools.packages.find]", f"include = {json.dumps([f'{name}*' for name in own])}", ""]
    return "\n".join(lines)


def own_packages(source: Path) -> list[str]:
    """The folders of the book that chapters import."""
    return [name for name in fingerprint.FOLDERS if (source / name / "__init__.py").exists()]


def readable(notebook: nbformat.NotebookNode, speaker: spoken.Speaker) -> bytes:
    return (nbformat.writes(speaker.notebook(notebook)) + "\n").encode()


def runnable(app, docname: str, chapter, notebook: nbformat.NotebookNode) -> bytes:
    """The zip of one chapter."""
    source = Path(app.srcdir)
    own = own_packages(source)
    place = Path(chapter.name).with_suffix(".ipynb").as_posix()
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    packages = requirements.needed(source, set(own), code) if (source / "requirements.txt").exists() else []
    files = {path.relative_to(source).as_posix(): path.read_bytes()
             for path in (*fingerprint.files(source), source / "LICENSE") if path.is_file()}
    files |= {name: text.encode() for name, text in {
        place: nbformat.writes(notebook) + "\n",
        "README.md": chapter_readme(app, docname, place),
        "requirements.txt": "\n".join([*packages, *(["", "# the code in this folder", "-e ."] if own else []), ""]),
        "pyproject.toml": project(source, own),
    }.items()}
    return packed(f"{Path(docname).name}", files)


def data_readme(app, package: dict) -> str:
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
    import csv

    with path.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.reader(lines)) - 1


def data(app) -> bytes:
    """The data package as a zip: the folder `data` with a README."""
    folder = Path(app.srcdir) / "data"
    package = json.loads((Path(app.srcdir) / PACKAGE).read_text(encoding="utf-8"))
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
             if path.is_file() and not path.name.startswith(".")}
    citation = Path(app.srcdir) / "CITATION.cff"
    if citation.exists():
        files["CITATION.cff"] = citation.read_bytes()
    files["README.md"] = data_readme(app, package).encode()
    return packed(data_name(Path(app.srcdir)), files)


def stamp(app, *more) -> str:
    """What a bundle depends on: the inputs of the chapters, the press, the numbers of exhibits, and `more`."""
    known = [app.config.nb_execution_cache_path, app.config.press_fingerprint, app.config.release, app.config.project,
             version("nbformat"), sorted((name, str(kinds)) for name, kinds in app.env.toc_fignumbers.items()), more]
    return hashlib.sha256(json.dumps(known, default=str).encode()).hexdigest()


def write(app, exception):
    """Write what is new of all this, and take away what belongs to no chapter."""
    if exception or app.builder.name not in charts.WEB:
        return
    folder, source = Path(app.outdir) / FOLDER, Path(app.srcdir)
    ledger = Path(app.outdir).parent / "bundles.json"
    before = json.loads(ledger.read_text()) if ledger.exists() else {}
    now, speaker, cache = {}, None, None
    for docname, chapter in chapters_with_code(app).items():
        name = Path(docname).name
        files = [folder / f"{name}.ipynb", folder / f"{name}.zip"]
        record = records.chapter(app.env, app.config, docname)
        now[name] = stamp(app, chapter.path.read_text(encoding="utf-8"), record.apa(), record.bibtex(), licenses(source))
        if before.get(name) == now[name] and all(file.exists() for file in files):
            continue
        cache = cache or get_cache(app.env.mystnb_config.execution_cache_path)
        speaker = speaker or spoken.Speaker(app)
        executed = notebooks.executed(cache, chapter, Path(app.outdir).parent / "drawings")
        written(files[0], readable(copy.deepcopy(executed), speaker))
        written(files[1], runnable(app, docname, chapter, executed))
    package = data_name(source)
    if package:
        written(folder / f"{package}.zip", data(app))
    for file in (*folder.glob("*.ipynb"), *folder.glob("*.zip")):
        if file.stem not in now and file.stem != package:
            file.unlink()
    ledger.write_text(json.dumps(now, indent=1))


def setup(app):
    if EVENT not in app.events.events:
        app.add_event(EVENT)  # moves to citing
    app.connect(EVENT, offers)
    app.connect("build-finished", write, priority=750)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
