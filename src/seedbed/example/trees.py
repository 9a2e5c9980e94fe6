"""Folders as Git stores them: values that share what did not change, so that keeping an earlier state is cheap.

The entries of a folder lie in blocks. A change makes one block anew and reuses the others; only the id of the folder
needs all its bytes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, TypeVar

from seedbed.example.packfile import PackWriter, Splice, delta_of, object_id

T = TypeVar("T")

FILE, FOLDER = b"100644", b"40000"
LONGEST_CHAIN = 50
"""Changes upon changes until a folder is written whole again; Git's own packs do the same."""

SMALL = 600
"""Folders up to this many bytes are written whole."""

LARGEST_BLOCK = 96


class Entry(NamedTuple):
    """A file or a folder in a folder; `key` is its name, with a slash behind a folder's, which is how Git sorts."""

    key: bytes
    raw: bytes
    folder: Folder | None


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Neighbouring entries in order, and their bytes."""

    entries: tuple[Entry, ...]
    raw: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Folder:
    """A folder: its id, its entries in blocks, and its size in bytes."""

    oid: bytes
    blocks: tuple[Block, ...]
    size: int

    def find(self, key: bytes, /) -> Entry | None:
        """The entry with this key."""
        if not self.blocks:
            return None
        entries = self.blocks[block_of(self.blocks, key)].entries
        place = bisect_left(entries, key, key=_key)
        return entries[place] if place < len(entries) and entries[place].key == key else None

    def child(self, name: str, /) -> Folder:
        """The folder of this name; the empty one where there is none."""
        entry = self.find(name.encode() + b"/")
        return entry.folder if entry and entry.folder else EMPTY


EMPTY = Folder(object_id(b"tree", b""), (), 0)

Edits = Mapping[str, bytes | None]
"""Ids of files by path, None where the file goes."""

NOTHING: Mapping[str, Folder] = {}


class Trees:
    """Makes folders and writes each new one into the pack."""

    def __init__(self, pack: PackWriter, /) -> None:
        """Write into `pack`."""
        self._pack = pack

    def edited(self, folder: Folder, edits: Edits, /, *, grafts: Mapping[str, Folder] = NOTHING) -> Folder:
        """The folder with its grafts in place, then edited; a folder that loses its last file goes."""
        if len(edits) == 1 and not grafts:
            return self._single(folder, *next(iter(edits.items())))
        wanted = {name.encode(): _file(name, oid) for name, oid in edits.items() if "/" not in name}
        changed = {name: graft for name, graft in grafts.items() if "/" not in name}
        deeper, deeper_grafts = _by_folder(edits), _by_folder(grafts)
        for name in {**deeper, **deeper_grafts}:
            inner = changed[name] if name in changed else folder.child(name)
            changed[name] = self.edited(inner, deeper.get(name, {}), grafts=deeper_grafts.get(name, NOTHING))
        for name, inner in changed.items():
            wanted[name.encode() + b"/"] = _folder(name, inner)
        return self._with(folder, wanted)

    def _single(self, folder: Folder, path: str, oid: bytes | None) -> Folder:
        """The most frequent edit by the shortest way."""
        name, slash, rest = path.partition("/")
        if slash:
            return self._with(folder, {f"{name}/".encode(): _folder(name, self._single(folder.child(name), rest, oid))})
        return self._with(folder, {name.encode(): _file(name, oid)})

    def _with(self, folder: Folder, wanted: Mapping[bytes, Entry | None]) -> Folder:
        """The folder with these entries, None where one is to go."""
        if len(folder.blocks) < 2:
            known = folder.blocks[0].entries if folder.blocks else ()
            entries, splices = _replaced(known, wanted, 0)
            return self._made(folder, tuple(_blocks(entries)), splices)
        return self._with_many(folder, wanted)

    def _with_many(self, folder: Folder, wanted: Mapping[bytes, Entry | None]) -> Folder:
        by_block: dict[int, list[bytes]] = {}
        for key in sorted(wanted):
            by_block.setdefault(block_of(folder.blocks, key), []).append(key)
        blocks = list(folder.blocks)
        starts = list(accumulate([len(block.raw) for block in blocks], initial=0))
        splices: list[Splice] = []
        for place, keys in sorted(by_block.items(), reverse=True):
            entries, changes = _replaced(blocks[place].entries, {key: wanted[key] for key in keys}, starts[place])
            blocks[place : place + 1] = _blocks(entries)
            splices[:0] = changes
        return self._made(folder, tuple(blocks), splices)

    def _made(self, base: Folder, blocks: tuple[Block, ...], splices: list[Splice]) -> Folder:
        if not blocks:
            return EMPTY
        parts = [block.raw for block in blocks]
        size = sum([len(part) for part in parts])
        oid = object_id(b"tree", *parts)
        if self._pack.chain(oid) is None:
            chain = self._pack.chain(base.oid)
            if size <= SMALL or chain is None or chain >= LONGEST_CHAIN:
                self._pack.add(oid, b"".join(parts))
            else:
                self._pack.add_delta(oid, base.oid, delta_of(base.size, splices))
        return Folder(oid, blocks, size)


def moved(root: Folder, old: str, new: str, /) -> dict[str, Folder]:
    """The grafts by which the folder `old` gets the path `new`."""
    folder = root
    for name in old.split("/"):
        folder = folder.child(name)
    return {old: EMPTY, new: folder}


def block_of(blocks: tuple[Block, ...], key: bytes, /) -> int:
    """The place of the block in which `key` is, or would be."""
    return max(0, bisect_right(blocks, key, key=_first_key) - 1)


def _replaced(
    entries: tuple[Entry, ...], wanted: Mapping[bytes, Entry | None], start: int
) -> tuple[list[Entry], list[Splice]]:
    """Entries after the changes, and the changes as splices; the first entry begins at `start`."""
    result = list(entries)
    splices: list[Splice] = []
    for key, entry in sorted(wanted.items(), reverse=True):
        place = bisect_left(result, key, key=_key)
        known = result[place : place + 1] if place < len(result) and result[place].key == key else []
        if not (known and entry and known[0].raw == entry.raw):
            begin = start + sum([len(each.raw) for each in result[:place]])
            end = begin + (len(known[0].raw) if known else 0)
            splices.append(Splice(begin, end, entry.raw if entry else b""))
        result[place : place + len(known)] = [entry] if entry else []
    return result, splices[::-1]


def _blocks(entries: list[Entry]) -> Iterator[Block]:
    """The entries as one block, or as several where they have become too many."""
    size = LARGEST_BLOCK if len(entries) <= LARGEST_BLOCK else LARGEST_BLOCK // 2
    for place in range(0, len(entries), size):
        part = entries[place : place + size]
        yield Block(tuple(part), b"".join([entry.raw for entry in part]))


def _file(name: str, oid: bytes | None) -> Entry | None:
    key = name.encode()
    return Entry(key, b"%s %s\0%s" % (FILE, key, oid), None) if oid else None


def _folder(name: str, folder: Folder) -> Entry | None:
    key = name.encode()
    return Entry(key + b"/", b"%s %s\0%s" % (FOLDER, key, folder.oid), folder) if folder.blocks else None


def _by_folder(paths: Mapping[str, T]) -> dict[str, dict[str, T]]:
    """What lies in folders, by the first folder of its path."""
    found: dict[str, dict[str, T]] = {}
    for path, value in paths.items():
        name, slash, rest = path.partition("/")
        if slash:
            found.setdefault(name, {})[rest] = value
    return found


def _key(entry: Entry) -> bytes:
    return entry.key


def _first_key(block: Block) -> bytes:
    return block.entries[0].key
