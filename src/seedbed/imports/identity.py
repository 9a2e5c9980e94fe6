"""Which entry of a register an agent is: a key made from the columns that name it, kept in `recorded.source`.

The key outlives a new name, a moved row and the next edition of the register. It is a hash, so that it has one length
whatever the columns hold; the words before it are for people.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from seedbed.imports.cells import fold
from seedbed.imports.mapping import Identity, Register
from seedbed.imports.slugs import digest
from seedbed.imports.tally import shorten
from seedbed.imports.values import Cells
from seedbed.repository.load import Source

MOST_SOURCE = 200
BASE, TWIN = 16, 8
MARK = re.compile(rf"\[([a-z0-9-]+):([0-9a-f]{{{BASE}}})\.([0-9a-f]{{{TWIN}}})\]$")


class Key(Struct, frozen=True, order=True):
    """The fingerprint of the key columns, and that of the columns which tell twins apart."""

    base: str
    twin: str

    @property
    def text(self) -> str:
        """Both as one text."""
        return f"{self.base}.{self.twin}"


def key_of(cells: Cells, identity: Identity, register: Register, /) -> Key:
    """The key of one row; the same in every edition of the register's family."""
    base = [fold(cells.text(reference)) for reference in identity.key]
    twin = [fold(cells.text(reference)) for reference in identity.distinguish]
    return Key(digest(register.family, *base)[:BASE], digest(*twin)[:TWIN])


def source_text(row: int, cells: Cells, key: Key, identity: Identity, register: Register, /) -> str:
    """What `recorded.source` says: register, row, the key in words as far as there is room, the key."""
    mark = f"[{register.family}:{key.text}]"
    head = f"{register.name}, row {row}, "
    words = " / ".join(text for reference in identity.key if (text := cells.text(reference)))
    return f"{head}{shorten(words, most=MOST_SOURCE - len(head) - len(mark) - 1)} {mark}"


def recorded_keys(agents: Iterable[Source], family: str, /) -> dict[Key, str]:
    """The id of every agent that came from this family of registers, by key; the first id where a key stands twice."""
    keys: dict[Key, str] = {}
    for source in agents:
        recorded = source.data.get("recorded") if isinstance(source.data, Mapping) else None
        text = recorded.get("source") if isinstance(recorded, Mapping) else None
        match = MARK.search(text) if isinstance(text, str) else None
        if match and match[1] == family:
            keys.setdefault(Key(match[2], match[3]), source.id)
    return keys


def match_keys(keys: Iterable[Key], known: Mapping[Key, str], /) -> dict[Key, str]:
    """The agent that each key means, for keys that mean one.

    A key with another twin part still means the agent whose base part it shares, when each side has just one left: so a
    description may change from edition to edition as long as nothing else of that name changes with it.
    """
    wanted = set(keys)
    found = {key: known[key] for key in wanted if key in known}
    rows, agents = _by_base(wanted - set(found)), _by_base(set(known) - set(found))
    for base, twins in rows.items():
        others = agents.get(base, [])
        if len(twins) == len(others) == 1:
            found[twins[0]] = known[others[0]]
    return found


def _by_base(keys: Iterable[Key]) -> dict[str, list[Key]]:
    groups: defaultdict[str, list[Key]] = defaultdict(list)
    for key in keys:
        groups[key.base].append(key)
    return groups
