"""The real book, built once for the tests that read it as a reader does; each page is parsed once, and opened once at a
desk and once on a phone."""
import fcntl
import re
import subprocess
import sys

import bs4
import pytest

from barometer import ROOT

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def edition():
    """The folder `_build` after a build of the whole book; what is up to date is not built again."""
    (ROOT / "_build").mkdir(exist_ok=True)
    with (ROOT / "_build" / ".tests").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of several processes that run tests, one builds; the others find it built
        built = subprocess.run([sys.executable, "-m", "press", "book"], cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    return ROOT / "_build"


@pytest.fixture(scope="session")
def trees(edition):
    """Every page as parsed HTML, by its path in the book; whoever takes something out of a tree copies it first."""
    names = ["index", *re.findall(r"- file: (chapters/\S+)", re.sub(r"#.*", "", (ROOT / "_toc.yml").read_text()))]
    return {name: bs4.BeautifulSoup((edition / "html" / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
            for name in names}


@pytest.fixture(scope="session")
def visit(browser, edition):
    """Opens a page from the file system; what it asked for and said is kept beside it. Close its context at the end.

    Nothing moves in it: a color on its way from day to night would be neither.
    """
    def opened(name, **options):
        context = browser.new_context(**{"viewport": WIDE, "color_scheme": "light", "reduced_motion": "reduce"} | options)
        page = context.new_page()
        page.asked, page.said = [], []
        asked, said = page.asked, page.said
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: message.type in ("warning", "error") and said.append(message.text))
        page.goto((edition / "html" / f"{name}.html").as_uri(), wait_until="load")
        return page

    return opened


# pytest runs the tests of one page one after another, so each page below is opened once for all of them. They leave it as
# they found it.


@pytest.fixture(scope="session")
def at_desk(request, visit):
    """A page in a wide window; its charts and its end have been seen, so what loads late has been asked for."""
    page = visit(request.param)
    charts = page.locator("figure.exhibit.chart")
    for number in range(charts.count()):
        charts.nth(number).scroll_into_view_if_needed()
        charts.nth(number).locator(".vega-embed svg").first.wait_for(timeout=10_000)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(300)
    page.asked, page.said = list(page.asked), list(page.said)  # what axe-core asks for later is not the page's doing
    yield page
    page.context.close()


@pytest.fixture(scope="session")
def on_phone(request, visit):
    page = visit(request.param, viewport=NARROW)
    yield page
    page.context.close()
