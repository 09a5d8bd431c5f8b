# Everything a person does here. `make help` lists the targets.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
ADDRESS ?= 127.0.0.1:8000
NIGHT ?= night
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help setup serve build check links test lint report new scorm generate bless bench lock

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## Prepare the environment in .venv (the other targets do it by themselves)

serve: $(READY) ## Build, serve with live reload and print the address
	@echo "The knowledge base will be at http://$(ADDRESS)/ (English) and http://$(ADDRESS)/zh/ (中文)"
	$(BIN)/mkdocs serve --no-strict --dev-addr $(ADDRESS)

build: $(READY) ## Write the site to site/
	$(BIN)/mkdocs build

check: $(READY) ## Check records, registers, pages and generated files
	$(BIN)/sopkb check
	$(BIN)/sopkb generate --check

links: build ## Build, then check the links of the built site with LinkChecker
	$(BIN)/sopkb links

lint: $(READY) ## Check the code: style, types, who imports what
	$(BIN)/ruff check scripts macros tests
	$(BIN)/ruff format --check scripts macros tests
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(READY) ## Check everything, then run all tests, in a real browser too
	@$(MAKE) --no-print-directory check lint
	$(BIN)/python scripts/setup_browser.py
	$(BIN)/python scripts/setup_actionlint.py
	$(BIN)/python -m pytest

report: $(READY) ## Write how the knowledge base stands to report/, compared with the last time
	$(BIN)/sopkb report --output report $(if $(wildcard report/report.json),--previous report/report.json)

new: $(READY) ## Make a document: make new TYPE=SOP AREA=BUY TITLE=… TITLE_ZH=… OWNER=…
	$(BIN)/sopkb new "$(TYPE)" "$(AREA)" --title "$(TITLE)" --title-zh "$(TITLE_ZH)" --owner "$(OWNER)"

scorm: $(READY) ## Write packages for a learning system to build/scorm/
	$(BIN)/sopkb scorm --output build/scorm

generate: $(READY) ## Write the generated files: schemas, the rules' manual, CODEOWNERS
	$(BIN)/sopkb generate

bless: $(READY) ## Accept the present output as the expected output of the tests
	SOPKB_BLESS=1 $(BIN)/python -m pytest tests/formats tests/exports tests/night

night: $(READY) ## Do what the night does: build, links, report, digests (SEND=1 sends them)
	$(BIN)/python scripts/night.py $(NIGHT) $(if $(filter 1 true,$(SEND)),--send)

bench: $(READY) ## Measure speed on synthetic repositories
	$(BIN)/python -m tests.benchmark.run

lock: $(READY) ## Pin the requirements again after a change in pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --group site --group dev --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --upgrade --quiet --output-file requirements.txt

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3"; exit 2; }
	@$(PYTHON) -m venv .venv || \
	  { echo "Python's venv module is needed (Debian: apt install python3-venv)"; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)
