# The two commands to know are `make demo` and `make test`; each does all the set-up it needs.
#
# Needs Python 3.11 or newer with venv, and make. Nothing is installed outside this folder, but for
# Chromium, which `make test` installs when it runs as root and finds none.

SHELL = /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 2

# What a stamp says was done; a stamp older than what it was made from is made again.
MADE := $(VENV)/bin/activate
RUN := $(VENV)/stamp-run
DEV := $(VENV)/stamp-dev
ASSETS := thidua/ui/static/vendor/LICENCES.txt
CATALOGUE := thidua/locale/vi/LC_MESSAGES/django.mo

# Two suites at once would fight for the same cores.
.NOTPARALLEL:
.PHONY: setup setup-dev demo check test chromium test-sqlite test-postgres bench pictures lock clean
.DELETE_ON_ERROR:

setup: $(RUN) $(ASSETS) $(CATALOGUE)

$(MADE):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install python3 and python3-venv." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; PYTHON=... names another." >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN): requirements/base.txt requirements/build.txt pyproject.toml thidua/__init__.py | $(MADE)
	$(PIP) install --require-hashes --requirement requirements/base.txt --requirement requirements/build.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(ASSETS): package.json package-lock.json tools/build_assets.py | $(RUN)
	$(BIN)/python -m tools.build_assets
	@touch $@

$(CATALOGUE): thidua/locale/vi/LC_MESSAGES/django.po | $(RUN)
	$(BIN)/python -m tools.catalogue compile

demo: setup
	$(BIN)/thidua demo $(ARGS)

setup-dev: setup $(DEV)

$(DEV): requirements/dev.txt | $(RUN)
	$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

check: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tools.budgets
	$(BIN)/python -m tools.house_rules
	$(BIN)/python -m tools.catalogue check
	$(BIN)/djlint --lint --quiet thidua

test: test-sqlite test-postgres

# First, so that nobody waits for a set-up whose tests cannot run.
chromium: | $(MADE)
	@$(BIN)/python -m tools.chromium

test-sqlite: chromium setup-dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

# The server lives for this run only: its databases go with it, and need no dropping first.
test-postgres: chromium setup-dev
	$(BIN)/python -m tools.postgres -- $(BIN)/python -m pytest --reuse-db -n $(WORKERS) --dist worksteal $(ARGS)

# Pictures for the README and the guides, of a demo that runs (URL=...).
pictures: setup-dev
	$(BIN)/python -m tools.pictures --url $(or $(URL),http://127.0.0.1:8000)

bench: setup-dev
	$(BIN)/python -m bench.run $(ARGS)

# Versions and digests of everything from PyPI; hosts are left out, so any mirror serves.
LOCK := .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-header --no-emit-index-url --no-emit-find-links $(ARGS)

lock:
	test -x .venv-lock/bin/uv || "$(PYTHON)" -m venv .venv-lock
	test -x .venv-lock/bin/uv || .venv-lock/bin/python -m pip install --quiet uv
	$(LOCK) requirements/base.in --output-file requirements/base.txt
	$(LOCK) requirements/build.in --output-file requirements/build.txt
	$(LOCK) requirements/base.in requirements/build.in requirements/dev.in --output-file requirements/dev.txt
	$(BIN)/npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund

clean:
	rm -rf $(VENV) .venv-lock node_modules build dist thidua/ui/static/vendor
	rm -f thidua/documents/fonts/*.ttf thidua/locale/*/LC_MESSAGES/*.mo
