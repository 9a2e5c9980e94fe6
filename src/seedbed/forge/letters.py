"""What is written back to somebody who filled in a form, and what stands in the pull request made from it."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.forge.answers import Complaint
from seedbed.forge.submission import Submission
from seedbed.reports.findings import safe_text
from seedbed.reports.markdown import escape


def create_letter(made: Submission, /, *, author: str, issue: int | None) -> str:
    """Markdown, ending with a line feed: the pull request's text, or what must be mended before there can be one."""
    return "".join(_proposal(made, author, issue) if made.path else _mends(made))


def _proposal(made: Submission, author: str, issue: int | None) -> Iterator[str]:
    yield f"@{author} filled in a form; this is the record that it makes: `{made.path}`.\n"
    if issue is not None:
        yield f"\nCloses #{issue}.\n"
    if made.hints:
        yield "\nTo look at before it is merged:\n\n"
        yield from (f"- {_text(hint)}\n" for hint in made.hints)


def _mends(made: Submission) -> Iterator[str]:
    yield "Thank you. A few things are still to mend; edit the form above, and it will be read again.\n\n"
    yield from (f"- {_complaint(one)}\n" for one in made.complaints)


def _complaint(complaint: Complaint) -> str:
    label = f"**{_text(complaint.label)}** " if complaint.label else ""
    return label + _text(complaint.message)


def _text(text: str) -> str:
    return escape(safe_text(text))
