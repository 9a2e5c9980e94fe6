"""Judging some records among many: rules go through the files of these alone, and may ask for every other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from seedbed.checks.context import Context
from seedbed.repository.load import Source, Sources


class Focus(Mapping[str, Source]):
    """Sources by path, of which some are listed and all are known."""

    def __init__(self, whole: Mapping[str, Source], only: Callable[[str], bool], /) -> None:
        """All of them, and whether a path is listed."""
        self.whole = whole
        self.listed = [path for path in whole if only(path)]

    def __getitem__(self, path: str) -> Source:
        """The source at any path."""
        return self.whole[path]

    def __contains__(self, path: object) -> bool:
        """Whether there is a source at a path."""
        return path in self.whole

    def __iter__(self) -> Iterator[str]:
        """The paths that are listed."""
        return iter(self.listed)

    def __len__(self) -> int:
        """How many are listed."""
        return len(self.listed)


def focus_on(context: Context, only: Callable[[str], bool], /) -> Context:
    """The same context for rules that are to judge the sources whose path is in `only`.

    Rules that go through the catalogue still judge all of it; whoever focuses asks for what is told of these paths.
    """
    return replace(context, sources=Sources(files=Focus(context.sources.files, only)))
