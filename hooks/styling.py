"""One style sheet for every page: a phone asks once, and paints sooner, where it would ask for eight files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

from seedbed.site.brand import URI as BRAND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

FOLDER = "assets/seedbed"
URI = f"{FOLDER}/portal.css"
SHEETS = ("tokens", "layout", "parts", "charts", "pages", "records", "finding", "later", "contrast")
"""In the order of the cascade; what the organisation changes of the tokens comes after them."""

COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
"""A comment that has its lines to itself: it is for whoever reads the source."""


def add_sheet(files: Files, config: MkDocsConfig, *, made: Mapping[str, object]) -> None:
    """Add the joined sheet to the site; among the files that were `made` may be that of the organisation's colours."""
    texts = [_find(name, config).read_text("utf-8") for name in SHEETS]
    content = COMMENT.sub("", "\n".join([*texts, str(made.get(BRAND, ""))]))
    files.append(File.generated(config, URI, content=content))


def _find(name: str, config: MkDocsConfig) -> Path:
    """The sheet of this name; a portal's own in its overrides stands in the place of the engine's."""
    return next(path for folder in config.theme.dirs if (path := Path(folder, FOLDER, f"{name}.css")).is_file())
