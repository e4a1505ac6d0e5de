# The whole command list. Everything sets itself up: a fresh machine needs Python 3.11 or newer and make.
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest
STAMP := .venv/.complete
WORKERS ?= 2

.PHONY: help run test check format setup lock demo bench measure-pictures torture sticks fuzz screenshots guide package try-package clean

help:            ## list the commands
	@grep -E '^[a-z-]+: .*##|^[a-z-]+:  *##' $(MAKEFILE_LIST) | sed -e 's/:.*##/ —/'

setup: $(STAMP)  ## make .venv with everything in it, pinned and hashed
$(STAMP): requirements.lock pyproject.toml packaging/set_up.sh
	@sh packaging/set_up.sh
	@touch $(STAMP)

run: setup       ## open the window (with no display: run the demo)
	@sh packaging/run.sh

test: setup      ## run all tests
	QT_QPA_PLATFORM=offscreen $(PYTEST) -n $(WORKERS) -q -m "not torture"

check: setup     ## lint, format, types, import rules
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

format: setup    ## put the code into its form
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

demo: setup      ## the whole job on a made-up case, into build/demo
	@mkdir -p build
	@rm -rf build/demo
	$(PYTHON) -m evidence_vault demo build/demo

bench: setup     ## print the benchmark table
	$(PYTHON) -m tests.benchmarks

measure-pictures: setup  ## how much of the synthetic screenshots is read and ordered rightly, against the targets
	$(PYTHON) -W ignore -m tests.pictures

torture: setup   ## the long form of the fault, flip and kill tests
	QT_QPA_PLATFORM=offscreen $(PYTEST) -q -m torture --timeout 3600

sticks: setup    ## the tests of sticks (vfat, pulled out, failing) in a kernel that has all it needs (needs user-mode-linux)
	sh tests/system/in_user_mode_linux.sh

fuzz: setup      ## the long form of the fuzz tests
	FUZZ_ROUNDS=2000 $(PYTEST) -q tests/fuzz --timeout 3600

screenshots: setup  ## draw every page of the window into build/screenshots
	$(PYTHON) -m tests.screenshots build/screenshots

guide: setup     ## draw the pictures of the guide anew
	$(PYTHON) -m tests.guide

package: setup   ## build what people download, into dist/
	$(PYTHON) packaging/build.py

try-package:     ## install dist/*.deb in a clean Debian and drive it there (needs root, debootstrap, xvfb)
	sh packaging/linux/try_in_clean_root.sh

lock: setup      ## pin the dependencies again (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --all-extras --python-version 3.11 \
	    --custom-compile-command "make lock" -o requirements.lock

clean:           ## remove what was built
	rm -rf build dist .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
