"""Where the files that travel with the engine are: schemas, theme, hooks and the starter portal.

In a checkout they are the repository's own folders; in an installed wheel they lie beside the package.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "_portal"


def shared_path(name: str, /) -> Path:
    """The path of a shared file or folder such as `schemas`. Raises FileNotFoundError when it is missing."""
    for base in (_INSTALLED, _PACKAGE.parent.parent):
        if (base / name).exists():
            return base / name
    message = f"{name} is missing from this installation of Seedbed; install it again"
    raise FileNotFoundError(message)


def read_texts(code: str, /) -> bytes:
    """The texts of the portal in the language of this code, a .po file."""
    return (_PACKAGE / "site" / "texts" / f"{code}.po").read_bytes()


@cache
def load_schema(name: str, /) -> dict[str, Any]:
    """The JSON Schema of a kind or of an answer (`output/audit`), the shared definitions of common.json folded in.

    Treat it as read-only.
    """
    folder = shared_path("schemas")
    schema, shared = (
        json.loads((folder / f"{part}.json").read_text("utf-8").replace("common.json#/", "#/"))
        for part in (name, "common")
    )
    folded: dict[str, Any] = schema | {"definitions": schema.get("definitions", {}) | shared["definitions"]}
    return folded
