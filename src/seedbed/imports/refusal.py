"""How an import says no: every reason at once, each with its place and its mend."""

from __future__ import annotations

from collections.abc import Iterable

from seedbed.problems import Problem, Severity


class Refused(Exception):  # noqa: N818 - the import is refused; nothing went wrong inside
    """The mapping, the table or the portal does not allow this import. `problems` are in report order."""

    def __init__(self, problems: Iterable[Problem], /) -> None:
        """Keep the problems in the order in which they are reported."""
        self.problems = tuple(sorted(problems, key=lambda problem: problem.sort_key))
        super().__init__("\n".join(f"{p.path}:{p.line}:{p.column}: {p.message}" for p in self.problems))


def problem(rule: str, path: str, message: str, fix: str, /, *, line: int = 1, column: int = 1) -> Problem:
    """An error of an import; `rule` is `import-map`, `import-table` or `import-target`."""
    return Problem(rule=rule, severity=Severity.ERROR, path=path, line=line, column=column, message=message, fix=fix)
