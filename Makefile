VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed

.PHONY: venv
venv: $(STAMP)

$(STAMP): requirements/dev.lock pyproject.toml
	python3 -m venv $(VENV)
	$(PY) -m pip install -qq --require-hashes -r requirements/dev.lock
	$(PY) -m pip install -qq --no-deps --no-build-isolation -e .
	touch $@
