"""Measures what readers and builders wait for: seconds of a build and of the analysis, weight of pages, PDF and EPUB.

`make bench` calls it. It measures and judges nothing: a slow machine is no fault of the book.
"""
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote

from press import companions, edition

OWN = re.compile(r'<(?:script|link|img|source)\b[^>]*?\b(?:src|href)="([^"#?:]+\.(?:css|js|svg|png|woff2?))[?"]')
CHART = 'class="chart-frame'
KINDS = {False: "text page, meant to stay below 0.9 MB", True: "chart page, meant to stay below 1.3 MB"}
"""By whether there is a chart in the page. The script that draws charts comes on top, once for the whole book."""


def seconds(command: list[str]) -> tuple[float, list[str]]:
    """How long a command takes, and the lines with the seconds of its steps."""
    started = time.perf_counter()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return time.perf_counter() - started, [line.strip() for line in said.splitlines() if line.endswith(" s")]


def weight(page: Path) -> int:
    """Bytes of a page with the style sheets, scripts and images that it names itself, uncompressed."""
    text = page.read_text(encoding="utf-8")
    named = {(page.parent / unquote(address)).resolve() for address in OWN.findall(text)}
    return page.stat().st_size + sum(path.stat().st_size for path in named if path.is_file())


def builds():
    build = [sys.executable, "-m", "press", "book"]
    shutil.rmtree(edition.BUILD, ignore_errors=True)
    for what in ("cold, nothing kept", "warm, nothing changed"):
        taken, steps = seconds(build)
        print(f"build, {what}: {taken:.1f} s", *steps, sep="\n  ", flush=True)


def pages():
    for page in sorted(edition.HTML.rglob("*.html")):
        kind = KINDS[CHART in page.read_text(encoding="utf-8")]
        print(f"{page.relative_to(edition.HTML)}: {page.stat().st_size / 1e3:.0f} kB, "
              f"{weight(page) / 1e6:.2f} MB with what it names ({kind})")


def main():
    builds()
    analysis = subprocess.run([sys.executable, "-m", "barometer.analysis"], check=True, capture_output=True, text=True)
    for line in analysis.stdout.splitlines():
        if line.endswith((" s)", " s in all")):
            print(f"analysis, {line}")
    pages()
    bound = [edition.PDF, edition.EPUB, *sorted((edition.HTML / companions.FOLDER).glob("*.pdf"))]
    for file in bound:
        print(f"{file.relative_to(edition.BUILD)}: {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
