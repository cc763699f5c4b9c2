"""What tests of any part may use."""
import os
import shutil
import subprocess

import pypdf
import pytest


def pytest_sessionstart(session):
    """Broken evidence ends the run at once: one message that names it says more than a hundred tests that stumble."""
    from barometer import evidence, seeds
    from barometer.faults import BrokenData

    try:
        evidence.check()
    except (BrokenData, seeds.AlteredSeed) as fault:
        pytest.exit(str(fault), returncode=1)


@pytest.fixture(scope="session")
def browser():
    """An installed Chromium, driven by Playwright: on the PATH, or where BAROMETER_CHROMIUM says."""
    program = os.environ.get("BAROMETER_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not program:
        pytest.skip("no browser: install Chromium or set BAROMETER_CHROMIUM to its path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def words_of():
    """Reads all words of a PDF, in the order in which its letters are set: by Poppler, which takes a tenth of the time, or
    without it by pypdf."""
    def words(path) -> str:
        if program := shutil.which("pdftotext"):
            return subprocess.run([program, "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)

    return words
