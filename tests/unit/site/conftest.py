import json

import pytest

from seedbed.resources import shared_path


@pytest.fixture(scope="session")
def schema():
    """A JSON Schema by the name of its kind."""
    return lambda name: json.loads((shared_path("schemas") / f"{name}.json").read_text("utf-8"))
