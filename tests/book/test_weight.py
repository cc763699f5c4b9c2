"""How much a reader's browser has to fetch. The shared bundle that makes charts interactive comes later, and only where seen."""
import re

import pytest

from barometer import ROOT

NAMES = ["index", *re.findall(r"- file: (chapters/\S+)", re.sub(r"#.*", "", (ROOT / "_toc.yml").read_text())), "search"]
TEXT, WITH_CHARTS = 900_000, 1_300_000


def weights(edition, name) -> dict[str, int]:
    """Bytes of a page and of each script, style and image it names; fonts, which styles name, are counted apart."""
    page = edition / "html" / f"{name}.html"
    html = page.read_text(encoding="utf-8")
    found = {page.name: page.stat().st_size}
    named = re.findall(r"<(?:script|img)[^>]*\ssrc=\"([^\"]+)\"|<link(?=[^>]*stylesheet|[^>]*icon)[^>]*\shref=\"([^\"]+)\"", html)
    for address in {a or b for a, b in named}:
        if not address.startswith("data:"):
            file = (page.parent / address.partition("?")[0]).resolve()
            found[file.name] = file.stat().st_size
            assert "@import" not in (file.read_text(encoding="utf-8") if file.suffix == ".css" else "")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_light(edition, name):
    found = weights(edition, name)
    charts = "chart-frame" in (edition / "html" / f"{name}.html").read_text(encoding="utf-8")
    assert sum(found.values()) <= (WITH_CHARTS if charts else TEXT), sorted(found.items(), key=lambda item: -item[1])


@pytest.mark.parametrize("name", NAMES)
def test_a_page_names_no_script_that_it_does_not_need(edition, name):
    html = (edition / "html" / f"{name}.html").read_text(encoding="utf-8")
    scripts = " ".join(re.findall(r"<script[^>]* src=\"([^\"?]+)", html))
    assert not re.search(r"fontawesome|mathjax|thebe|bootstrap|require|theme", scripts, re.I)
    assert ("searchtools.js" in scripts) == (name == "search")
    assert ("copybutton.js" in scripts) == ('class="cell_input' in html)
    assert ("charts.js" in scripts) == ("chart-frame" in html)


def test_what_styles_and_scripts_together_weigh(edition):
    """What every page brings along, whatever is on it, before its own text: a tenth of what the theme would bring."""
    found = weights(edition, "chapters/glossary" if "chapters/glossary" in NAMES else NAMES[-2])
    assert sum(size for file, size in found.items() if not file.endswith(".html")) < 200_000


def test_every_file_that_a_style_names_exists(edition):
    static = edition / "html/_static"
    for style in static.rglob("*.css"):
        for address in re.findall(r"url\([\"']?([^)\"']+)", style.read_text(encoding="utf-8")):
            assert address.startswith("data:") or (style.parent / address.partition("?")[0]).exists(), (style.name, address)
