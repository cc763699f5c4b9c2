"""The evidence index: where the report uses each passage and each public source, and which it never uses.

    ```{evidence-index} passage
    :name: tab-passages-used
    :title: Where the report uses each passage
    ```

makes a table of the passages that a chapter refers to, with links to the sections, figures and tables; with the flag
`:unused:` a table of the others. `source` in place of `passage` does the same for public sources. The role
{evidence-count}`passage`, or `passage used`, or `passage unused`, is their number.

A chapter is a page with a number; uses elsewhere, as in appendices with letters or none, have a column of their own. A
use is a reference, wherever it stands: in the text, a table, a caption or a source line. The references of a page are
noted when it is read; the tables are filled in when they are written, and written again whenever a reference anywhere has
changed. Each carries its rows as a data resource too, as the tables that cells return do (see `tables`).
"""
import hashlib
import json
from collections import Counter

from docutils import nodes
from docutils.nodes import fully_normalize_name, make_id
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.nodes import make_refnode

from press import citations, evidence

logger = logging.getLogger(__name__)

INDEXED = ("passage", "source")
OPENING = 90
"""Characters of a wording or title."""
FRONT = "Front page"
SMALL_PRINT = {"source", "note"}
FIELDS = {
    "passage": ("Passage", "passage", "Id of a passage of the source texts."),
    "source": ("Source", "source", "Id of a public source."),
    "words": ("Opening words", "text", "The words with which the passage begins."),
    "title": ("Title", "text", "Title of the source."),
    "used": ("Used in the report", "text", "Exhibits and sections that refer to it, separated by semicolons."),
    "elsewhere": ("Elsewhere", "text", "Other pages of the book that refer to it, separated by semicolons."),
}
"""Columns: head, format, meaning."""
WIDTHS = {
    ("passage", False): {"passage": 1, "words": 4, "used": 5, "elsewhere": 2},
    ("passage", True): {"passage": 1, "words": 9, "elsewhere": 3},
    ("source", False): {"source": 2.2, "title": 4, "used": 4, "elsewhere": 2},
    ("source", True): {"source": 3, "title": 7, "elsewhere": 3},
}


class evidence_count(nodes.Inline, nodes.TextElement):
    """A number that is known when all pages are read."""


class EvidenceIndex(SphinxDirective):
    required_arguments = 1
    option_spec = {"name": directives.unchanged_required, "title": directives.unchanged_required, "unused": directives.flag}

    def run(self):
        kind, unused = self.arguments[0], "unused" in self.options
        if kind not in INDEXED:
            raise self.error(f"no index of {kind!r}; there is one of {' and of '.join(INDEXED)}")
        whole = nodes.table(classes=["exhibit", "data-table", "colwidths-given"])
        whole["index_of"] = [kind, unused, self.env.docname]
        self.set_source_info(whole)
        whole += nodes.title("", self.options.get("title", "Evidence index"))
        name = self.options.get("name", f"tab-{kind}s-{'unused' if unused else 'used'}")
        whole["names"].append(fully_normalize_name(name))
        whole["ids"].append(make_id(name))
        self.state.document.note_explicit_target(whole, whole)
        columns = WIDTHS[kind, unused]
        group = nodes.tgroup(cols=len(columns))
        whole += group
        group += [nodes.colspec(colwidth=round(10 * width)) for width in columns.values()]
        group += nodes.thead("", row(*([nodes.Text(FIELDS[name][0])] for name in columns)))
        group += nodes.tbody()
        return [whole]


class EvidenceCount(SphinxRole):
    def run(self):
        kind, _, which = self.text.partition(" ")
        if kind not in INDEXED or which not in ("", "used", "unused"):
            logger.warning("evidence-count: %r is neither a kind of evidence nor a kind with `used` or `unused`",
                           self.text, location=self.get_location())
            return [nodes.Text(self.text)], []
        return [evidence_count(counted=[kind, which])], []


def row(*cells: list[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell), classes=["text-left"]) for cell in cells))


def place(node: nodes.Element) -> tuple[str, str]:
    """Where a reference stands: anchor and title of its figure, table or section; both empty for the page itself."""
    while node.parent is not None:
        if isinstance(node, nodes.paragraph) and SMALL_PRINT & set(node["classes"]):
            before = node.parent.children[:node.parent.index(node)]
            exhibit = next((other for other in reversed(before) if isinstance(other, nodes.table)), None)
            node = exhibit if exhibit is not None else node
        if isinstance(node, (nodes.table, nodes.figure)) and node["ids"]:
            return node["ids"][0], ""
        if isinstance(node, nodes.section) and isinstance(node.parent, nodes.section):
            return node["ids"][0], node[0].astext()
        node = node.parent
    return "", ""


def collect(app, doctree):
    """Note the references of a page, in order, and whether the page holds an index."""
    uses = [(reference["reftype"], reference["reftarget"], *place(reference))
            for reference in doctree.findall(lambda node: isinstance(node, nodes.Element) and node.get("reftype") in INDEXED)]
    app.env.__dict__.setdefault("press_uses", {})[app.env.docname] = list(dict.fromkeys(uses))
    if any("index_of" in node for node in doctree.findall(nodes.table)) or any(doctree.findall(evidence_count)):
        app.env.__dict__.setdefault("press_indexes", {})[app.env.docname] = ""


def forget(app, env, docname):
    for store in ("press_uses", "press_indexes"):
        env.__dict__.get(store, {}).pop(docname, None)


