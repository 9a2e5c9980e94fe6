"""What a rule between records may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from seedbed.records import Catalogue, Record
from seedbed.repository.load import Source, Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All sources, the catalogue of those that can be used, the paths of those that cannot, the day of judgement."""

    sources: Sources
    catalogue: Catalogue
    broken: frozenset[str]
    today: date

    def source(self, record: Record, /) -> Source:
        """The source that a record was built from."""
        return self.sources.files[record.path]
