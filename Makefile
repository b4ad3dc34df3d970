# Two commands set everything up: `make serve` and `make test`. Both need only python3 (3.11 or newer, with venv) and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: conformance serve test lint types tests data docs lock clean packages

serve: $(VENV)/installed
	$(BIN)/devzone-kg serve --host $(HOST) --port $(PORT)

test: lint types tests

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

tests: $(VENV)/installed-dev packages
	$(BIN)/pytest

# Ten thousand mutated texts: minutes, and so no part of `make test`, which makes a short run.
fuzz: $(VENV)/installed-dev
	$(BIN)/python benchmarks/fuzz.py $(FOLDER)

# The committed graph of the seed plan, rebuilt byte for byte from its text.
data: $(VENV)/installed
	$(BIN)/devzone-kg build data/plan.txt --output data/plan.ttl --inferred data/plan-inferred.ttl

# The W3C suite through the endpoint: RDF_TESTS is a checkout of github.com/w3c/rdf-tests.
conformance: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.conformance $(RDF_TESTS)

# What the documentation derives from the code.
docs: $(VENV)/installed
	$(BIN)/python -c 'from devzone_kg.facts_schema import schema_text; print(schema_text(), end="")' > docs/facts.schema.json
	$(BIN)/python -m devzone_kg.reference build/docs

# The locked requirements, from pyproject.toml.
lock: $(VENV)/installed-dev
	$(PIP) install -q uv
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 -q \
		-o requirements.txt pyproject.toml
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 -q \
		--extra dev --extra owl -c requirements.txt -o requirements-dev.txt pyproject.toml

# Debian packages that some tests use (a browser, LibreOffice): installed here where that is possible, else those tests are
# skipped and say so.
packages:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		wanted=; \
		command -v chromium >/dev/null || wanted="chromium fonts-noto-cjk"; \
		command -v soffice >/dev/null || wanted="$$wanted libreoffice-writer-nogui fonts-noto-cjk"; \
		if [ -n "$$wanted" ]; then apt-get update -qq && apt-get install -y -qq --no-install-recommends $$wanted >/dev/null; fi; \
	fi

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "devzone-kg needs Python 3.11 or newer; $(PYTHON) is older (say which one to use with PYTHON=…)" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "python3 has no venv (on Debian: apt install python3-venv)" >&2; exit 2; }
	@touch $@

$(VENV)/installed: requirements.txt pyproject.toml | $(VENV)/python
	@echo "Installing devzone-kg into $(VENV) (once; a minute or two)"
	@$(PIP) install -q --require-hashes -r requirements.txt
	@$(PIP) install -q --no-deps -e ./
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Installing the development tools into $(VENV) (once)"
	@$(PIP) install -q --require-hashes -r requirements-dev.txt
	@touch $@
