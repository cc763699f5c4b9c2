"""Paragraphs, lists, code and formulas on lines of their own."""

import re

from docutils import nodes

from .markup import call, content, string
from .numbering import equation_number
from .writing import SMALL_PRINT, Writing

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_LANGUAGES = {"ipython3": "python", "ipython": "python", "myst-ansi": "txt", "none": "txt", "default": "txt", "text": "txt"}


class Paragraphs(Writing):
    """Blocks of plain prose."""

    def visit_paragraph(self, node):
        if id(node) in self.set_already:
            raise nodes.SkipNode
        classes = set(node.get("classes", ()))
        function = "sourceline" if classes & SMALL_PRINT else "lead" if "lead" in classes else None
        text = self.anchors(node) + self.written(*node.children)
        if function == "sourceline" and not self.in_table:
            follower = node.next_node(descend=False, siblings=True)
            last = not isinstance(follower, nodes.paragraph) or not SMALL_PRINT & set(follower.get("classes", ()))
            text = call(function, content(text), last="true" if last else "false")
        elif function and not self.in_table:
            text = call(function, content(text))
        self.write(text + "\n\n")
        raise nodes.SkipNode

    def _items(self, node) -> list[str]:
        return [content(self.anchors(item) + self.written(*item.children)) for item in node.children]

    def visit_bullet_list(self, node):
        self.write("\n" + self.anchors(node) + call("list", *self._items(node)) + "\n\n")
        raise nodes.SkipNode

    def visit_enumerated_list(self, node):
        numbering = {"loweralpha": "a.", "upperalpha": "A.", "lowerroman": "i.", "upperroman": "I."}
        form = numbering.get(node.get("enumtype", ""), "1.")
        start = str(node.get("start", 1))
        self.write("\n" + self.anchors(node) + call("enum", *self._items(node), numbering=string(form), start=start) + "\n\n")
        raise nodes.SkipNode

    def visit_definition_list(self, node):
        items = []
        for item in node.children:
            terms = [child for child in item.children if isinstance(child, nodes.term)]
            definitions = [child for child in item.children if isinstance(child, nodes.definition)]
            term = self.anchors(item) + ", ".join(self.anchors(each) + self.written(*each.children) for each in terms)
            meaning = "\n\n".join(self.anchors(each) + self.written(*each.children) for each in definitions)
            items.append(f"terms.item([{term}], [{meaning}])")
        self.write("\n" + self.anchors(node) + call("terms", *items) + "\n\n")
        raise nodes.SkipNode

    def visit_field_list(self, node):
        items = []
        for field in node.children:
            name, body = field.children
            items.append(f"terms.item([{self.written(*name.children)}], [{self.written(*body.children)}])")
        self.write("\n" + call("terms", *items) + "\n\n")
        raise nodes.SkipNode

    def visit_glossary(self, node):
        self.write(self.anchors(node))

    depart_glossary = Writing.passed
    visit_classifier = Writing.skip

    def visit_literal_block(self, node):
        ancestor = node.parent
        printed = "output" in node.get("classes", ())
        while ancestor is not None and not printed:
            printed = "cell_output" in ancestor.get("classes", ())
            ancestor = ancestor.parent
        language = node.get("language", "txt")
        text = _ANSI.sub("", node.astext().rstrip("\n"))
        code = f"raw(block: true, lang: {string(_LANGUAGES.get(language, language))}, {string(text)})"
        self.write("\n" + self.anchors(node) + call("outputblock" if printed else "codeblock", code) + "\n\n")
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_math_block(self, node):
        tex = node.astext().strip()
        formula = self.formulas.get(tex)
        self.write("\n" + self.anchors(node))
        if formula is None:
            self.write(call("raw", string(tex), block="true"))
        else:
            number = equation_number(self.env, self.docname, node)
            numbering = f"(..) => {string(f'({number})')}" if number else "none"
            self.write(call("math.equation", f"$ {formula} $", block="true", alt=string(tex), numbering=numbering))
        self.write("\n\n")
        raise nodes.SkipNode
