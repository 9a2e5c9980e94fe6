# What a person types here; `make help` lists it. CI runs the same targets (.ci/run).
# Needs git, make and Python 3.11 or newer; everything else goes into .venv and build/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
BUILD := build
PORT ?= 8000

WORKFLOWS := $(wildcard .github/workflows/*.yml)
ISSUE_FORMS := $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))

# The example organisation: `make site EXAMPLE_OPTIONS="--agents 200 --seed 7"`.
EXAMPLE := $(BUILD)/example
EXAMPLE_OPTIONS ?=
# Workers for pytest: `make test PYTEST_OPTIONS="-n 0 -k gate"`.
# Halves of the suite for two workers; whoever ends first takes over from the other.
PYTEST_OPTIONS ?= -n auto --dist worksteal
BENCH_OPTIONS ?=
# New versions instead of the locked ones: `make lock LOCK_OPTIONS=--upgrade`.
LOCK_OPTIONS ?=

# Both builders warn at every start that MkDocs 2 is coming; pyproject.toml and the lock keep it out.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
# The browser tests use the Chromium of the system.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

##@ The portal

.PHONY: site
site: venv $(BUILD) ## make the example organisation and build its portal into build/site
	rm -rf $(EXAMPLE)
	$(BIN)/seedbed example $(EXAMPLE) $(EXAMPLE_OPTIONS)
	$(call build_site,mkdocs,$(EXAMPLE),site)
	$(call how_to_open,site)

.PHONY: site-own
site-own: venv $(BUILD) ## build the portal of this repository's own catalogue into build/own-site
	$(call build_site,mkdocs,.,own-site)
	$(call how_to_open,own-site)

.PHONY: properdocs
properdocs: venv $(BUILD) ## build this repository's portal with ProperDocs, the maintained fork of MkDocs
	$(call build_site,properdocs,.,properdocs-site)

.PHONY: serve
serve: venv ## show this repository's portal on http://127.0.0.1:8000 and rebuild it at every change (PORT=…)
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

##@ The code

.PHONY: test
test: venv ## run the whole test suite
	$(PY) -m pytest $(PYTEST_OPTIONS)

.PHONY: test-quick
test-quick: venv ## run the tests that need neither a browser nor a whole forge
	$(PY) -m pytest $(PYTEST_OPTIONS) -m "not slow" --ignore tests/browser

.PHONY: lint
lint: venv ## read code, schemas, workflows and the catalogue without running them
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PY) -m pip check
	find schemas -name '*.json' -exec $(BIN)/check-jsonschema --check-metaschema {} +
	$(if $(WORKFLOWS),$(BIN)/zizmor --quiet --offline --persona=pedantic .github)
	$(if $(WORKFLOWS),$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows $(WORKFLOWS))
	$(if $(ISSUE_FORMS),$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms $(ISSUE_FORMS))
	$(BIN)/seedbed check

.PHONY: format
format: venv ## put the code into the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: bench
bench: venv ## measure speed and size, and print the figures (BENCH_OPTIONS=…)
	$(PY) scripts/bench.py $(BENCH_OPTIONS)

.PHONY: quality
quality: site ## hold every page against the HTML standard, follow every link, measure pages as a phone sees them (Node 20, npm)
	rm -rf $(BUILD)/large
	$(BIN)/seedbed example $(BUILD)/large --agents 2000 --commits 12000
	$(call build_site,mkdocs,$(BUILD)/large,large-site)
	$(PY) scripts/quality.py $(BUILD)/site --large $(BUILD)/large-site

.PHONY: texts
texts: venv ## collect the portal's sentences for its translators (src/seedbed/site/texts/*.po)
	$(PY) scripts/texts.py

##@ The house

.PHONY: venv
venv: $(VENV)/.installed ## install the engine and its tools into .venv, again only when the lock file changed

.PHONY: lock
lock: venv ## write requirements/*.lock from pyproject.toml (LOCK_OPTIONS=--upgrade for newer versions)
	$(call lock_requirements,runtime)
	$(call lock_requirements,dev,--group pyproject.toml:dev --constraints requirements/runtime.lock)

.PHONY: clean
clean: ## remove what was built; .venv stays
	rm -rf $(BUILD) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src hooks scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## remove .venv too
	rm -rf $(VENV)

.PHONY: help
help: ## list these targets
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# --- files ------------------------------------------------------------------------------------------------------------

# Two stamps: the packages follow the lock file, the engine's own entry points follow pyproject.toml.
$(VENV)/.installed: $(VENV)/.packages pyproject.toml hatch_build.py
	$(PY) -m pip install --quiet --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.packages: requirements/dev.lock
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Seedbed needs Python 3.11 or newer; \
	$(PYTHON) is " + sys.version.split()[0] + ". Name another one: make venv PYTHON=python3.12")'
	@echo 'Installing the locked packages into $(VENV): about a minute.'
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --quiet --require-hashes --requirement $<
	@touch $@

$(BUILD):
	mkdir -p $@

# --- recipes used more than once --------------------------------------------------------------------------------------

# $(1) builder, $(2) portal repository, $(3) folder under build/. Never add --quiet: with it --strict sees no warning.
define build_site
$(BIN)/$(1) build --strict --config-file $(2)/mkdocs.yml --site-dir $(CURDIR)/$(BUILD)/$(3)
endef

define how_to_open
@printf '\nThe portal is ready. Open %s in a browser, or serve it:\n  %s\n' '$(BUILD)/$(1)/index.html' \
	'python3 -m http.server --directory $(BUILD)/$(1) $(PORT)    # then http://localhost:$(PORT)/'
endef

# $(1) name of the lock file, $(2) further options. No index and no path of this machine gets into it.
define lock_requirements
$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' $(LOCK_OPTIONS) $(2) pyproject.toml --output-file requirements/$(1).lock
endef
