"""What every report is made from, and the one writer through which text from records passes on its way to people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from seedbed.problems import Problem, Severity

MARKER = re.compile(r"##(?=[A-Za-z]*\[)")
"""How old commands of build servers begin, anywhere in a line: `##[…]`, `##vso[…]`, `##teamcity[…]`."""
NO_BREAK = "\u00a0\u202f"
"""Blanks that hold a number and its unit together in the sentences of the portal; in a report they are plain ones."""


class Findings(Struct, frozen=True, kw_only=True):
    """The problems in report order, and the text of every file that was judged, by path.

    `prefix` leads from the folder that a forge knows (the repository's top) to the portal: '' or `portal/`.
    """

    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    prefix: str = ""

    @property
    def records(self) -> int:
        """How many record files were judged."""
        return len(self.texts)

    @property
    def errors(self) -> int:
        """How many problems stop a merge."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems only ask for attention."""
        return len(self.problems) - self.errors

    @property
    def summary(self) -> str:
        """The last line of a report, as in `3 errors, 1 warning in 214 records`."""
        counts = [count(self.errors, "error")] * bool(self.errors) + [count(self.warnings, "warning")] * bool(
            self.warnings
        )
        return f"{', '.join(counts) or 'no problems'} in {count(self.records, 'record')}"

    def below(self, paths: Iterable[str], /) -> Findings:
        """Only what concerns these files and folders (paths from the portal's root, '' is the root itself)."""
        roots = {path.rstrip("/") for path in paths}
        texts = {path: text for path, text in self.texts.items() if _is_below(path, roots)}
        return replace(self, texts=texts, problems=tuple(p for p in self.problems if _is_below(p.path, roots)))

    @property
    def safe(self) -> Findings:
        """The same findings, every text fit for a terminal, a log and a forge."""
        return replace(self, problems=tuple(_safe_problem(problem) for problem in self.problems))


def _is_below(path: str, roots: set[str], /) -> bool:
    parts = path.split("/")
    return "" in roots or any("/".join(parts[:length]) in roots for length in range(1, len(parts) + 1))


def _safe_problem(problem: Problem, /) -> Problem:
    return replace(
        problem, path=safe_text(problem.path), message=safe_text(problem.message), fix=safe_text(problem.fix)
    )


def safe_text(text: str, /) -> str:
    """A text on one line that commands nothing.

    Control, bidirectional and other invisible characters stand as escapes, so that a terminal is not steered and a line
    cannot be forged; so do the beginnings of commands that build servers read from their logs.
    """
    shown = text if text.isprintable() else "".join(map(_shown, text))
    if "##" in shown:
        shown = MARKER.sub(r"#\\x23", shown)
    return rf"\x3a{shown.lstrip()[1:]}" if shown.lstrip().startswith("::") else shown


def _shown(character: str, /) -> str:
    if character in NO_BREAK:
        return " "
    return character if character.isprintable() else character.encode("unicode_escape").decode()


def count(number: int, noun: str, /) -> str:
    """A number with its noun: `1 error`, `2 errors`, `1,204 records`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
