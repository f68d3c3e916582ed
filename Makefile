# Thin lines over tools/setup.py, so that Windows users type the same thing: python tools/setup.py run
PYTHON ?= python3
.PHONY: run test soak vendor lint audit bench bench-explore bench-events bench-store pictures train bundle gazetteer-data constraints
run test soak vendor lint audit bench bench-explore bench-events bench-store pictures train bundle gazetteer-data constraints:
	@$(PYTHON) tools/setup.py $@
