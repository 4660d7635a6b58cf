# Two commands do everything on a fresh machine with Python ≥ 3.11, make and git: `make demo` and `make test`.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin

.PHONY: setup demo test check bench crash properties soak screenshots messages clean

setup: .venv/ready

.venv/ready: pyproject.toml uv.lock
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet "uv==$(UV_VERSION)"
	$(BIN)/uv sync --locked --quiet --inexact
	touch $@

demo: setup
	$(BIN)/trucban demo

test: setup
	$(BIN)/pytest -n 2 --dist worksteal

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m tests.bench

# What `make test` does a small part of, in full: minutes to an hour.
crash: setup
	$(BIN)/python -m tests.crash

properties: setup
	PROPERTY_TIMES=50 $(BIN)/pytest tests/workflow/test_any_order.py

soak: setup # a month at two desks, restarted and killed again and again
	$(BIN)/python -m tests.soak

screenshots: setup # the pictures of the README, from the running demo
	$(BIN)/python -m tests.support.screenshots

messages: setup # every message of a day, for reading as a whole: docs/messages.vi.md
	$(BIN)/python -m tests.support.written_day

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
