"""What a rule between records may look at."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from markdown_it.token import Token
from msgspec import Struct, field

from seedbed.checks.markdown import parse_blocks
from seedbed.kinds import KIND
from seedbed.problems import Place
from seedbed.records import Catalogue, Record
from seedbed.repository.load import Source, Sources


class Context(Struct, frozen=True, kw_only=True):
    """All sources, the catalogue of those that can be used, the paths of those that cannot, the day of judgement."""

    sources: Sources
    catalogue: Catalogue
    broken: AbstractSet[str]
    today: date
    _blocks: dict[str, list[Token]] = field(default_factory=dict)

    def source(self, record: Record, /) -> Source:
        """The source that a record was built from."""
        return self.sources.files[record.path]

    def place(self, record: Record, /, *path: str | int) -> Place:
        """Where the value at an instance path of a record stands."""
        return self.source(record).place(*path)

    def usable(self, *kinds: str) -> Iterator[Source]:
        """The sources of these kinds (of every kind when none is named) that rules between records may judge."""
        files = self.sources.files.values()
        return (s for s in files if s.path not in self.broken and (not kinds or s.kind.name in kinds))

    def ids(self, kind: str, /) -> list[str]:
        """The ids of every record of a kind that is there, broken or not."""
        return [source.id for source in self.sources.of(kind)]

    def has(self, kind: str, record_id: str, /) -> bool:
        """Whether there is a file at the path of this record, broken or not."""
        try:
            path = KIND[kind].path(record_id)
        except ValueError:
            return False
        return path in self.sources.files or path in self.broken

    def is_broken(self, kind: str, record_id: str, /) -> bool:
        """Whether there is a file for this record that cannot be used."""
        return self.has(kind, record_id) and KIND[kind].path(record_id) in self.broken

    def blocks(self, source: Source, /) -> list[Token]:
        """The blocks of a source's Markdown body, parsed once for all rules."""
        if source.path not in self._blocks:
            self._blocks[source.path] = parse_blocks(source.body)
        return self._blocks[source.path]
