"""The files that a forge reads and that follow from the catalogue: CODEOWNERS and the issue forms."""

from __future__ import annotations

from seedbed.forge.codeowners import PATH, create_codeowners
from seedbed.forge.forms import create_issue_forms
from seedbed.records import Catalogue


def create_forge_files(catalogue: Catalogue, /) -> dict[str, str]:
    """Every such file, text by path from the repository's top."""
    return {PATH: create_codeowners(catalogue)} | create_issue_forms(catalogue)
