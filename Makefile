# make demo   builds the environment, runs Foedus on its own demo corpus and prints the brief
# make test   everything that tests need, and the tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check format clean

$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Foedus needs Python 3.11 or newer: set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	touch $@

# Two stamps: the demo installs as a user would; the tests need the tools too.
$(VENV)/.installed: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet .
	touch $@

$(VENV)/.testing: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@

demo: $(VENV)/.installed
	$(BIN)/foedus run examples/demo/articles --dossier demo-dossier
	$(BIN)/foedus brief CHN RUS --dossier demo-dossier -o demo-dossier/brief.html
	$(BIN)/foedus brief CHN RUS --dossier demo-dossier
	@echo
	@echo "The dossier is in demo-dossier; open demo-dossier/brief.html in a browser."
	@echo "Then try: $(BIN)/foedus claims --dossier demo-dossier"

test: $(VENV)/.testing check
	$(BIN)/python -m pytest

check: $(VENV)/.testing
	$(BIN)/ruff format --check src tests training
	$(BIN)/ruff check src tests training
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.testing
	$(BIN)/ruff format src tests training
	$(BIN)/ruff check --fix src tests training

clean:
	rm -rf $(VENV) demo-dossier dist build .mypy_cache .ruff_cache .pytest_cache
