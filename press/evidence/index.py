"""The evidence index: where the report uses each passage and each public source, and which it never uses.

    ```{evidence-index} passage
    :name: tab-passages-used
    :title: Where the report uses each passage
    ```

makes a table of the passages that a chapter refers to, with links to the sections, figures and tables; with the flag
`:unused:` a table of the others. `source` in place of `passage` does the same for public sources. The role
{evidence-count}`passage`, or `passage used`, or `passage unused`, is their number.

A use is a reference, wherever it stands: in the text, a table, a caption or a source line (see `uses`). Uses
outside the chapters of the report have a column of their own. The tables are filled in when they are written, and
written again whenever a reference anywhere has changed. Each carries its rows as a data resource too, as the tables that
cells return do (`press.exhibits.tables`).
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

from press import evidence
from press.evidence import citations
from press.evidence.uses import INDEXED, indexed, pages

logger = logging.getLogger(__name__)

OPENING = 90
"""Characters of a wording or title."""
SHORT = 14
"""Characters of a link that stays on one line, as the number of an exhibit does."""
FRONT = "Front page"
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
    option_spec = {"name": directives.unchanged_required, "title": directives.unchanged_required,
                   "unused": directives.flag}

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


def collect(app, doctree):
    """Note that a page holds an index; what it showed last is noted by `rewrite`."""
    if any("index_of" in node for node in doctree.findall(nodes.table)) or any(doctree.findall(evidence_count)):
        app.env.__dict__.setdefault("press_indexes", {})[app.env.docname] = ""


def forget(app, env, docname):
    env.__dict__.get("press_indexes", {}).pop(docname, None)


def merge(app, env, docnames, other):
    env.__dict__.setdefault("press_indexes", {}).update(
        {name: shown for name, shown in other.__dict__.get("press_indexes", {}).items() if name in docnames})


def known(kind: str) -> list[str]:
    """All ids of a kind, in order: passages as they stand in the seeds, sources by their label."""
    if kind == "passage":
        return list(citations.passages())
    rows = citations.rows("sources", "source")
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
        keys = "name", "title", "format", "description"
        fields = [dict(zip(keys, (name, *FIELDS[name]))) for name in WIDTHS[kind, unused]]
        table["resource"] = json.dumps({"name": table["ids"][0], "title": table[0].astext(), "data": records,
                                        "schema": {"fields": fields}}, ensure_ascii=False)

    def title(self, page):
        return FRONT if page == self.env.config.root_doc else self.env.titles[page].astext()

    def links(self, docname, places):
        found = []
        for page, anchor, words in places:
            whole = ["unbroken"] if len(words) <= SHORT else []  # "Table" is not left behind by its number
            link = make_refnode(self.app.builder, docname, page, anchor, nodes.inline("", words, classes=whole))
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
