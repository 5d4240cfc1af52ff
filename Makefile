# hudna: `make demo` reads the example, `make test` proves everything. `make help` lists the rest.
#
# Both set up what they need on first use, into $(VENV), and touch no network afterwards.

.POSIX:
.SUFFIXES:
.DEFAULT_GOAL = help

# Any Python from 3.11 on: `make PYTHON=python3.13 VENV=.venv-3.13 test`.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV = .venv
BIN = $(VENV)/bin
RUN = $(BIN)/python -m

BASE = $(VENV)/.base-installed
DEV = $(VENV)/.dev-installed
PIP = $(RUN) pip install -qq --disable-pip-version-check --no-input
# A virtual environment whose Python is gone or cannot start is made anew.
BROKEN = $(shell test ! -e $(VENV) || $(BIN)/python -c '' 2>/dev/null || echo broken)

REGISTRY = demo/hudna.db
HUDNA = $(BIN)/hudna
SOURCES = src tests bench examples

.PHONY: help
help:  ## what can be made
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/^\([a-z]*\):.*## /make \1: /'

.PHONY: demo
demo: $(BASE)  ## read the example into a throw-away registry and show what was found
	@rm -rf demo && mkdir demo
	$(HUDNA) read --registry $(REGISTRY) --manifest examples/manifest.csv examples/documents
	$(HUDNA) list --registry $(REGISTRY)
	@shown=$$($(HUDNA) list --registry $(REGISTRY) --json | $(BIN)/python -c 'import json, sys; \
		print(next(a["id"] for a in json.load(sys.stdin) if a["accounts"][0]["name"].startswith("01-")))') && \
	echo "$(HUDNA) show --registry $(REGISTRY) $$shown" && \
	$(HUDNA) show --registry $(REGISTRY) "$$shown"
	@echo
	@echo "The registry is $(REGISTRY). Next: $(HUDNA) list --registry $(REGISTRY), or docs/tutorial.md"

.PHONY: test
test: check  ## set up and run everything that CI runs: the checks, then every test

.PHONY: check
check: lint types imports docs pytest  ## format, lint, types, import contracts, docs, tests

.PHONY: lint
lint: $(DEV)  ## is it formatted, and does the linter agree
	$(RUN) ruff format --check --quiet .
	$(RUN) ruff check --quiet .

.PHONY: types
types: $(DEV)  ## mypy --strict
	$(RUN) mypy

.PHONY: imports
imports: $(DEV)  ## the direction of dependencies
	$(BIN)/lint-imports

.PHONY: docs
docs: $(DEV)  ## build the documentation into site/, warnings are errors
	NO_MKDOCS_2_WARNING=1 $(RUN) mkdocs build --strict
	@! grep -rlE '<(script|link|img|iframe)[^>]*(src|href)="(https?:)?//' site --include='*.html' || \
		{ echo "these pages load something from another host" >&2; exit 1; }

.PHONY: pytest
pytest: $(DEV)  ## the tests alone
	$(RUN) pytest -n auto

.PHONY: format
format: $(DEV)  ## rewrite the code as the formatter has it
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

.PHONY: tutorial
tutorial: $(DEV)  ## run the tutorials and write what they print into their pages
	$(BIN)/python tests/tutorial.py
	$(BIN)/python tests/library.py

.PHONY: bench
bench: $(DEV)  ## measure what bench/README.md lists
	@for each in bench/*.py; do case $$each in */_*) continue;; esac; echo "== $$each"; $(BIN)/python $$each || exit 1; done

# Pins stay as they are unless `make lock UPGRADE=--upgrade`; needs uv on the path.
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate $(UPGRADE)
.PHONY: lock
lock:  ## resolve the pinned requirements again
	$(LOCK) --output-file requirements/base.txt pyproject.toml requirements/build.in
	$(LOCK) --output-file requirements/dev.txt --constraint requirements/base.txt --extra llm --extra ocr --extra postgres \
		pyproject.toml requirements/build.in requirements/dev.in requirements/docs.in

.PHONY: clean
clean:  ## remove everything that was made, the environment included
	rm -rf $(VENV) demo site dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache .coverage
	find src tests bench examples -name __pycache__ -type d -exec rm -rf {} +

$(BASE): requirements/base.txt pyproject.toml $(BROKEN)
	@if [ -z "$(PYTHON)" ] || ! command -v "$(PYTHON)" >/dev/null 2>&1; then \
		echo "hudna needs Python 3.11 or newer with venv and pip, and finds none." >&2; \
		echo "On Debian or Ubuntu: apt-get install python3 python3-venv" >&2; \
		echo "Another Python: make PYTHON=/path/to/python3" >&2; exit 1; fi
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "hudna needs Python 3.11 or newer; $(PYTHON) is older." >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "$(PYTHON) lacks venv; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) (once)"
	@$(BIN)/python -c '' 2>/dev/null || "$(PYTHON)" -m venv --clear $(VENV)
	@$(PIP) --require-hashes -r requirements/base.txt
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(DEV): requirements/dev.txt $(BASE)
	@echo "Setting up the development tools (once)"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.PHONY: broken
broken:
