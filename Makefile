# Everything is done by scripts/dev.py, which needs Python alone; on Windows call it directly:
#     py scripts/dev.py run
# ARGS go to the program or to pytest (make test ARGS="tests/state -k undo"), PIP_TORCH to pip
# when it installs PyTorch (see README.md).
PYTHON ?= python3
ARGS ?=
export PIP_TORCH

.PHONY: help run test check format screenshots translations setup clean

help:
	@$(PYTHON) scripts/dev.py --help

run test check format screenshots translations setup clean:
	@$(PYTHON) scripts/dev.py $@ $(ARGS)
