"""The real book, built once for the tests that read it as a reader does."""
import subprocess
import sys

import pytest

from barometer import ROOT


@pytest.fixture(scope="session")
def edition():
    """The folder `_build` after a build of the whole book; what is up to date is not built again."""
    built = subprocess.run([sys.executable, "-m", "press", "book"], cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    return ROOT / "_build"
