# Everything needs only this: Python 3.11 or later and make. `make help` lists the commands.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV   := .venv
PYTHON := $(VENV)/bin/python
# Written last, so that an interrupted installation is taken up again.
READY  := $(VENV)/.ready

# The newest Python on this machine that the pinned versions were tried with; override: make book BASE_PYTHON=/path/to/python
BASE_PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1 && command -v $$p && break; done)

# An environment belongs to its folder: in a copy of the book it would run the first book's code.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
  $(shell rm -f $(READY))
endif

.PHONY: help book html pdf epub lab test bench clean

help:      ## this list
	@grep -E '^[a-z]+: .*##' Makefile | sed -E 's/^([a-z]+):[^#]*## */  make \1\t/' | expand -t 16

book: $(READY)  ## the whole edition: web pages, PDF, EPUB, executed notebooks
	@$(PYTHON) -m press book

html: $(READY)  ## the web pages, with the PDF and EPUB files that they offer
	@$(PYTHON) -m press html

pdf: $(READY)   ## the same, and the PDF in _build/pdf
	@$(PYTHON) -m press pdf

epub: $(READY)  ## the same, and the EPUB in _build/epub
	@$(PYTHON) -m press epub

lab: $(READY)   ## JupyterLab on the chapters (options: LAB_OPTIONS="--no-browser")
	@$(PYTHON) -m jupyterlab $(LAB_OPTIONS) chapters/

test: $(READY)  ## all tests, those of the built book included
	@$(PYTHON) -m pytest -n logical --maxprocesses 4 --dist loadfile

bench: $(READY) ## seconds of a build, weight of the pages
	@$(PYTHON) -m press.benchmark

clean:     ## remove what builds made (the environment stays)
	rm -rf _build

# uv installs the pinned set in seconds; pip does the same, slower, where uv has no wheel.
# Compiling to bytecode now spares every later start about two seconds; what no chapter imports is left out.
UNREAD := /(tests?|_vendored|playwright|jupyterlab|notebook|setuptools|pip|uv|babel/locale-data)/

$(READY): requirements.txt pyproject.toml
	@test -n "$(BASE_PYTHON)" || { \
	  echo "This book needs Python 3.11, 3.12 or 3.13 with its venv module (on Debian: apt install python3-venv)." >&2; \
	  echo "None was found on the PATH. If it is elsewhere: make BASE_PYTHON=/path/to/python3.12 ..." >&2; exit 1; }
	@$(BASE_PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
	  echo "$(BASE_PYTHON) does not run, or is not Python 3.11, 3.12 or 3.13." >&2; exit 1; }
	@echo "Installing the pinned packages into $(VENV) with $(BASE_PYTHON): half a minute, 1 GB"
	@$(BASE_PYTHON) -m venv --clear $(VENV)
	@if $(PYTHON) -m pip install --quiet --disable-pip-version-check uv==0.13.9; then \
	  $(PYTHON) -m uv pip install --quiet --python $(PYTHON) -r requirements.txt; \
	else \
	  echo "uv is not to be had here; pip takes its place" >&2; \
	  $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-compile -r requirements.txt; fi
	@$(PYTHON) -m compileall -q -j 0 -x '$(UNREAD)' $(VENV)/lib >/dev/null || true
	@echo '$(CURDIR)' > $(READY)
