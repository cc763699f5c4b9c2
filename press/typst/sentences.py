"""Words and what stands among them."""

import re

from docutils import nodes

from .markup import breakable, call, content, escape, string
from .writing import Writing

_LINE_END = re.compile(r"\s*\n\s*")


class Sentences(Writing):
    """Inline nodes."""

    def visit_Text(self, node):
        text = _LINE_END.sub(" ", node.astext())
        self.write(escape(breakable(text) if self.in_table else text))

    depart_Text = Writing.passed

    def _inside(self, function: str, node) -> None:
        self.write(call(function, content(self.anchors(node) + self.written(*node.children))))
        raise nodes.SkipNode

    def visit_emphasis(self, node):
        self._inside("emph", node)

    visit_title_reference = visit_emphasis
    visit_literal_emphasis = visit_emphasis

    def visit_strong(self, node):
        self._inside("strong", node)

    visit_literal_strong = visit_strong

    def visit_superscript(self, node):
        self._inside("super", node)

    def visit_subscript(self, node):
        self._inside("sub", node)

    def visit_inline(self, node):
        if "std-numref" in node.get("classes", ()):
            # "Figure" is not left behind by its number.
            self.write(self.anchors(node) + escape(node.astext().replace(" ", "\u00a0")))
            raise nodes.SkipNode
        if "small-caps" in node.get("classes", ()):
            self._inside("smallcaps", node)
        self.write(self.anchors(node))

    depart_inline = Writing.passed
    visit_abbreviation = visit_inline
    depart_abbreviation = Writing.passed
    visit_acronym = visit_inline
    depart_acronym = Writing.passed
    visit_generated = visit_inline
    depart_generated = Writing.passed
    visit_sd_badge = visit_inline
    depart_sd_badge = Writing.passed
    visit_PassthroughTextElement = visit_inline
    depart_PassthroughTextElement = Writing.passed
    visit_problematic = visit_inline
    depart_problematic = Writing.passed
    # A file to download is nothing a page can offer: its name stays.
    visit_download_reference = visit_inline
    depart_download_reference = Writing.passed

    def visit_literal(self, node):
        self.write(self.anchors(node) + call("raw", string(breakable(node.astext()))))
        raise nodes.SkipNode

    def visit_math(self, node):
        tex = node.astext().strip()
        formula = self.formulas.get(tex)
        if formula is None:
            self.write(call("raw", string(tex)))
        else:
            self.write(call("math.equation", f"${formula}$", alt=string(tex)))
        raise nodes.SkipNode

    def visit_line_block(self, node):
        lines = [self.written(*child.children) for child in node.findall(nodes.line)]
        self.write("\n" + " \\\n".join(lines) + "\n\n")
        raise nodes.SkipNode
