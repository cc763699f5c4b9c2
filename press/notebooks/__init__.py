"""The chapters as executed notebooks, from the same single execution as the pages.

Charts are in them as specifications, which JupyterLab draws; the press adds its drawing, so that every other viewer
shows them as well. In the package, too: `bundles`, what a reader may take, with `spoken`, notebooks that read without the
book, `requirements`, what they need to run, and their `readmes`.
"""
import json
import shutil
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from nbconvert import NotebookExporter
from sphinx.builders import Builder

from press import execution
from press.exhibits import charts, drawing


def with_drawings(notebook: nbformat.NotebookNode, drawings: Path) -> nbformat.NotebookNode:
    """Add `image/svg+xml` to every chart; the title is in this drawing, as a notebook shows no caption."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            spec = output.get("data", {}).get(charts.MIME)
            if spec:
                path = drawing.drawn(json.loads(json.dumps(spec)), drawings)
                output.data["image/svg+xml"] = path.read_text(encoding="utf-8")
    return notebook


def executed(cache, chapter: execution.Chapter, drawings: Path) -> nbformat.NotebookNode:
    """A chapter with the results that the cache holds, as a notebook that does not change from build to build."""
    _, notebook = cache.merge_match_into_notebook(chapter.notebook)
    notebook.metadata.pop("source_map", None)
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number:02d}"  # a Markdown page has none, and would get others each time
    return with_drawings(notebook, drawings)


class NotebookBuilder(Builder):
    """Writes every page that has code as an executed notebook, Markdown pages too, under the name of its file."""

    name = "notebooks"

    def get_outdated_docs(self):
        return "all chapters"

    def get_target_uri(self, docname, typ=None):
        return f"{docname}.ipynb"

    def write(self, *_):
        shutil.rmtree(self.outdir, ignore_errors=True)
        Path(self.outdir).mkdir(parents=True)
        cache = get_cache(self.env.mystnb_config.execution_cache_path)
        exporter = NotebookExporter()
        for chapter in execution.chapters(self.app, sorted(self.env.found_docs)):
            text, _ = exporter.from_notebook_node(executed(cache, chapter, Path(self.outdir).parent / "drawings"))
            (Path(self.outdir) / f"{chapter.path.stem}.ipynb").write_text(text + "\n", encoding="utf-8")


def setup(app):
    app.add_builder(NotebookBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
