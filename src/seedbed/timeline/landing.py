"""Which pull request brought a commit, from the messages that forges write when they merge or squash one."""

from __future__ import annotations

import re

NUMBER = r"([1-9][0-9]{0,8})"

MERGES = re.compile(
    rf"Merge pull request #{NUMBER} (?:from|in) "  # GitHub; Bitbucket Data Center
    rf"|Merge pull request '.*' \(#{NUMBER}\) from "  # Gitea, Forgejo
    rf"|Merged in .+ \(pull request #{NUMBER}\)$"  # Bitbucket Cloud, merge and squash
    rf"|Pull request #{NUMBER}: "  # Bitbucket Server
    rf"|Merged PR {NUMBER}: "  # Azure DevOps
)
"""Whole first lines of merge commits, one form of each forge a line."""

SQUASHED = re.compile(rf" \((?:[#!]|pull request #){NUMBER}\)$")
"""How a squashed first line ends: GitHub, Gitea, Forgejo `(#12)`; GitLab `(!12)`; Bitbucket `(pull request #12)`."""

REFERENCE = re.compile(rf"^See merge request \S*!{NUMBER}$", re.MULTILINE)
"""The line that GitLab writes into the body of its merge and squash commits."""


def change_number(subject: str, body: str, /) -> int | None:
    """The number of the pull or merge request that a commit brought; None where its message names none.

    The title of a reverted change names that change, not its own: in `Revert "Sort letters (#7)"` there is no number.
    """
    found = MERGES.match(subject) or SQUASHED.search(subject.rstrip()) or _last(body)
    number = next(filter(None, found.groups()), None) if found else None
    return int(number) if number else None


def _last(body: str) -> re.Match[str] | None:
    """GitLab's line; the last one, since a squashed message may quote others before it."""
    if "See merge request " not in body:
        return None
    return next(reversed(list(REFERENCE.finditer(body))), None)