def merge(app, env, docnames, other):
    for store in ("press_uses", "press_indexes"):
        env.__dict__.setdefault(store, {}).update(
            {name: value for name, value in other.__dict__.get(store, {}).items() if name in docnames})


def pages(env) -> list[str]:
    """All pages in the order of the contents, the root first."""
    found = []

    def walk(docname):
        if docname in env.all_docs and docname not in found:
            found.append(docname)
            for child in env.toctree_includes.get(docname, ()):
                walk(child)

    walk(env.config.root_doc)
    return found


def chapter_number(env, docname: str) -> str:
    """The number of a page; empty for one that has none or, as an appendix, a letter: it is no chapter of the report."""
    number = [str(part) for part in env.toc_secnumbers.get(docname, {}).get("", ()) or ()]
    return ".".join(number) if number and number[0].isdigit() else ""


def label(env, docname: str, anchor: str, title: str) -> str:
    """What a link to a place in a chapter says: the number of an exhibit, or of the chapter, and the section's title."""
    for kind, numbers in env.toc_fignumbers.get(docname, {}).items():
        if anchor in numbers and kind in env.config.numfig_format:
            return env.config.numfig_format[kind] % ".".join(map(str, numbers[anchor]))
    return f"ch. {chapter_number(env, docname)}{title and f', {title}'}"


def indexed(env) -> dict[tuple[str, str], tuple[list, Counter]]:
    """By kind and id: the uses in chapters as (page, anchor, label), and how often each other page refers to it."""
    found = {}
    for docname in pages(env):
        for kind, identifier, anchor, title in env.__dict__.get("press_uses", {}).get(docname, ()):
            chapters, others = found.setdefault((kind, identifier), ([], Counter()))
            if chapter_number(env, docname):
                use = docname, anchor, label(env, docname, anchor, title)
                chapters.extend([use] * (use not in chapters))
            else:
                others[docname] += 1
    return found


def known(kind: str) -> list[str]:
    """All ids of a kind, in order: passages as they stand in the seeds, sources by their label."""
    if kind == "passage":
        return list(citations._passages())
    rows = citations._rows("sources", "source")
    return sorted(rows, key=lambda source: (rows[source]["label"].casefold(), source))


def listed(kind: str, which: str, index: dict) -> list[str]:
    """The ids of a kind that a chapter uses, that none uses, or all."""
    return [identifier for identifier in known(kind)
            if not which or (which == "used") == bool(index.get((kind, identifier), ([],))[0])]


class FillIndex(SphinxPostTransform):
    """Fills in tables and numbers before references are resolved."""

    default_priority = 5

    def run(self, **kwargs):
        tables = [node for node in self.document.findall(nodes.table) if "index_of" in node]
        counts = list(self.document.findall(evidence_count))
        if not tables and not counts:
            return
        index = indexed(self.env)
        for count in counts:
            kind, which = count["counted"]
            count.replace_self(nodes.Text(str(len(listed(kind, which, index)))))
        for table in tables:
            self.fill(table, index)

    def fill(self, table, index):
        kind, unused, docname = table["index_of"]
        body = next(iter(table.findall(nodes.tbody)))
        records = []
        for identifier in listed(kind, "unused" if unused else "used", index):
            chapters, others = index.get((kind, identifier), ([], Counter()))
            words = evidence.shortened(evidence.note(kind, identifier).words, OPENING)
            cells = [[citations.reference(kind, identifier, docname)], [nodes.Text(words)]]
            if not unused:
                cells.append(self.links(docname, chapters))
            cells.append(self.links(docname, [(page, "", self.title(page)) for page in others]))
            body += row(*cells)
            texts = ("".join(node.astext() for node in cell) for cell in cells[1:])
            records.append(dict(zip(WIDTHS[kind, unused], (identifier, *texts))))
        fields = [dict(zip(("name", "title", "format", "description"), (name, *FIELDS[name]))) for name in WIDTHS[kind, unused]]
        table["resource"] = json.dumps({"name": table["ids"][0], "title": table[0].astext(), "data": records,
                                        "schema": {"fields": fields}}, ensure_ascii=False)

    def title(self, page):
        return FRONT if page == self.env.config.root_doc else self.env.titles[page].astext()

    def links(self, docname, places):
        found = []
        for page, anchor, words in places:
            link = make_refnode(self.app.builder, docname, page, anchor, nodes.inline("", words))
            found += [nodes.Text("; ")] * bool(found) + [link]
        return found


def rewrite(app, env):
    """The pages with an index, where what they show has changed since they were last written.

    Web pages are written one by one; the other formats are written whole as soon as any page has changed.
    """
    if app.builder.name != "html" or not env.__dict__.get("press_indexes"):
        return []
    notes = [evidence.note(kind, identifier) for kind in INDEXED for identifier in known(kind)]
    shown = json.dumps([
        [[*key, uses, sorted(others.items())] for key, (uses, others) in indexed(env).items()],
        [[note.name, note.words] for note in notes],
        [[page, env.titles[page].astext()] for page in pages(env)],
    ])
    digest = hashlib.sha256(shown.encode()).hexdigest()
    stale = [name for name, shown_last in env.press_indexes.items() if shown_last != digest]
    env.press_indexes.update(dict.fromkeys(stale, digest))
    return stale


def setup(app):
    app.add_node(evidence_count)
    app.add_directive("evidence-index", EvidenceIndex)
    app.add_role("evidence-count", EvidenceCount())
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-get-updated", rewrite, priority=900)  # after sections and exhibits have their numbers
    app.add_post_transform(FillIndex)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
