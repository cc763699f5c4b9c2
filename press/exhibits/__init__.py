"""What charts and tables share: names, captions and lines parsed as MyST, and how they stand on a web page.

On paper and in the document tree a figure has its caption after the image, as docutils has it. On a web page both kinds
of exhibit read alike, from top to bottom: number and finding, measure and unit, the exhibit, its source, and a line of
what the book offers with it.

That line is filled by others. The event `exhibit-offers` (app, docname, node) is emitted once for each numbered figure
and table of a web page; who answers returns phrasing HTML, links or a `<details>`, or None.

The package: `charts` and `tables` make exhibits of what cells return, `drawing` draws charts; `downloads` offers both with
their data (`chartdata`, `tabledata`, `definitions` of columns) and charts as pictures (`standalone`); `specification` and
`chartparts` take a chart apart, `plaintext` takes MyST to plain words.
"""
import html

from docutils import nodes
from docutils.nodes import fully_normalize_name, make_id
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from press import contents

EVENT = "exhibit-offers"
WEB = ("html", "dirhtml", "singlehtml")
"""The builders of web pages. An EPUB is HTML as well, but runs no script and has no files beside it."""


class offers(nodes.General, nodes.Element):
    """The line of offers under an exhibit; `exhibit` is its id. Only web pages have it."""


def plain(text) -> str:
    """A title as Vega-Lite allows it, one line or a list of lines, as one line."""
    return " ".join(text) if isinstance(text, list) else str(text or "")


def sourced(text: str) -> str:
    return text if text.startswith("Source") else f"Source: {text}"


def place(renderer, line: int) -> tuple[str, int]:
    """Where to say a warning belongs. In a notebook myst-nb counts lines as 10,000 times the number of the cell."""
    return renderer.renderer.sphinx_env.docname, line


def inline(renderer, text: str, line: int) -> list[nodes.Node]:
    """`text` parsed as one line of MyST, roles and all."""
    holder = nodes.Element()
    with renderer.renderer.current_node_context(holder):
        renderer.renderer.nested_render_text(text, line, inline=True)
    return holder.children


def paragraph(renderer, text: str, line: int, kind: str) -> nodes.paragraph:
    node = nodes.paragraph("", "", *inline(renderer, text, line), classes=[kind])
    node.source, node.line = renderer.source, line
    return node


def name(renderer, node: nodes.Element, anchor: str | None, line: int):
    """Give an exhibit its permanent anchor, which `{numref}` finds; one without a name is only numbered."""
    node.source, node.line = renderer.source, line
    document = renderer.renderer.document
    if anchor:
        node["names"].append(fully_normalize_name(anchor))
        node["ids"].append(make_id(anchor))
        document.note_explicit_target(node, node)
    else:
        document.note_implicit_target(node, node)


def is_exhibit(node) -> bool:
    return "exhibit" in node["classes"]


def number(env, docname: str, node: nodes.Element) -> str:
    """What the book calls an exhibit, as in `Figure 9.3`; empty where it has no number."""
    return contents.exhibit(env, docname, "figure" if isinstance(node, nodes.figure) else "table", node["ids"])


def source_text(node: nodes.Element) -> str:
    """The source line of an exhibit as plain text: in the legend of a figure, below a table."""
    lines = node.findall(nodes.paragraph) if isinstance(node, nodes.figure) else _below(node)
    return next((line.astext() for line in lines if "source" in line["classes"]), "")


def note_text(node: nodes.Element) -> str:
    """The note below a table as plain text."""
    return next((line.astext() for line in _below(node) if "note" in line["classes"]), "") if isinstance(node, nodes.table) else ""


def _below(table: nodes.table) -> list[nodes.Element]:
    """The note and the source line that belong to a table."""
    found, follower = [], table.next_node(descend=False, siblings=True)
    while isinstance(follower, nodes.paragraph) and {"note", "source"} & set(follower["classes"]):
        found.append(follower)
        follower = follower.next_node(descend=False, siblings=True)
    return found


