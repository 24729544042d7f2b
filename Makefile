# The targets are the README's commands. `make help` lists them.
#
# The environment is .venv in this folder. It is filled from the hash-locked files without resolving
# anything (--no-deps): the locks are complete for every system, and what is not in them is not installed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
DEMO := outputs/demo
FACTS := outputs/facts
STARTS := outputs/two_starts
ADMISSION := outputs/admission_levers
LAYOUT := outputs/layout_options
STAFFING := outputs/staff_and_money
FUTURE := outputs/staff_to_2040
SCORECARD := outputs/scorecard
SCORECARD_2025 := outputs/scorecard_2025

.DEFAULT_GOAL := help
.PHONY: help demo facts admission layout staffing scorecard effects test lint format floors bench performance verify accuracy golden docs results lock clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

# ---- the environment ----------------------------------------------------------------------------

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "error: Python 3.11 or newer is needed; run 'make PYTHON=python3.11 ...'"; exit 2; }
	$(PYTHON) -m venv $(VENV)

# Stamps remember which lock was installed last; the development lock contains the other.
$(VENV)/run.stamp: requirements.txt pyproject.toml | $(PY)
	$(PIP) install --require-hashes --no-deps -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt pyproject.toml | $(PY)
	$(PIP) install --require-hashes --no-deps -r requirements-dev.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(VENV)/run.stamp $@

# ---- what a user runs ---------------------------------------------------------------------------

demo: $(VENV)/run.stamp  ## project Tonghua 2017-2035 under four scenarios into outputs/demo, with workbook and figures
	rm -rf $(DEMO)
	$(BIN)/sim batch scenarios/demo.yaml --out $(DEMO)
	$(BIN)/sim compare $(DEMO)
	$(BIN)/sim compare $(DEMO) --csv $(DEMO)/compare.csv
	$(BIN)/sim report $(DEMO) --lang zh
	@echo "Results: $(DEMO)/report/tables.xlsx, $(DEMO)/report/figures/, $(DEMO)/compare.csv, $(DEMO)/README.md"

facts: $(VENV)/run.stamp  ## set the model beside published figures: outputs/facts.csv, docs/facts.md, docs/two_starts.md
	rm -rf $(FACTS) $(STARTS)
	$(BIN)/sim batch scenarios/facts.yaml --out $(FACTS)
	$(BIN)/sim facts --out $(FACTS) --csv outputs/facts.csv --page docs/facts.md
	$(BIN)/sim batch scenarios/two_starts.yaml --out $(STARTS)
	$(BIN)/sim starts --out $(FACTS) --later $(STARTS) --page docs/two_starts.md

admission: $(VENV)/run.stamp  ## compare the levers of admission over thirty seeds: docs/admission_levers.md
	rm -rf $(ADMISSION)
	$(BIN)/sim batch scenarios/admission_levers.yaml --out $(ADMISSION)
	$(PY) docs/admission_levers.py $(ADMISSION)

layout: $(VENV)/run.stamp  ## compare seven options of school layout over thirty seeds: docs/layout_options.md
	rm -rf $(LAYOUT)
	$(BIN)/sim batch scenarios/layout_options.yaml --out $(LAYOUT)
	$(PY) docs/layout_options.py $(LAYOUT)

staffing: $(VENV)/run.stamp  ## teachers and money to 2040, and what a million yuan a year buys: docs/staff_and_money.md
	rm -rf $(STAFFING) $(FUTURE)
	$(BIN)/sim batch scenarios/staff_and_money.yaml --out $(STAFFING)
	$(BIN)/sim batch scenarios/staff_to_2040.yaml --out $(FUTURE)
	$(PY) docs/staff_and_money.py $(STAFFING) $(FUTURE)

scorecard: $(VENV)/run.stamp  ## judge every target to 2040, from 2017 and from 2025: docs/scorecard.md
	rm -rf $(SCORECARD) $(SCORECARD_2025)
	$(BIN)/sim batch scenarios/scorecard.yaml --out $(SCORECARD)
	$(BIN)/sim batch scenarios/scorecard_2025.yaml --out $(SCORECARD_2025)
	$(PY) docs/scorecard.py $(SCORECARD) $(SCORECARD_2025)

# A file's tests stay on one core: they share what the file has set up.
test: $(VENV)/dev.stamp  ## set up and pass the tests on every core (about thirteen minutes on two)
	$(PY) -m pytest -q -n logical --dist loadfile tests

# ---- what a contributor runs --------------------------------------------------------------------

lint: $(VENV)/dev.stamp  ## check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/dev.stamp  ## mend style and format where a tool can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

floors: $(VENV)/dev.stamp  ## check that each folder imports only lower floors
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/dev.stamp  ## measure speed and memory into outputs/bench.json
	$(PY) benchmarks/bench.py --out outputs/bench.json

performance: $(VENV)/dev.stamp  ## write the tables of docs/performance.md from outputs/bench.json
	$(PY) docs/performance.py outputs/bench.json

verify: $(VENV)/dev.stamp  ## run the statistical and long tests and write docs/verification.md
	$(PY) -m pytest -q -m verify --page docs/verification.md tests

accuracy: $(VENV)/dev.stamp  ## SIM_DATA=FOLDER: test forecasts and classes on open data and write docs/accuracy.md
	OPENBLAS_NUM_THREADS=1 SIM_DATA="$(SIM_DATA)" $(PY) -m pytest -q -m needs_data tests
	OPENBLAS_NUM_THREADS=1 SIM_DATA="$(SIM_DATA)" $(PY) -m tests.accuracy.page docs/accuracy.md

golden: $(VENV)/dev.stamp  ## refresh the golden hashes; add a line to CHANGELOG.md that says why
	$(PY) -m pytest -q -m golden --refresh-golden tests

effects: $(VENV)/dev.stamp  ## measure the effect of every lever again (some minutes): sim/policies/effects.csv
	$(PY) -m tests.policies.effects

docs: $(VENV)/dev.stamp  ## write the generated pages of docs/
	$(PY) docs/generate.py

results: $(VENV)/dev.stamp  ## bring README's results up to date with outputs/demo, after `make demo`
	$(BIN)/sim report $(DEMO) --lang en
	$(PY) docs/results.py $(DEMO)

# The newest pip-tools on the oldest Python we support; run it there so that the locks serve all.
LOCK := --quiet --generate-hashes --strip-extras --allow-unsafe --all-build-deps --no-header \
        --no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock:  ## lock pyproject.toml again, keeping versions that still fit (UPGRADE=--upgrade: the newest)
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip --quiet install pip-tools
	.venv-lock/bin/pip-compile $(LOCK) $(UPGRADE) -o requirements.txt pyproject.toml
	.venv-lock/bin/pip-compile $(LOCK) $(UPGRADE) --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	rm -rf .venv-lock *.egg-info

clean:  ## remove the environment, caches and every result in outputs
	rm -rf $(VENV) .venv-lock build dist *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache .grimp_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find outputs -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
