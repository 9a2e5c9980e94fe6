"""Pull-request numbers in the messages of merge and squash commits."""

from __future__ import annotations

import pytest

from seedbed.timeline.landing import change_number

NAMED = {
    "GitHub merge": ("Merge pull request #7 from brook/x", "Sort letters"),
    "GitHub squash": ("Sort letters (#7)", "* one\n* two"),
    "GitHub squash of a revert": ('Revert "Sort letters (#4)" (#7)', ""),
    "GitLab merge": ("Merge branch 'x' into 'main'", "Sort letters\n\nSee merge request brook/agents!7"),
    "GitLab merge, relative": ("Merge branch 'x' into 'main'", "Sort letters\n\nSee merge request !7"),
    "GitLab squash that quotes another": (
        "Sort letters",
        "See merge request brook/agents!4\n\nSee merge request brook/agents!7",
    ),
    "GitLab squash with its number": ("Sort letters (!7)", ""),
    "Gitea and Forgejo merge": ("Merge pull request 'Sort (#4) letters' (#7) from x into main", ""),
    "Gitea and Forgejo squash": ("Sort letters (#7)", ""),
    "Bitbucket Cloud": ("Merged in brook/x (pull request #7)", "Sort letters\n\nApproved-by: Ada"),
    "Bitbucket Cloud squash": ("Sort letters (pull request #7)", ""),
    "Bitbucket Data Center": ("Merge pull request #7 in BRK/agents from x to main", ""),
    "Bitbucket Server": ("Pull request #7: Sort letters", ""),
    "Azure DevOps": ("Merged PR 7: Sort letters", ""),
    "a blank at the end": ("Sort letters (#7) ", ""),
}

UNNAMED = {
    "nothing": ("", ""),
    "a direct push": ("Sort letters", "Closes #7"),
    "a revert": ('Revert "Sort letters (#7)"', "This reverts commit 1234."),
    "a revert of a revert": ('Revert "Revert "Sort letters (#7)""', ""),
    "a number in the middle": ("Sort letters (#7) by hand", ""),
    "without a bracket": ("Sort letters #7", ""),
    "nought": ("Sort letters (#0)", ""),
    "more digits than any forge has": ("Sort letters (#1234567890)", ""),
    "words after GitLab's line": ("Sort letters", "See merge request brook/agents!7 for the reasons"),
    "GitLab's line inside another": ("Sort letters", "> See merge request brook/agents!7"),
    "a merge by hand": ("Merge branch 'main' into x", ""),
}


@pytest.mark.parametrize(("subject", "body"), NAMED.values(), ids=NAMED)
def test_a_number_is_found(subject, body):
    assert change_number(subject, body) == 7


@pytest.mark.parametrize(("subject", "body"), UNNAMED.values(), ids=UNNAMED)
def test_no_number_is_guessed(subject, body):
    assert change_number(subject, body) is None
