# The one menu. Everything works from stock Python 3.11+ with nothing else installed.
# On Windows without make, see README.md for the same commands.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: demo test lint types bench mutants docs wheel clean

$(VENV)/.run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@$(BIN)/python -c "open('$(VENV)/.run', 'w').close()"

$(VENV)/.dev: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@$(BIN)/python -c "[open('$(VENV)/' + name, 'w').close() for name in ('.run', '.dev')]"

demo: $(VENV)/.run  ## audit the bundled examples; leaves reports/out/
	$(BIN)/python -m auditkit check examples --format terminal,xlsx,html,json --output reports/out || test $$? -eq 1  # 1: findings, as there should be

test: $(VENV)/.dev  ## lint, types and all tests
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.dev
	$(BIN)/python -m ruff check .

types: $(VENV)/.dev
	$(BIN)/python -m mypy

bench: $(VENV)/.dev  ## ratios, printed, never judged
	$(BIN)/python bench/readers.py
	$(BIN)/python bench/workbooks.py
	$(BIN)/python bench/pages.py
	$(BIN)/python bench/documents.py
	$(BIN)/python bench/start.py
	$(BIN)/python bench/yaml_rules.py

mutants: $(VENV)/.dev  ## do the cases notice a broken rule?
	$(BIN)/python tests/mutants.py

docs: $(VENV)/.dev  ## the generated pages of the manual
	$(BIN)/python docs/write_pages.py

wheel: $(VENV)/.dev
	$(BIN)/python -m build

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(p, True) for p in ('$(VENV)', 'build', 'dist', 'reports/out')]"
