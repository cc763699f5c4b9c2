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

.PHONY: help book html pdf lab test clean

help:      ## this list
	@grep -E '^[a-z]+: .*##' Makefile | sed -E 's/^([a-z]+):[^#]*## */  make \1\t/' | expand -t 16

book: $(READY)  ## the whole edition: web pages, PDF, executed notebooks
	@$(PYTHON) -m press book

html: $(READY)  ## the web pages alone
	@$(PYTHON) -m press html

pdf: $(READY)   ## the PDF alone
	@$(PYTHON) -m press pdf

lab: $(READY)   ## JupyterLab on the chapters
	@$(PYTHON) -m jupyterlab chapters/

test: $(READY)  ## all tests, those of the built book included
	@$(PYTHON) -m pytest

clean:     ## remove what builds made (the environment stays)
	rm -rf _build

# uv installs the pinned set in seconds; pip does the same, slower, where uv has no wheel.
# Compiling to bytecode now spares every later start about two seconds.
$(READY): requirements.txt pyproject.toml
	@test -n "$(BASE_PYTHON)" || { \
	  echo "This book needs Python 3.11, 3.12 or 3.13 with its venv module (on Debian: apt install python3-venv)." >&2; \
	  echo "None was found on the PATH; found: $$(python3 --version 2>&1 || true)." >&2; \
	  echo "If it is elsewhere: make BASE_PYTHON=/path/to/python3.12 ..." >&2; exit 1; }
	@$(BASE_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python %d.%d is too old: 3.11 or later is needed." % sys.version_info[:2])'
	@echo "Installing the pinned packages into $(VENV) with $(BASE_PYTHON)"
	@$(BASE_PYTHON) -m venv --clear $(VENV)
	@if $(PYTHON) -m pip install --quiet --disable-pip-version-check uv==0.13.9; then \
	  $(PYTHON) -m uv pip install --quiet --python $(PYTHON) --compile-bytecode -r requirements.txt; \
	else \
	  echo "uv is not to be had here; pip takes its place" >&2; \
	  $(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt; fi
	@touch $(READY)