class PlaceOffers(SphinxPostTransform):
    """The line of offers, after the legend of each figure and after the lines below each table that has a name."""

    default_priority = 300

    def run(self, **kwargs):
        if self.app.builder.name not in WEB:
            return
        for node in list(self.document.findall(lambda n: isinstance(n, (nodes.figure, nodes.table)))):
            if not node["ids"] or not node["names"] or not number(self.env, self.env.docname, node):
                continue
            line = offers(exhibit=node["ids"][0])
            line.exhibited = node
            if isinstance(node, nodes.figure):
                node += line
            else:
                last = (_below(node) or [node])[-1]
                last.parent.insert(last.parent.index(last) + 1, line)


def visit_offers(self, node):
    exhibit = node.exhibited
    docname = self.builder.current_docname
    answers = [answer for answer in self.builder.app.emit(EVENT, docname, exhibit) if answer]
    if answers:
        label = html.escape(number(self.builder.env, docname, exhibit))
        self.body.append(f'<div class="offers" role="group" aria-label="Use {label}">{" ".join(answers)}</div>\n')
    raise nodes.SkipNode


def _caption(self, node, caption, *below):
    """Number, title and link of an exhibit, then the lines below."""
    label = f"{node['ids'][0]}-caption" if node["ids"] else ""
    self.body.append(f'<figcaption id="{label}"><p class="caption">')
    self.add_fignumber(node)
    self.body.append('<span class="caption-text">')
    for child in caption.children:
        child.walkabout(self)
    self.body.append("</span>")
    self.add_permalink_ref(node, _("Link to this image") if isinstance(node, nodes.figure) else _("Link to this table"))
    self.body.append("</p>\n")
    for child in below:
        child.walkabout(self)
    self.body.append("</figcaption>\n")
    return label


def visit_figure(self, node):
    if not is_exhibit(node):
        return type(self).visit_figure(self, node)
    legend = next(iter(node.findall(nodes.legend)), nodes.legend())
    above = [child for child in legend if "subtitle" in child["classes"]]
    self.body.append(self.starttag(node, "figure"))
    _caption(self, node, next(iter(node.findall(nodes.caption))), *above)
    for child in node.children:
        if not isinstance(child, (nodes.caption, nodes.legend, offers)):
            child.walkabout(self)
    for child in (*legend, *node.findall(offers)):
        if child not in above:
            child.walkabout(self)
    self.body.append("</figure>\n")
    raise nodes.SkipNode


def depart_figure(self, node):
    type(self).depart_figure(self, node)


def visit_table(self, node):
    """A wide table scrolls in a region of its own, which the keyboard reaches; its caption stays in view."""
    if not is_exhibit(node):
        return type(self).visit_table(self, node)
    self.body.append(self.starttag(node, "figure"))
    title = node.children[0]
    label = _caption(self, node, title)
    columns = len(list(node.findall(nodes.colspec)))
    self.body.append(f'<div class="table-region" role="region" tabindex="0" aria-labelledby="{label}">\n'
                     f'<table class="table" aria-labelledby="{label}" style="--columns: {columns}">\n')
    self._table_row_indices.append(0)
    for child in node.children[1:]:
        child.walkabout(self)
    self._table_row_indices.pop()
    self.body.append("</table>\n</div>\n</figure>\n")
    raise nodes.SkipNode


def depart_table(self, node):
    type(self).depart_table(self, node)


def setup(app):
    app.add_event(EVENT)
    app.add_node(offers, html=(visit_offers, None))
    app.add_post_transform(PlaceOffers)
    app.add_css_file("exhibits.css", priority=901)
    app.add_node(nodes.figure, override=True, html=(visit_figure, depart_figure))
    app.add_node(nodes.table, override=True, html=(visit_table, depart_table))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
