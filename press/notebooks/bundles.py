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
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from sphinx.util import logging

from press import citing, execution, exhibits, fingerprint, notebooks, stamp
from press.citing import records
from press.notebooks import readmes, requirements, spoken

logger = logging.getLogger(__name__)

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


def project(source: Path, own: list[str]) -> str:
    """The `pyproject.toml` that makes the book's own packages importable, and nothing of the press."""
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
        "README.md": readmes.of_chapter(app, docname, place),
        "requirements.txt": "\n".join([*packages, *(["", "# the code in this folder", "-e ."] if own else []), ""]),
        "pyproject.toml": project(source, own),
    }.items()}
    return packed(Path(docname).name, files)


def data(app) -> bytes:
    """The data package as a zip: the folder `data` with a README."""
    folder = Path(app.srcdir) / "data"
    package = json.loads((Path(app.srcdir) / PACKAGE).read_text(encoding="utf-8"))
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
             if path.is_file() and not path.name.startswith(".")}
    citation = Path(app.srcdir) / "CITATION.cff"
    if citation.exists():
        files["CITATION.cff"] = citation.read_bytes()
    files["README.md"] = readmes.of_data(app, package).encode()
    return packed(data_name(Path(app.srcdir)), files)


def state(app, *more) -> str:
    """What a bundle depends on: the inputs of the chapters, the press, the project's file, numbers and titles, and `more`."""
    path = Path(app.srcdir) / "pyproject.toml"
    known = [app.config.nb_execution_cache_path, app.config.press_fingerprint, app.config.release, app.config.project,
             version("nbformat"), path.read_text(encoding="utf-8") if path.exists() else "",
             sorted((name, str(kinds)) for name, kinds in app.env.toc_fignumbers.items()),
             sorted((name, str(place)) for name, place in app.env.domaindata["std"]["labels"].items()), more]
    return hashlib.sha256(json.dumps(known, default=str).encode()).hexdigest()


def write(app, exception):
    """Write what is new of all this, and take away what belongs to no chapter."""
    if exception or app.builder.name not in exhibits.WEB:
        return
    folder, source = Path(app.outdir) / FOLDER, Path(app.srcdir)
    ledger = Path(app.outdir).parent / "bundles.json"
    before = json.loads(ledger.read_text()) if ledger.exists() else {}
    now, speaker, cache = {}, None, None
    for docname, chapter in chapters_with_code(app).items():
        name = Path(docname).name
        files = [folder / f"{name}.ipynb", folder / f"{name}.zip"]
        record = records.chapter(app.env, app.config, docname)
        now[name] = state(app, chapter.path.read_text(encoding="utf-8"), record.apa(), record.bibtex(),
                          readmes.licenses(source))
        if before.get(name) == now[name] and all(file.exists() for file in files):
            continue
        cache = cache or get_cache(app.env.mystnb_config.execution_cache_path)
        speaker = speaker or spoken.Speaker(app)
        executed = notebooks.executed(cache, chapter, Path(app.outdir).parent / "drawings")
        stamp.write(files[0], readable(copy.deepcopy(executed), speaker))
        stamp.write(files[1], runnable(app, docname, chapter, executed))
    package = data_name(source)
    if package:
        stamp.write(folder / f"{package}.zip", data(app))
    for file in (*folder.glob("*.ipynb"), *folder.glob("*.zip")):
        if file.stem not in now and file.stem != package:
            file.unlink()
    ledger.write_text(json.dumps(now, indent=1))


def setup(app):
    app.setup_extension("press.citing")
    app.connect(citing.EVENT, offers)
    app.connect("build-finished", write, priority=750)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
