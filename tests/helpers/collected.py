"""The collector of scripts/texts.py, and every sentence that it finds."""

from __future__ import annotations

import importlib.util
from functools import cache

from tests.helpers.building import ROOT

SPEC = importlib.util.spec_from_file_location("texts", ROOT / "scripts/texts.py")
assert SPEC
assert SPEC.loader
texts = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(texts)


@cache
def collected():
    return texts.collect()
