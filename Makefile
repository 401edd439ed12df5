# make run    sets everything up and starts the app      make test   sets everything up and passes the tests
# make interop  other ADR tools on what is written here, those that can be installed
# make soak   half an hour of kills, edits, damaged inputs, full disks and attacks; see python -m soak --help
# make lint   style, types and the floors of the house   make bench  measures, prints ratios against a peer
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.ready

.PHONY: run test lint format bench interop soak wheel clean

run: $(STAMP)
	@$(BIN)/archassist

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

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
