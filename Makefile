# All set-up in two commands: `make demo` and `make test`. Nothing but Python >= 3.11 and pip is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export ANONYMIZED_TELEMETRY := False

.DEFAULT_GOAL := help
.PHONY: help setup demo app test check bench lock samples scorecard clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

# --no-deps: the locked files hold the whole closure. Resolving again makes pip fail the day a package that another asks
# for with an extra (coverage[toml]) has a newer release, which no hash covers.
$(VENV)/.runtime: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.runtime ## create .venv with the locked dependencies

demo: setup ## critique the bundled dossier, print the summary, write the report
	@mkdir -p out
	$(BIN)/jalon critique corpus/samples/dossier.docx --output out/rapport.html
	@echo "Ouvrez le rapport dans un navigateur : $(CURDIR)/out/rapport.html"

app: setup ## open the application in the browser
	$(BIN)/python -m streamlit run app.py

test: $(VENV)/.dev ## run every test with coverage
	@mkdir -p out
	$(BIN)/python -m slipcover --json --out out/coverage.json -m pytest -n 3
	$(BIN)/python -m tests.coverage_report out/coverage.json

check: $(VENV)/.dev ## lint, types, import directions, prompt lock, corpus
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python -m assistant.prompting.lock --check
	$(BIN)/jalon referentiel check

bench: $(VENV)/.dev ## print the product's own figures as JSON
	$(BIN)/python -m evals.benchmarks

samples: $(VENV)/.dev ## write corpus/samples again from its sources
	$(BIN)/python -m evals.samples

lock: ## refresh uv.lock and the hash-locked requirements (needs uv)
	uv lock
	uv export --quiet --no-dev --no-emit-project --no-header --format requirements-txt -o requirements.txt
	uv export --quiet --only-dev --no-emit-project --no-header --format requirements-txt -o requirements-dev.txt

clean: ## remove what can be made again
	rm -rf $(VENV) out .pytest_cache .ruff_cache .hypothesis .coverage*
