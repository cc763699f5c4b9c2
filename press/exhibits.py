"""What charts and tables share: names, captions and lines parsed as MyST, and how they stand on a web page.

On paper and in the document tree a figure has its caption after the image, as docutils has it. On a web page both kinds
of exhibit read alike, from top to bottom: number and finding, measure and unit, the exhibit, its source.
"""
from docutils import nodes
from docutils.nodes import fully_normalize_name, make_id
from sphinx.locale import _


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
        if not isinstance(child, (nodes.caption, nodes.legend)):
            child.walkabout(self)
    for child in legend:
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
    app.add_node(nodes.figure, override=True, html=(visit_figure, depart_figure))
    app.add_node(nodes.table, override=True, html=(visit_table, depart_table))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
