# `make` alone prints what there is. Each target prepares what it needs.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
NPM := npm --prefix extension

.PHONY: help setup demo serve test test-unit test-integration test-e2e test-extension test-313 check fix \
	bench faults races schemas likeness locks clean

help: ## Print this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMPS)/python $(STAMPS)/extension ## Prepare .venv with the `threadside` command and build the extension

$(STAMPS)/python: requirements/dev.txt pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Threadside needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Preparing $(VENV) ($$("$(PYTHON)" --version))"
	@"$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/npm: extension/package-lock.json
	@command -v node >/dev/null || { echo "Threadside needs Node 20 or newer (https://nodejs.org)"; exit 1; }
	@mkdir -p $(STAMPS)
	@echo "Installing the extension's packages"
	@$(NPM) ci --silent --no-audit --no-fund
	@touch $@

$(STAMPS)/oauth-server: tests/oauth_server/package-lock.json
	@command -v node >/dev/null || { echo "The tests need Node 20 or newer (https://nodejs.org)"; exit 1; }
	@mkdir -p $(STAMPS)
	@echo "Installing the tests' OAuth server"
	@npm --prefix tests/oauth_server ci --silent --no-audit --no-fund
	@touch $@

EXTENSION_SOURCES := $(shell find extension/src extension/static shared_schemas -type f 2>/dev/null) \
	$(wildcard extension/*.mjs extension/*.ts)

$(STAMPS)/extension: $(STAMPS)/npm $(EXTENSION_SOURCES)
	@$(NPM) run --silent build
	@touch $@

demo: setup ## Show the whole thing in a browser; ONCE=1 plays the main job headless
	@deploy/system-packages chromium
	@ONCE=$(ONCE) $(BIN)/python -m e2e.demo

serve: setup ## Run the server on the database in var/
	@$(BIN)/threadside db upgrade && $(BIN)/threadside serve

test: setup test-extension test-unit test-integration test-e2e test-313 ## Run every test

test-extension: setup ## The extension's unit tests
	@$(NPM) run --silent test

test-unit: setup ## The backend's unit tests: quick, no database
	@$(BIN)/pytest tests/unit -q -n 2

test-integration: setup $(STAMPS)/oauth-server ## The backend on SQLite and PostgreSQL, with the simulator
	@deploy/system-packages postgresql chromium
	@$(BIN)/pytest tests --ignore=tests/unit -q -n 2

test-e2e: setup $(STAMPS)/oauth-server ## The extension in Chromium against everything
	@deploy/system-packages chromium
	@$(BIN)/pytest e2e -q -p no:randomly

test-313: setup ## The unit tests on Python 3.13, where it is installed
	@deploy/on-python-313

check: setup ## Format, lint, types, floors, schema drift
	@$(BIN)/ruff format --check --quiet . || { echo "Run make fix"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/threadside schemas --check
	@$(NPM) run --silent check
	@deploy/check-locks

fix: setup ## Format and mend what can be mended
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix --quiet . || true
	@$(NPM) run --silent fix

bench: setup ## Measure against bare limits: server, rules, sends, sockets, browser, CRM; about 15 minutes, nothing beside it
	@deploy/system-packages chromium
	@$(BIN)/python -m bench

SENDS ?= 1200
INBOUND ?= $(SENDS)
KILLS ?= 20
CRM_TEXTS ?= 300
RACES ?= 1000
SEED ?= 1
DATABASE ?= both

faults: setup ## Nothing lost, nothing doubled? Real processes under faults; SENDS= INBOUND= KILLS= CRM_TEXTS= SEED= DATABASE=
	@deploy/system-packages postgresql
	@$(BIN)/python -m faults --sends $(SENDS) --inbound $(INBOUND) --kills $(KILLS) --seed $(SEED) \
		--database $(DATABASE)
	@$(BIN)/python -m faults.crm --texts $(CRM_TEXTS) --kills $(KILLS) --seed $(SEED) \
		--database $(DATABASE)

races: setup ## Does a text start after an opt-out was acknowledged? RACES= SEED= DATABASE=
	@deploy/system-packages postgresql
	@$(BIN)/python -m faults.races --races $(RACES) --seed $(SEED) --database $(DATABASE)

schemas: setup ## Write shared_schemas/ and the extension's types from the contracts
	@$(BIN)/threadside schemas
	@$(NPM) run --silent schemas

likeness: setup ## Learn from the labelled texts how people end consent (shared_schemas/intents/likeness.json)
	@$(BIN)/python -m tests.intent_likeness

locks: ## Compile requirements/*.txt from pyproject.toml (needs uv)
	@uv pip compile pyproject.toml --extra dev --extra scale --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements/dev.txt
	@uv pip compile pyproject.toml --extra scale --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --constraint requirements/dev.txt --output-file requirements/run.txt

clean: ## Remove what was built
	@rm -rf $(VENV) .venv-313 extension/node_modules tests/oauth_server/node_modules extension/dist var
