# `make demo` shows the product, `make test` proves it. Both create what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run-installed
DEV_STAMP := $(VENV)/.dev-installed
# One more than there are cores: some tests wait.
WORKERS ?= $(shell $(PYTHON) -c "import os; print(os.cpu_count() + 1)" 2>/dev/null || echo auto)

# Where Python may not keep what it has compiled, every process of a test compiles everything anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test everywhere kills chaos lint format check benchmark scale simulate proof mutants fuzz
.PHONY: audit deploy-check lock clean help

help:
	@echo "make demo       the whole journey on a local stand-in of Asana (DEMO=once ends by itself)"
	@echo "make test       every test; offline, a few minutes"
	@echo "make everywhere all of what make test does a share of (SORT=moments, faults_at, share);"
	@echo "                SORT=databases: on the other database what runs on one by turns"
	@echo "make kills      real processes that are killed, on both databases (KILLS=200)"
	@echo "make chaos      the same, then one mishap each: about four minutes"
	@echo "make lint       ruff, mypy and the import contracts"
	@echo "make benchmark  counts and ratios, printed as tables (FULL=1: beside other ways, 6 minutes)"
	@echo "make scale      100,000 accounts, Asana's rings and a Monday, on disks: about half an hour"
	@echo "make simulate   single mishaps, a share of all pairs, and lives: two and a half minutes"
	@echo "make mutants    engines that are wrong on purpose: the simulation has to find each out"
	@echo "make proof      all pairs of mishaps, and as many lives as you like (SEEDS=100000)"
	@echo "make fuzz       every rule and reader tried at random for minutes (EXAMPLES=5000 a test)"
	@echo "make audit      ask whether what is locked has known weaknesses; needs the network"
	@echo "make deploy-check  build the image on a bare Debian, bring compose.yaml up; as root, minutes"
	@echo "make lock       compile the lock files again"

demo: $(RUN_STAMP)
	@$(BIN)/momentum demo $(if $(DEMO),--$(DEMO))

test: $(DEV_STAMP)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --ignore tests/benchmarks \
	  --databases=one $(ARGS)

everywhere: $(DEV_STAMP)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal tests/service \
	  $(if $(filter databases,$(SORT)),--databases=other,--every=$(or $(SORT),all)) $(ARGS)

# Kills on each database, then one mishap each; most of it is waiting.
kills: $(DEV_STAMP)
	@$(BIN)/python tests/processes --kills $(or $(KILLS),20) $(if $(SEED),--seed $(SEED))

chaos: kills
	@$(BIN)/python -m pytest -q -n 4 --dist worksteal tests/processes/test_*.py tests/processes/long_*.py $(ARGS)

benchmark: $(DEV_STAMP)
	@$(BIN)/python -m pytest -s -q tests/benchmarks $(ARGS)
	@$(if $(FULL),$(BIN)/python tests/benchmarks/against)

scale: $(DEV_STAMP)
	@$(BIN)/python tests/benchmarks/scale $(ARGS)

# Each day has other pairs and other lives: DAY says which.
simulate: $(DEV_STAMP)
	@$(BIN)/python tests/simulation prove --seconds 140 --pairs 100 \
	  $(if $(DAY),--day $(DAY)) $(if $(SEEDS),--seeds $(SEEDS))

mutants: $(DEV_STAMP)
	@$(BIN)/python tests/simulation mutants --seconds 150

proof: $(DEV_STAMP)
	@$(BIN)/python tests/simulation prove --seeds $(or $(SEEDS),20000)
	@$(BIN)/python tests/simulation mutants --seconds 300

fuzz: $(DEV_STAMP)
	@$(BIN)/python -m pytest -n $(WORKERS) tests -m hypothesis --ignore tests/benchmarks \
	  --hypothesis-profile fuzz $(ARGS)

# Asks a service elsewhere, so that neither .ci/run nor any test rests on it.
audit:
	@$(PYTHON) -m venv .audit
	@.audit/bin/python -m pip install -q --disable-pip-version-check pip-audit==2.10.1
	@.audit/bin/python tests/audit.py

deploy-check:
	@bash tests/deploy/check.sh

lint: $(DEV_STAMP)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: $(DEV_STAMP)
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

check: lint test

# A hashed list of names and versions: the same bytes everywhere, whatever the index.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --extra pictures --group build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --extra pictures --group build --group dev pyproject.toml \
	  -c requirements.lock -o requirements-dev.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Momentum needs Python 3.11 or newer; '$(PYTHON)' is" \
	       "$$($(PYTHON) -c 'import platform; print(platform.python_version())' 2>/dev/null \
	         || echo missing)."; \
	  echo "Install one and say which: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }

$(RUN_STAMP): requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Momentum needs into $(VENV) ..."
	@$(call install,requirements.lock)
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(RUN_STAMP)
	@echo "Installing what the tests need into $(VENV) ..."
	@$(call install,requirements-dev.lock)
	@touch $@

define install
if command -v uv >/dev/null 2>&1; then \
  uv pip install -q --python $(BIN)/python --require-hashes -r $(1) && \
  uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
else \
  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1) && \
  $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
fi
endef

clean:
	rm -rf $(VENV) .audit .benchmark .demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
