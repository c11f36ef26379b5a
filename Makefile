# Window Client. `make` alone lists what there is.
# Everything is made under .venv and build; a step that held leaves a stamp and is not done again.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
STAMPS := $(VENV)/.stamps
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input $(if $(MAKE_TERMOUT),,--quiet)
OFFSCREEN := QT_QPA_PLATFORM=offscreen
ROUNDS ?= 5
KILLS ?= 2000
SEED ?= 7
FONT_RECIPE := resources/fonts/sources.toml tools/build_fonts.py tools/font_pruning.py tools/font_sources.py

.NOTPARALLEL:
.PHONY: help run tour bench test lint format soak fonts docs lock setup setup-dev clean distclean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' Makefile

# --- what is done ------------------------------------------------------------------------------------------

run: setup ## set up and open the sandbox: a province with a sample register and one enrolled window
	@echo "[6/6] sandbox"
	@exec $(PY) -m tools.sandbox run $(ARGS)

tour: setup ## drive the real window offscreen through the main job; build/tour; ARGS=--strict holds it to its bounds
	@echo "[6/6] tour"
	@$(OFFSCREEN) $(PY) -m tools.sandbox tour --out build/tour $(ARGS)

bench: setup-dev ## figures as ratios to a floor of the same run; build/bench.json; ARGS=--strict fails on a miss
	@echo "[6/6] bench"
	@$(OFFSCREEN) $(PY) -m tests.bench $(ARGS)

test: setup-dev ## lint, types, import contracts, then all tests with coverage
	@echo "[6/6] checks"
	@mkdir -p build; failed=0; \
	tools/lint.sh $(VENV)/bin || failed=1; \
	$(OFFSCREEN) $(PY) -m pytest --cov --cov-report=term --cov-report=xml:build/coverage.xml $(ARGS) || failed=1; \
	exit $$failed

lint: setup-dev ## ruff, mypy, import contracts
	@tools/lint.sh $(VENV)/bin

format: setup-dev ## put all code into the common layout
	@$(VENV)/bin/ruff check --fix --quiet . ; $(VENV)/bin/ruff format .

soak: setup-dev ## long campaigns: KILLS (2000) kill -9 of both sides, alone and shared, then ROUNDS (5) long test runs
	@$(OFFSCREEN) $(PY) -u -m tests.e2e.kill_campaign --kills $(KILLS) --seed $(SEED)
	@$(OFFSCREEN) $(PY) -u -m tests.e2e.kill_campaign --kills $(KILLS) --seed $(SEED) --shared
	@round=1; while [ $$round -le $(ROUNDS) ]; do \
		echo "soak $$round/$(ROUNDS)"; \
		HYPOTHESIS_PROFILE=soak SOAK_SEED=$$round $(OFFSCREEN) $(PY) -m pytest -q --timeout=3600 \
			-p randomly -p "no:cacheprovider" --randomly-seed=$$round $(ARGS) || exit 1; \
		round=$$((round + 1)); \
	done

fonts: setup ## build the certificate fonts and show their coverage
	@$(PY) -m tools.build_fonts

docs: setup ## write the generated pages of docs/
	@$(PY) -m tools.failure_codes

lock: ## write requirements/*.txt anew from pyproject.toml (needs uv); ARGS=--upgrade for newer versions
	@tools/lock.sh $(ARGS)

clean: ## remove what tests, tour and bench left, and caches
	@rm -rf build/tour build/tour-sandbox build/bench-tour* build/bench.json build/coverage build/coverage.xml build/lib build/bdist.* dist *.egg-info \
		.coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

distclean: clean ## remove everything that was made, environment, fonts and sandbox included
	@rm -rf build $(VENV)

# --- set-up ------------------------------------------------------------------------------------------------

setup: $(STAMPS)/run build/fonts/.made build/i18n/.made
setup-dev: $(STAMPS)/dev build/fonts/.made build/i18n/.made

# A string without Chinese is shown in English and fails a test; it does not keep anyone from starting.
# System packages are remembered beside the repository's other products, the rest inside the environment: whoever
# removes a folder removes its stamps.
build/.system-run: tools/system_packages.txt tools/system_packages.sh
	@tools/check_writable.sh $(@D) $(VENV)
	@echo "[1/6] system packages"
	@tools/system_packages.sh run
	@touch $@

build/.system-dev: tools/system_packages.txt tools/system_packages.sh
	@tools/check_writable.sh $(@D) $(VENV)
	@echo "[1/6] system packages, with those for tests"
	@tools/system_packages.sh test
	@touch $@ build/.system-run

$(STAMPS)/venv:
	@echo "[2/6] Python environment in $(VENV)"
	@$(PY) -m pip --version >/dev/null 2>&1 || { python=$$(tools/find_python.sh) && $$python -m venv --clear $(VENV); }
	@mkdir -p $(@D)
	@touch $@

# The lists are whole, so pip resolves nothing (--no-deps): left to resolve, it looks past a pin for `name[extra]` and
# stops on the day a newer release of that name appears. `pip check` says when a list is not whole.
# What `dev` installs is what `run` installs and more, so whoever has it needs no second pass.
$(STAMPS)/run: requirements/run.txt | build/.system-run $(STAMPS)/venv
	@echo "[3/6] Python packages (about 200 MB once)"
	@$(PIP) install --no-deps --require-hashes --only-binary :all: -r requirements/run.txt
	@$(PIP) check >build/pip_check.log || { cat build/pip_check.log; exit 1; }
	@$(PY) tools/check_platform.py
	@touch $@

$(STAMPS)/dev: requirements/dev.txt | build/.system-dev $(STAMPS)/venv
	@echo "[3/6] Python packages, with those for development (about 250 MB once)"
	@$(PIP) install --no-deps --require-hashes --only-binary :all: -r requirements/dev.txt
	@$(PIP) check >build/pip_check.log || { cat build/pip_check.log; exit 1; }
	@$(PY) tools/check_platform.py
	@touch $@ $(STAMPS)/run

build/fonts/.made: $(FONT_RECIPE)
	@echo "[4/6] certificate fonts (about 2 minutes once)"
	@$(PY) -m tools.build_fonts
	@mkdir -p $(@D)
	@touch $@

build/i18n/.made: $(wildcard resources/i18n/*.ts) tools/build_i18n.py
	@echo "[5/6] translations"
	@mkdir -p $(@D)
	@$(PY) -m tools.build_i18n >build/i18n.log 2>&1 || { tail -n 3 build/i18n.log; test -s $(@D)/window_client_zh_CN.qm; }
	@touch $@
