# Set-up is part of every target and does only what is missing.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
UV := $(VENV)/bin/uv
RUN := $(VENV)/bin
export UV_PROJECT_ENVIRONMENT := $(VENV)
export UV_PYTHON := $(VENV)/bin/python
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
# The certificates that this machine trusts, where it has a list of them.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS := 1
export UV_NATIVE_TLS := 1
endif

.PHONY: help setup setup-dev demo test lint types imports unit bench bench-copies bench-hostile bench-intake bench-pages bench-scale bench-spread bench-spread-size bench-video bench-video-scale clean

help: ## what each target does
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(UV): uv.lock scripts/bootstrap.py
	@$(PYTHON) scripts/bootstrap.py
	@touch $(UV)

setup: $(VENV)/.ready ## the program at .venv/bin/firstseen (no root needed)

$(VENV)/.ready: $(UV) pyproject.toml uv.lock
	@test -e $(VENV)/.ready-dev || $(UV) sync --quiet --frozen
	@touch $@

setup-dev: $(VENV)/.ready-dev ## the program, the checks and the browser for tests

$(VENV)/.ready-dev: $(UV) pyproject.toml uv.lock scripts/system-packages
	@scripts/system-packages
	@$(UV) sync --quiet --frozen --group dev
	@touch $@ $(VENV)/.ready

demo: setup ## the main job on the sample case; ends with the path of a dossier
	@$(RUN)/firstseen demo

test: setup-dev lint types imports unit ## all checks and all tests

lint: setup-dev ## style
	@$(RUN)/ruff check .
	@$(RUN)/ruff format --check .

types: setup-dev ## types, strictly
	@$(RUN)/mypy

imports: setup-dev ## the one-way flow between the rooms
	@$(RUN)/lint-imports --no-cache

unit: setup-dev ## tests with coverage
	@rm -f .coverage .coverage.*
	@$(RUN)/pytest -n auto --dist worksteal --cov --cov-report=
	@$(RUN)/coverage report

bench: setup-dev ## speed and memory beside rivals, in one run
	@$(RUN)/python -m bench
	@$(RUN)/python -m bench.walls

bench-copies: setup-dev ## copies found and made up, beside rivals; fails under a pinned floor
	@$(RUN)/python -m bench.copies --write-docs --gate

bench-pages: setup-dev ## pictures of saved pages apart from furniture, captions, posts, beside rivals; fails under a floor
	@$(RUN)/python -m bench.pages --write-docs --gate

bench-scale: setup-dev ## disk, memory and time of the index as it grows to 100,000 pictures
	@$(RUN)/python -m bench.scale

bench-spread: setup-dev ## who took it from whom, times and what is missing, on cascades with known truth, beside baselines
	@$(RUN)/python -m bench.spread --full --write-docs --gate

bench-spread-size: setup-dev ## a group of 5,000 appearances solved and drawn: seconds and memory; fails beyond 10 s or 1 GB
	@$(RUN)/python -m bench.spread_size

bench-video: setup-dev ## copies of videos and sounds found, laid in time and made up, beside rivals; fails under a floor
	@$(RUN)/python -m bench.video --write-docs --gate

bench-video-scale: setup-dev ## find of clips among 10 and 100 hours of video, and a file of 4 hours examined in flat memory
	@$(RUN)/python -m bench.hours
	@$(RUN)/python -m bench.moving --hours 0.2
	@$(RUN)/python -m bench.moving --small --hours 0.5
	@$(RUN)/python -m bench.moving --small --hours 4

bench-hostile: setup-dev ## 20,000 mutations of files of every format, and all hostile files there are, given to the program
	@$(RUN)/python -m bench.mutations
	@FIRSTSEEN_TEST_ALL=1 $(RUN)/pytest -q -n0 tests/e2e/test_hostile_corpora.py

bench-intake: setup-dev ## large sources added: rate, memory, a WARC beside warcio; fails beyond its limits
	@$(RUN)/python -m bench.intake

clean: ## removes what set-up and tests made
	rm -rf $(VENV) dist build .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache
