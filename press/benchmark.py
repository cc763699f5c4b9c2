"""Measures what readers and builders wait for: seconds of a build and of the analysis, weight of pages and PDF.

`make bench` calls it. It measures and judges nothing: a slow machine is no fault of the book.
"""
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote

from press import edition

OWN = re.compile(r'<(?:script|link|img|source)\b[^>]*?\b(?:src|href)="([^"#?:]+\.(?:css|js|svg|png|woff2?))[?"]')


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def weight(page: Path) -> int:
    """Bytes of a page with the style sheets, scripts and images that it names itself, uncompressed."""
    text = page.read_text(encoding="utf-8")
    named = {(page.parent / unquote(address)).resolve() for address in OWN.findall(text)}
    return page.stat().st_size + sum(path.stat().st_size for path in named if path.is_file())


def main():
    build = [sys.executable, "-m", "press", "book"]
    shutil.rmtree(edition.BUILD, ignore_errors=True)
    for what in ("cold, nothing kept", "warm, nothing changed"):
        print(f"build, {what}: {seconds(build):.1f} s", flush=True)
    analysis = subprocess.run([sys.executable, "-m", "barometer.analysis"], check=True, capture_output=True, text=True)
    for line in analysis.stdout.splitlines():
        if line.endswith((" s)", " s in all")):
            print(f"analysis, {line}")
    for page in sorted(edition.HTML.rglob("*.html")):
        print(f"{page.relative_to(edition.HTML)}: {page.stat().st_size / 1e3:.0f} kB, "
              f"{weight(page) / 1e6:.2f} MB with what it names")
    print(f"{edition.PDF.name}: {edition.PDF.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
