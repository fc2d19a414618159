# `make demo` and `make test` do everything that they need, set-up included.

PYTHON ?= python3
BIN := .venv/bin
EXAMPLES := solutions/linear_regression

.PHONY: demo test test-all lint reference bench clean

demo: .venv/ready
	@echo "A submission with a misconception:"; echo
	@$(BIN)/grade $(EXAMPLES)/mistakes/never_clears_gradients.py || test $$? -eq 1
	@echo; echo "A right one:"; echo
	@$(BIN)/grade $(EXAMPLES)/accepted/loop_over_points.py
	@echo; echo "For the grade command, run: source $(BIN)/activate"

# Many tests wait for something: more workers than processors can be faster.
JOBS ?= auto
PYTEST := $(BIN)/python -m pytest -n $(JOBS)

# What proves the most in a few minutes. MEASURE=1 measures how much of the code it runs, which
# takes longer; `coverage report` shows it.
test: .venv/ready
	$(PYTEST) --dist worksteal -m "not slow" $(if $(MEASURE),--cov --cov-report=)

# And the rest: every attack as every user, notebooks in kernels, nbgrader's own pages.
test-all: test
	$(PYTEST) --dist loadgroup -m slow

# Numbers of questions are drawn anew for each seed; the tests draw others again.
SEEDS ?= 3

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/grade lint --seeds $(SEEDS)

# The page of the words that authors and students import, from their docstrings, and the JSON
# Schemas of reports and grades, from their types.
reference: .venv/ready
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/schemas.py

bench: .venv/ready
	$(BIN)/python benchmarks/single.py

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed: make PYTHON=python3.11 ..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	@echo "Installing into .venv; PyTorch is large, so this can take a while."
	$(BIN)/python -m pip install --progress-bar off --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf .venv build dist .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis
