# One door to every chore. `make run` and `make test` are the only two a fresh machine needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export SAMANVAY_HOME ?= $(CURDIR)/var
# Compiled once, not by each process anew: the tests start a hundred.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup run test quick pages check fix bench prove pins clean

setup: $(VENV)/.ready  ## the environment, with .venv/bin/samanvay

$(VENV)/.ready: requirements/run.txt pyproject.toml $(wildcard packages/*/pyproject.toml)
	@$(PYTHON) -c 'import sys; sys.exit("Samanvay needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Say: make PYTHON=python3.12 run") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e packages/insight -e packages/insight-reader-model -e .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

run: setup  ## database, migrations, the demonstration state, web, worker and ticker
	@$(BIN)/samanvay serve

test: $(VENV)/.ready-dev  ## everything the tests need, then the tests
	@scripts/browser.sh > /dev/null || true
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	@$(BIN)/mypy & types=$$!; $(BIN)/pytest -n 2 --dist worksteal --durations=20 -m ""; tests=$$?; wait $$types && exit $$tests

quick: $(VENV)/.ready-dev  ## the tests without the slow ones and without the browser
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow and not browser"

pages: $(VENV)/.ready-dev  ## every page in both languages and widths: WCAG 2.2 AA, reflow, focus, words left in English
	EVERY_PAGE=1 $(BIN)/pytest -s -m "" tests/access/test_every_page.py

check: $(VENV)/.ready-dev  ## style, order of the rooms, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python scripts/templates.py check
	$(BIN)/lint-imports
	$(BIN)/mypy

fix: $(VENV)/.ready-dev  ## what a machine can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python scripts/templates.py fix

$(VENV)/.ready-bench: $(VENV)/.ready-dev requirements/bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

bench: $(VENV)/.ready-bench  ## measurements beside peers; prints tables, asserts nothing
	$(BIN)/python -m benchmarks

prove: setup  ## each promise and its proof
	@$(BIN)/samanvay prove

LOCAL := --no-emit-package samanvay-insight --no-emit-package samanvay-insight-reader-model
pins:  ## compile requirements/*.txt anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header $(LOCAL) --python-version 3.11 pyproject.toml --group build -o requirements/run.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header $(LOCAL) --python-version 3.11 pyproject.toml --group build --group dev -c requirements/run.txt -o requirements/dev.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header $(LOCAL) --python-version 3.11 pyproject.toml --group build --group bench -c requirements/dev.txt -o requirements/bench.txt

clean:  ## the environment; never the data
	rm -rf $(VENV)
