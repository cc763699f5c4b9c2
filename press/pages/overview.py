"""The directive `{overview}`: every page of the book by part, with its number, its title and what it is about in a line.

The line is the beginning of the page's abstract (`press.citing.abstracts`), so that nothing is written twice: its first sentence,
or two where the first is short, and of a long one what stands before its last semicolon or colon that fits.
"""
import re

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from press import contents

SHORT, LONG = 50, 200
"""Letters: a sentence shorter than this is joined by the next, one that ends beyond is cut at a seam."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"‘'])")
_SEAM = re.compile(r"[;:](?=\s)")


class overview(nodes.General, nodes.Element):
    """Replaced by the lists when the page is written, as titles and numbers are known only then."""


class Overview(Directive):
    def run(self):
        return [overview()]


def gist(abstract: str) -> str:
    """One line on a page, from its abstract; empty where that is empty."""
    sentences = _SENTENCE_END.split(abstract.strip())
    line = sentences[0]
    if len(line) < SHORT and len(sentences) > 1:
        line = f"{line} {sentences[1]}"
    if len(line) <= LONG:
        return line
    seams = [seam.start() for seam in _SEAM.finditer(line[:LONG])]
    if seams:
        return line[:seams[-1]] + "."
    return sentences[0]


def parts(env) -> list[tuple[str, list[str]]]:
    """Caption and pages of each part, in reading order."""
    root = env.get_doctree(env.config.root_doc)
    return [(toctree.get("caption") or "", list(toctree["includefiles"])) for toctree in root.findall(addnodes.toctree)]


def entry(env, docname: str) -> nodes.definition_list_item:
    """A page's number and title, linked, and its line."""
    number = contents.number(env, docname)
    link = addnodes.pending_xref("", nodes.inline("", env.titles[docname].astext()), refdomain="std", reftype="doc",
                                 reftarget=f"/{docname}", refdoc=env.config.root_doc, refexplicit=True, refwarn=True)
    term = nodes.term("")
    if number:
        term += nodes.inline("", f"{number}. ", classes=["number"])
    term += link
    line = nodes.paragraph("", gist(getattr(env, "press_abstracts", {}).get(docname, "")))
    return nodes.definition_list_item("", term, nodes.definition("", line))


class ListPages(SphinxPostTransform):
    default_priority = 8  # before references are resolved

    def run(self, **kwargs):
        for node in list(self.document.findall(overview)):
            whole = nodes.container(classes=["overview"])
            for caption, pages in parts(self.env):
                if caption:
                    whole += nodes.rubric("", caption)
                whole += nodes.definition_list("", *(entry(self.env, docname) for docname in pages))
            node.replace_self(whole)


def lines(env) -> dict[str, tuple]:
    return {docname: (env.titles[docname].astext(), contents.number(env, docname),
                      getattr(env, "press_abstracts", {}).get(docname, "")) for docname in sorted(env.titles)}


def renew(app, env):
    """Pages with an overview are written again when a title, a number or an abstract has changed."""
    now = lines(env)
    changed = now != getattr(env, "press_overview", None)
    env.press_overview = now
    return sorted(getattr(env, "press_overviews", ())) if changed else []


def note(app, doctree):
    pages = app.env.__dict__.setdefault("press_overviews", set())
    (pages.add if next(iter(doctree.findall(overview)), None) else pages.discard)(app.env.docname)


def merge(app, env, docnames, other):
    env.__dict__.setdefault("press_overviews", set()).update(getattr(other, "press_overviews", set()) & set(docnames))


def setup(app):
    app.setup_extension("press.citing.abstracts")
    app.add_node(overview)
    app.add_directive("overview", Overview)
    app.add_post_transform(ListPages)
    app.connect("doctree-read", note)
    app.connect("env-merge-info", merge)
    app.connect("env-get-updated", renew, priority=900)  # after Sphinx has numbered the pages
    return {"parallel_read_safe": True, "parallel_write_safe": True}
