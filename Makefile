# The commands of this checkout. `make demo` and `make test` each work alone on a bare clone with Python 3.11 or newer.

VENV ?= .venv
PORT ?=
HOST ?=
ARGS ?=
ODOO ?=
STEPS ?= 1
SCANS ?= 300
SEED ?= 1
STORE ?= sqlite
# More than there are processors makes tests that wait for a screen run out of time, and is no faster.
JOBS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)

# A virtualenv holds absolute paths, so a checkout that was copied or moved must make its own: the stamps carry the place.
PLACE := $(shell printf %s "$(CURDIR)" | cksum | cut -d' ' -f1)
MADE := $(VENV)/.made-$(PLACE)
APP := $(VENV)/.app-$(PLACE)
DEV := $(VENV)/.dev-$(PLACE)
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet --quiet --retries 8 --timeout 60

# Images like to set it. Without compiled modules beside ours each of the many processes of a test run compiles them anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help demo test odoo lint format js faults proof bench wheel clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

$(MADE):
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer with venv was found (looked for python3 and python3.11 to python3.14; Debian's is python3 with python3-venv). Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making $(VENV) with $(PYTHON)"
	@"$(PYTHON)" -m venv $(if $(filter .venv,$(VENV)),--clear) "$(VENV)"
	@touch "$@"

$(APP): $(MADE) pyproject.toml
	@echo "Installing the app into $(VENV)"
	@$(PIP) --editable .
	@touch "$@"

$(DEV): $(MADE) pyproject.toml
	@echo "Installing the app and what its tests need into $(VENV)"
	@$(PIP) --editable '.[dev]'
	@touch "$(APP)" "$@"

TRY = $(if $(PORT),--port $(PORT)) $(if $(HOST),--host $(HOST)) $(ARGS)

demo: $(if $(filter real,$(ODOO)),$(DEV),$(APP)) ## a warehouse to try, without Odoo or ODOO=real [STEPS=3] (PORT=8070 HOST=0.0.0.0)
	@test -z "$(filter-out real,$(ODOO))" || { echo "ODOO=$(ODOO) is unknown: leave it out, or ODOO=real" >&2; exit 1; }
	@exec $(PY) -m $(if $(ODOO),tests.tools.odoo demo --steps $(STEPS) --,warehouse_app demo) $(TRY)

test: $(DEV) ## prepare the machine, lint, run every test (ARGS='-k picking')
	@$(PY) -m tests.tools.prepare
	@$(PY) -m tests.tools.odoo prepare
	@$(MAKE) --no-print-directory lint
	@$(PY) -m pytest -n $(JOBS) $(ARGS)

odoo: $(DEV) ## a real Odoo 19 for the tests, outside the checkout (ARGS=--again for the newest)
	@$(PY) -m tests.tools.odoo install $(ARGS)

lint: $(DEV) ## style, types, layers, budgets
	@$(PY) -m tests.tools.lint

format: $(DEV) ## let ruff put the code in order
	@$(PY) -m ruff check --fix --quiet .
	@$(PY) -m ruff format --quiet .

js: $(DEV) ## only the tests of the JavaScript
	@$(PY) -m pytest tests/house/test_js.py $(ARGS)

bench: $(DEV) ## how fast, on this machine
	@$(PY) -m tests.tools.run bench $(if $(ARGS),-- $(ARGS))

faults: $(DEV) ## scan while server, Odoo and lines fail, then check the books (SCANS=300 SEED=1 STEPS=1|2|3 STORE=postgresql)
	@$(PY) -m tests.faults.run --scans $(SCANS) --seed $(SEED) --steps $(STEPS) --store $(STORE)

proof: $(DEV) ## the long one, by hand: many seeds, seconds, big runs
	@$(PY) -m tests.tools.run bench proof $(if $(ARGS),-- $(ARGS))

wheel: $(DEV) ## dist/warehouse_app-*.whl
	@$(PY) -m build --wheel --no-isolation --outdir dist .

clean: ## remove what these commands made
	rm -rf "$(VENV)" dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .needs.json .demo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
