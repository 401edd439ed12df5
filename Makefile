# make run    sets everything up and starts the app      make check  everything that a change must pass: lint and test
# make lint   format, style, types and floors            make test   sets everything up and passes the tests
# make docs   the documentation as a site, offline       make bench  measures, prints ratios against a peer
# make thorough  the tests, with all that depends on chance tried at length
# make soak   half an hour of kills, edits, damaged inputs, full disks and attacks; see python -m soak --help
# make interop  other ADR tools on what is written here, those that can be installed
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.ready

.PHONY: run check test thorough lint style types floors format docs bench interop soak wheel clean

run: $(STAMP)
	@$(BIN)/archassist

# All of lint runs even when a part fails, and the tests run after it: one run tells everything.
check: $(STAMP)
	$(MAKE) --keep-going lint test

test: $(STAMP)
	$(BIN)/python -m pytest -n auto --dist worksteal

thorough: $(STAMP)
	ARCHASSIST_TRIALS=thorough $(BIN)/python -m pytest -n auto --dist worksteal

lint: style types floors

style: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

floors: $(STAMP)
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[docs]"
	$(BIN)/python docs/site/build.py

bench: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[bench]"
	$(BIN)/python -m benchmarks

interop: $(STAMP)
	$(BIN)/python -m tests.interop > /dev/null

soak: $(STAMP)
	$(BIN)/python -m soak

wheel: $(STAMP)
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) dist build

# The environment is made once and again only when what it is made from changes.
$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $@
