"""Charts: from the specification a cell returns to a numbered figure, drawn in every format and interactive on screen.

A cell's output `application/vnd.vegalite.v6+json` carries its caption with it: `title.text` is the finding,
`title.subtitle` measure and unit, `description` the alternative text, `usermeta.name` the anchor (`fig-…`) and
`usermeta.source` the source line in MyST. They leave the specification and become

    figure.exhibit.chart > chart > image
                           caption
                           legend > paragraph.subtitle, paragraph.source

Web pages show the drawing at once, and the script replaces it by the interactive chart when it comes into view; every
other format keeps the image.
"""
import copy
import json
import os
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from press import exhibits
from press.exhibits import drawing

logger = logging.getLogger(__name__)

MIME = "application/vnd.vegalite.v6+json"


class chart(nodes.General, nodes.Element):
    """A chart: `spec` is its specification without the title, its one child the image."""


class ChartOutput:
    """What myst-nb asks for the output of a cell (entry point `myst_nb.mime_renderers`)."""

    mime_priority_overrides = [("*", MIME, 1)]

    @staticmethod
    def handle_mime(renderer, data, inline):
        if data.mime_type != MIME or inline:
            return None
        return figure(renderer, data.content, data.line or 0)


def figure(renderer, output: dict, line: int) -> list[nodes.Element]:
    """The nodes for one specification; a chart without a title stands without number and caption."""
    spec = copy.deepcopy(dict(output))
    title, meta = spec.pop("title", None), spec.pop("usermeta", None) or {}
    if isinstance(title, (str, list)):
        title = {"text": title}
    description = spec.get("description")
    if not description:
        logger.warning("chart %s has no description", meta.get("name", ""), location=exhibits.place(renderer, line))
    node = chart(spec=json.dumps(spec, separators=(",", ":"), sort_keys=True))
    path = drawing.drawn(spec, Path(renderer.config.output_folder).parent / "drawings")
    source_folder = renderer.renderer.sphinx_env.srcdir
    node += nodes.image(uri="/" + Path(os.path.relpath(path, source_folder)).as_posix(), alt=description or "Chart")
    if not title:
        return [node]
    if not meta.get("name"):
        logger.warning("chart %r has no name", exhibits.plain(title.get("text")), location=exhibits.place(renderer, line))
    whole = nodes.figure("", node, classes=["exhibit", "chart"])
    whole += nodes.caption("", "", *exhibits.inline(renderer, exhibits.plain(title.get("text")), line))
    legend = nodes.legend()
    if title.get("subtitle"):
        legend += exhibits.paragraph(renderer, exhibits.plain(title["subtitle"]), line, "subtitle")
    if meta.get("source"):
        legend += exhibits.paragraph(renderer, exhibits.sourced(meta["source"]), line, "source")
    if legend.children:
        whole += legend
    exhibits.name(renderer, whole, meta.get("name"), line)
    return [whole]


class KeepImage(SphinxPostTransform):
    """Where no script can run, the image is the chart; on web pages the drawing stands inside the page instead."""

    default_priority = 5

    def run(self, **kwargs):
        for node in list(self.document.findall(chart)):
            if self.app.builder.name in exhibits.WEB:
                uri = node.children[0]["uri"]
                node["drawing"] = uri
                node.children.clear()
            else:
                node.replace_self(node.children)


def visit_chart(self, node):
    drawn = (Path(self.builder.srcdir) / node["drawing"].lstrip("/")).read_text(encoding="utf-8")
    spec = json.dumps(drawing.for_browsers(json.loads(node["spec"])), separators=(",", ":")).replace("<", "\\u003c")
    self.body.append(
        f'<div class="chart-frame"><div class="chart-drawing">{drawn}</div>'
        f'<script type="application/json" class="chart-spec">{spec}</script></div>\n'
    )
    raise nodes.SkipNode


def add_bundle(app):
    """Draw up the script once and serve it from the book itself."""
    if app.builder.name in exhibits.WEB:
        folder = Path(app.outdir).parent / "assets"
        script = drawing.bundle(folder)
        app.config.html_static_path.append(str(script))
        app.press_bundle = script.name


def add_scripts(app, pagename, templatename, context, doctree):
    """Only pages with charts load the script, and it loads the bundle only when a chart comes into view."""
    if app.builder.name in exhibits.WEB and "chart-spec" in context.get("body", ""):
        app.add_js_file("charts.js", loading_method="defer", **{"data-bundle": app.press_bundle})
        app.add_css_file("charts.css", priority=900)


def setup(app):
    app.add_node(chart, html=(visit_chart, None))
    app.add_post_transform(KeepImage)
    app.connect("builder-inited", add_bundle)
    app.connect("html-page-context", add_scripts)
    app.setup_extension("press.exhibits")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
