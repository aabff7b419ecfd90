# Everything that a person types. `make` prints this help from the "##" comments.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8080
FLOW ?= livre-blanc
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
# Modules are compiled once, and not again by each of the processes that tests start.
unexport PYTHONDONTWRITEBYTECODE
OTHERS := .venv-bench
# What `make run` installs, and no more: what development adds would be loaded and counted, too.
INSTALLED := .venv-installed
TYPES := tests/types
WIDGETS := benchmarks/widget
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps

help: ## print this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.runtime ## set everything up, then serve on 127.0.0.1:8080 (PORT=)
	@AIMANT_PORT=$(PORT) exec $(BIN)/aimant run

play: $(VENV)/.runtime ## talk in the terminal (FLOW=bant-b2b)
	@exec $(BIN)/aimant play $(FLOW)

setup: $(VENV)/.development ## prepare .venv for development

test: $(VENV)/.development ## set everything up, then run all tests
	@$(BIN)/pytest -n $(JOBS) --dist worksteal
	@$(BIN)/pytest -n $(JOBS) --dist worksteal --backend=postgres

check: $(VENV)/.development $(TYPES)/.installed ## formatting, lint, types (JavaScript's too), the floors, the flows that ship
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/node $(TYPES)/node_modules/typescript/bin/tsc -p $(TYPES)
	@$(BIN)/python -m adapters.widget.minify --check
	@$(BIN)/lint-imports
	@$(BIN)/aimant check

widget: $(VENV)/.development ## derive widget.min.js, which visitors load, from widget.js
	@$(BIN)/python -m adapters.widget.minify

faults: $(VENV)/.development ## every fault at its full size (hours; ROWS=F1,F4 for some), into docs/reliability.md
	@$(BIN)/python -m tests.faults.report --rows "$(ROWS)"

bench: $(VENV)/.development $(OTHERS)/.installed ## turns per second; lanes in trouble; memory; understanding beside others (5 minutes)
	@$(BIN)/python -m benchmarks.understanding --others $(OTHERS)/bin/python
	@$(BIN)/python -m benchmarks.turns
	@$(BIN)/python -m benchmarks.telegram
	@$(MAKE) --no-print-directory VENV=$(INSTALLED) $(INSTALLED)/.runtime
	@$(INSTALLED)/bin/python -m benchmarks.resources
	@$(BIN)/python -m benchmarks.lanes

bench-widget: $(VENV)/.development $(WIDGETS)/node_modules/.installed ## the widget beside others: size, script time, axe, Lighthouse (needs Node 20 and Chromium; 6 minutes)
	@node $(WIDGETS)/run.mjs

shots: $(VENV)/.development ## pictures of every page and state, both languages and themes, into build/shots (needs Chromium)
	@$(BIN)/python -m benchmarks.shots

lock: $(VENV)/.development ## renew requirements*.lock from pyproject.toml (needs uv)
	@for extra in "" "-dev"; do \
	  uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
	    $${extra:+--extra dev -c requirements.lock} pyproject.toml requirements-build.in -o requirements$$extra.lock; done
	@uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --prerelease=allow requirements-bench.in -o requirements-bench.lock

clean: ## remove .venv and all that tools left behind; the data folder stays
	@rm -rf $(VENV) $(OTHERS) $(INSTALLED) $(TYPES)/node_modules $(TYPES)/.installed $(WIDGETS)/node_modules *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is older than the lock exactly when there is something to install.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed (PYTHON=...)")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python requirements.lock pyproject.toml
	@echo "Setting up .venv (once) ..."
	@$(PIP) -r requirements.lock
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.development: $(VENV)/.runtime requirements-dev.lock
	@echo "Adding what development needs (once) ..."
	@$(PIP) -r requirements-dev.lock
	@touch $@

# The type checker of the widget, by the npm that a wheel carries; the lock has its hash and names no host.
$(TYPES)/.installed: $(TYPES)/package-lock.json $(VENV)/.development
	@cd $(TYPES) && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --no-audit --no-fund --ignore-scripts --omit-lockfile-registry-resolved
	@touch $@

# The widgets that ours is measured beside, and what measures; the lock has their hashes and names no host.
$(WIDGETS)/node_modules/.installed: $(WIDGETS)/package-lock.json
	@cd $(WIDGETS) && npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

# The recognisers that the product is compared with, in an environment of their own.
$(OTHERS)/.installed: requirements-bench.lock
	@echo "Setting up $(OTHERS) (once) ..."
	@$(PYTHON) -m venv $(OTHERS)
	@$(OTHERS)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps -r requirements-bench.lock
	@touch $@

.PHONY: help run play setup test check widget faults bench bench-widget shots lock clean
