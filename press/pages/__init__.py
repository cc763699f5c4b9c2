"""The look of the web pages, and what is taken out of the theme so that they ask nothing of any other host.

Templates of the theme that are replaced lie in `templates/`, each saying why; style and scripts lie in `static/`.
In the package, too: `stylesheets` keeps of the theme's styles what pages use, `finding` tells the search what there is besides
pages, and `overview` lists the pages.
"""
import shutil
from pathlib import Path

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from myst_nb.sphinx_ext import add_global_html_resources
from sphinx.transforms.post_transforms import SphinxPostTransform

from press.exhibits import WEB
from press.exhibits.drawing import FONTS

PRESS = Path(__file__).parents[1]
CODE = "Code"


def add_folders(app, config):
    config.templates_path = [str(PRESS / "templates"), *config.templates_path]
    config.html_static_path = [*config.html_static_path, str(PRESS / "static")]
    config.html_favicon = config.html_favicon or str(PRESS / "static" / "favicon.svg")


def add_assets(app):
    """Serve the fonts of the book from the book. Only the web's own format goes along, not the files for the PDF."""
    if app.builder.format != "html":
        return
    (Path(app.outdir) / "_static").mkdir(exist_ok=True)  # where myst-nb writes its style sheet, for an EPUB as well
    if app.builder.name not in WEB:  # the EPUB is made while pages are written, and must not take their fonts away
        return
    assets = Path(app.outdir).parent / "assets"
    shutil.rmtree(assets / "fonts", ignore_errors=True)
    served = assets / "fonts" / "fonts"
    served.mkdir(parents=True)
    for font in sorted(FONTS.glob("*.woff2")):
        shutil.copy2(font, served)
    app.config.html_static_path.append(str(served.parent))
    # myst-nb brings its style sheet only after the pages are written, so their first version would lack the checksum
    # of its address that the second has.
    add_global_html_resources(app, None)


def _folded(node) -> bool:
    return (isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"
            and "tag_show-input" not in node["classes"])


def hide_code(app, doctree):
    """Fold the code of every cell, so that the report reads as a report; a cell tagged `show-input` stays open.

    Cells that follow one another fold behind one word: those that show nothing join the next.
    """
    for cell in [node for node in doctree.findall(nodes.container) if _folded(node)]:
        cell["hide_mode"] = "input"
        cell["prompt_show"] = cell["prompt_hide"] = CODE
        if any(child.get("nb_element") == "cell_code_output" for child in cell.children):
            continue
        follower = cell.next_node(descend=False, siblings=True)
        if _folded(follower):
            follower.children[0].insert(0, cell.children[0].children)
            cell.parent.remove(cell)
        else:
            cell["classes"].append("silent")


class CodeBelow(SphinxPostTransform):
    """The word that unfolds the code stands below what the code shows, not between a heading and its chart."""

    default_priority = 210  # after myst-nb has folded
    formats = ("html",)

    def run(self, **kwargs):
        for code in list(self.document.findall(HideCodeCellNode)):
            cell = code.parent
            cell.remove(code)
            cell.append(code)


def visit_folded_code(self, node):
    self.body.append(f'<details class="folded-code"><summary>{CODE}</summary>\n')


def depart_folded_code(self, node):
    self.body.append("</details>\n")


def visit_citation(self, node):
    """An entry of a bibliography; docutils makes it a list item outside any list, which screen readers stumble over."""
    self.body.append(self.starttag(node, "div", CLASS="citation"))


def depart_citation(self, node):
    self.body.append("</div>\n")


def visit_label(self, node):
    if isinstance(node.parent, nodes.citation):
        # The entry begins with its author and year; a label before it would say the same twice.
        raise nodes.SkipNode
    type(self).visit_label(self, node)


def depart_label(self, node):
    type(self).depart_label(self, node)


NEEDED = {
    "scripts/sphinx-book-theme.js": None,  # `page.js` does what the theme's scripts do
    "styles/theme.css": None,              # no more than an import of basic.css
    "sphinx_highlight.js": None,           # `page.js` marks words without taking the text apart
    "doctools.js": "search", "finding.css": "search",
    "clipboard.min.js": 'class="cell_input', "copybutton.js": 'class="cell_input', "copybutton.css": 'class="cell_input',
    "design-tabs.js": 'class="sd-tab-', "sphinx-design.min.css": 'class="sd-',
}
"""Scripts and styles that stand on every page, by what a page must hold to need them; `search` is the page of results."""


def trim(app, pagename, templatename, context, doctree):
    """Each script and style sheet once, as several extensions add the same ones, and none that the page does not need."""
    body = context.get("body") or ""

    def needed(file, code):
        if code and code.startswith("DOCUMENTATION_OPTIONS.pagename"):
            return False
        evidence = next((why for name, why in NEEDED.items() if file.endswith(f"_static/{name}")), "")
        return evidence is not None and (pagename == "search" if evidence == "search" else evidence in body)

    for kind in ("script_files", "css_files"):
        seen, kept = set(), []
        for file in context.get(kind, []):
            key = (str(getattr(file, "filename", file)), (getattr(file, "attributes", None) or {}).get("body"))
            if key not in seen and needed(*key):
                seen.add(key)
                kept.append(file)
        context[kind] = kept


def name_front_page(app, pagename, templatename, context, doctree):
    """The front page bears the title of the book; the theme would say it twice."""
    if pagename == app.config.root_doc:
        context["docstitle"] = ""


def prepare_search(app, pagename, templatename, context, doctree):
    """Pages opened as files may not fetch others, so the search then lists titles without excerpts."""
    if pagename == "search":
        app.add_js_file(None, body="if (location.protocol === 'file:') DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;")


def sweep(app, exception):
    """Take out pages of chapters that are no more, and what no page asks for: scripts of the theme, its icons, its
    words in other languages."""
    if exception or app.builder.name not in WEB:
        return
    made = {app.builder.get_outfilename(name) for name in (*app.env.all_docs, "search")}
    for page in Path(app.outdir).rglob("*.html"):
        if str(page) not in made and "downloads" not in page.relative_to(app.outdir).parts:  # those see to their own
            page.unlink()
    static = Path(app.outdir) / "_static"
    for folder in ("locales", "scripts", "vendor", "images"):
        shutil.rmtree(static / folder, ignore_errors=True)
    for file in (*static.rglob("*.map"), *(static / name for name in ("sphinx_highlight.js", "plus.png", "minus.png"))):
        file.unlink(missing_ok=True)


def setup(app):
    # Jupyter Book sets this for sphinx-comments even where that is not loaded.
    app.add_config_value("comments_config", {}, "html")
    app.connect("config-inited", add_folders)
    app.connect("builder-inited", add_assets)
    app.connect("doctree-read", hide_code)
    app.connect("html-page-context", name_front_page)
    app.connect("html-page-context", prepare_search)
    app.connect("html-page-context", trim, priority=900)
    app.connect("build-finished", sweep, priority=800)
    app.add_post_transform(CodeBelow)
    app.add_node(HideCodeCellNode, override=True, html=(visit_folded_code, depart_folded_code))
    app.add_node(nodes.citation, override=True, html=(visit_citation, depart_citation))
    app.add_node(nodes.label, override=True, html=(visit_label, depart_label))
    app.add_css_file("book.css", priority=900)
    app.add_css_file("page.css", priority=910)
    app.add_css_file("finding.css", priority=910)
    app.add_js_file("page.js", loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
