# Everything from nothing, with Python 3.11 or newer and make: try `make demo`.

.DEFAULT_GOAL := help
.PHONY: help demo run test playground bench bench-org bench-data lint style types imports docs language lock migration

PY := .venv/bin/python
INSTALLED := .venv/.installed
# Imports cost three times as much without bytecode, so let Python keep it.
export PYTHONDONTWRITEBYTECODE :=

help:  ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 18

demo: $(INSTALLED)  ## Try the bot on this machine: a made-up company, no account
	@$(PY) -m bot demo

run: $(INSTALLED)  ## Start the bot with the settings in .env
	@$(PY) -m bot run

test: $(INSTALLED)  ## Run every test
	$(PY) -m pytest -n 2 --dist worksteal $(ARGS)

# Microsoft's licence lets us evaluate with it, so it is fetched, never kept with the code.
playground:  ## Install Microsoft's Agents Playground, which a test drives; needs npm
	npm install --ignore-scripts --no-audit --no-fund --no-save --silent \
	  --prefix .playground @microsoft/m365agentsplayground@0.2.28

bench: $(INSTALLED)  ## Measure what it costs, in two minutes; ARGS=--json for figures
	$(PY) -m bench $(ARGS)

bench-org: $(INSTALLED)  ## Measure the advice in made-up organizations, some minutes
	$(PY) -m bench org $(ARGS)

bench-data: $(INSTALLED)  ## Measure the advice on other firms' data, ../shared/data
	$(PY) -m bench data $(ARGS)

lint: style types imports  ## Check style, types and who imports whom

style: $(INSTALLED)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(INSTALLED)
	$(PY) -m mypy

imports: $(INSTALLED)
	.venv/bin/lint-imports

docs: $(INSTALLED)  ## Write docs/playbook.md and docs/renderings anew; needs Chromium
	$(PY) -m bot.playbook_page
	OUTREACH_REWRITE=1 $(PY) -m pytest -q tests/renderings

language: $(INSTALLED)  ## Bring the translations up to date with the texts in the code
	$(PY) -m language.extract

lock:  ## Write requirements.lock anew from pyproject.toml; needs uv
	uv pip compile --quiet --universal --python-version 3.11 --all-extras \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
	  --upgrade --output-file requirements.lock pyproject.toml

migration: $(INSTALLED)  ## Write the next version of the tables; MESSAGE="what changes"
	$(PY) -m storage.migrations.write "$(or $(MESSAGE),--first)"

# A second call is instant: the stamp is newer than what it was made from.
$(INSTALLED): requirements.lock pyproject.toml
	@set -e; found=; \
	for each in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	  if $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then found=$$each; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Outreach needs Python 3.11 or newer, and there is none on this machine."; \
	  echo "Install one (python.org, or your system's packages) and try again."; \
	  exit 1; \
	fi; \
	if ! $(PY) -m pip --version >/dev/null 2>&1 && ! $$found -m venv .venv; then \
	  rm -rf .venv; \
	  echo "$$found cannot make a virtual environment. On Debian and Ubuntu:"; \
	  echo "  apt install python3-venv"; \
	  exit 1; \
	fi
	@echo "Installing what Outreach needs into .venv (once, a minute or two) ..."
	@$(PY) -m pip install -qq --disable-pip-version-check --no-input \
	  --require-hashes --requirement requirements.lock
	@$(PY) -m pip install -qq --disable-pip-version-check --no-input \
	  --no-deps --no-build-isolation --editable .
	@$(PY) -m compileall -q bot handlers scheduler storage language
	@touch $@
