"""Formulas as MathML: browsers set it themselves, without a script and without a request."""
from html import escape

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)


def mathml(node: nodes.Element, display: str) -> str:
    """The formula in `node` as a `<math>` element with its source as alternative text.

    One that cannot be read is a warning, and so fails the build.
    """
    try:
        found = convert(node.astext(), display=display)
    except Exception as fault:  # the converter raises many kinds, all meaning: not a formula
        logger.warning("formula %s: %s", node.astext(), fault, location=node)
        return "<math></math>"
    return found.replace("<math ", f'<math alttext="{escape(node.astext().strip())}" ', 1)


def visit_math(self, node):
    self.body.append(mathml(node, "inline"))
    raise nodes.SkipNode


def visit_math_block(self, node):
    number = ""
    if node.get("number"):
        number = f'<span class="eqno">({get_node_equation_number(self, node)})</span>'
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(f"{number}{mathml(node, 'block')}</div>\n")
    raise nodes.SkipNode


def setup(app):
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
