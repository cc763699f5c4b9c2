"""What tests of any part may use."""
import os
import shutil

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
