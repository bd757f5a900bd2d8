# make demo   builds the environment, runs Foedus on its own demo corpus and prints the brief
# make test   everything that tests need, and the tests
# make faults, make bench, make release, make lock   see CONTRIBUTING.md
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check format faults bench lock release clean

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
	$(BIN)/ruff format --check src tests training benchmarks
	$(BIN)/ruff check src tests training benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.testing
	$(BIN)/ruff format src tests training benchmarks
	$(BIN)/ruff check --fix src tests training benchmarks

# Mutated inputs and disturbed runs in any number: make faults NUMBER=10000 SEED=7
NUMBER ?= 500
SEED ?= 1
faults: $(VENV)/.testing
	PYTHONPATH=tests $(BIN)/python -m faults --number $(NUMBER) --seed $(SEED) --log faults.log
	PYTHONPATH=tests $(BIN)/python -m faults.kills --number $$(( $(NUMBER) / 10 )) --seed $(SEED) --log kills.log
	PYTHONPATH=tests $(BIN)/python -m faults.server --number $$(( $(NUMBER) / 10 )) --seed $(SEED) --log server.log

bench: $(VENV)/.testing
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks

lock: $(VENV)/.made
	$(BIN)/python -m pip install --quiet uv
	{ head -n 1 requirements.txt; $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --quiet; } > requirements.new
	mv requirements.new requirements.txt

# The archive and the wheel, the wheel a second time from the unpacked archive: one hash, or the release ends here.
release: $(VENV)/.testing
	$(BIN)/python -m pip install --quiet '.[release]'
	rm -rf dist build/again && mkdir -p build/again
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build
	tar -xzf dist/*.tar.gz -C build/again --strip-components 1
	cd build/again && SOURCE_DATE_EPOCH=$$(git -C ../.. log -1 --format=%ct) ../../$(BIN)/python -m hatchling build -t wheel
	cmp dist/*.whl build/again/dist/*.whl
	$(BIN)/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible \
	  --output-format JSON --output-file dist/foedus.cdx.json
	cd dist && sha256sum *

clean:
	rm -rf $(VENV) demo-dossier dist build .mypy_cache .ruff_cache .pytest_cache
