# Two commands for a fresh Debian 12 machine, as root; both may be run again at any time.

.PHONY: help demo test

help:
	@echo "make demo   install what is missing, build, start a region, run a task in it"
	@echo "make test   everything that CI runs"

demo:
	@scripts/setup
	@cargo xtask demo

test:
	@scripts/setup tests
	@cargo xtask ci
