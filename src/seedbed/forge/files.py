"""The files that a forge reads and that follow from the catalogue: CODEOWNERS and the issue forms."""

from __future__ import annotations

from seedbed.forge.codeowners import codeowners_path, create_codeowners, forge_kind
from seedbed.forge.forms import create_issue_forms
from seedbed.records import Catalogue

READ_FORMS = frozenset({"github", "forgejo"})
"""Forges that know issue forms; Forgejo reads GitHub's folder, too."""


def create_forge_files(catalogue: Catalogue, /) -> dict[str, str]:
    """Every such file, text by path from the repository's top."""
    path = codeowners_path(catalogue)
    owners = {path: create_codeowners(catalogue)} if path else {}
    return owners | (create_issue_forms(catalogue) if forge_kind(catalogue) in READ_FORMS else {})
