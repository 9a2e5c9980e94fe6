"""Folders as Git stores them: values that share what did not change, so that keeping an earlier state is cheap.

The entries of a folder lie in blocks. A change makes one block anew and reuses the others; only the id of the folder
needs all its bytes. A folder of 5,000 is changed 100,000 times, so blocks are plain tuples side by side.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from msgspec import Struct

from seedbed.example.packfile import PackWriter, Splice, delta_of, object_id

T = TypeVar("T")

LONGEST_CHAIN = 100
"""Changes upon changes until a folder is written whole again."""

SMALL = 600
"""Folders up to this many bytes are written whole."""

LARGEST_BLOCK = 96


class Blocks(NamedTuple):
    """The entries of a folder in order, in blocks: the first key, the keys, the nodes and the bytes of each.

    A key is a name, with a slash behind that of a folder, which is how Git sorts them. A node is what the entry stands
    for: the id of a file, or a folder.
    """

    firsts: tuple[bytes, ...] = ()
    keys: tuple[tuple[bytes, ...], ...] = ()
    nodes: tuple[tuple[Node, ...], ...] = ()
    raws: tuple[bytes, ...] = ()

    def find(self, key: bytes, /) -> tuple[int, int, bool]:
        """The block and the place in it where `key` is or belongs, and whether it is there."""
        block = max(0, bisect_right(self.firsts, key) - 1)
        keys = self.keys[block]
        place = bisect_left(keys, key)
        return block, place, place < len(keys) and keys[place] == key


class Folder(Struct, frozen=True, eq=False):
    """A folder: its id, its size in bytes, and its entries."""

    oid: bytes
    size: int
    blocks: Blocks

    def child(self, name: str, /) -> Folder:
        """The folder of this name; the empty one where there is none."""
        if self.blocks.keys:
            block, place, known = self.blocks.find(f"{name}/".encode())
            node = self.blocks.nodes[block][place] if known else None
            if isinstance(node, Folder):
                return node
        return EMPTY


Node = bytes | Folder

EMPTY = Folder(object_id(b"tree"), 0, Blocks())

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
        wanted: dict[bytes, Node | None] = {name.encode(): oid for name, oid in edits.items() if "/" not in name}
        changed = {name: graft for name, graft in grafts.items() if "/" not in name}
        deeper, deeper_grafts = _by_folder(edits), _by_folder(grafts)
        for name in {**deeper, **deeper_grafts}:
            inner = changed[name] if name in changed else folder.child(name)
            changed[name] = self.edited(inner, deeper.get(name, {}), grafts=deeper_grafts.get(name, NOTHING))
        for name, inner in changed.items():
            wanted[f"{name}/".encode()] = None if inner is EMPTY else inner
        return self._with(folder, wanted)

    def _single(self, folder: Folder, path: str, oid: bytes | None) -> Folder:
        """The most frequent edit by the shortest way."""
        name, slash, rest = path.partition("/")
        inner = self._single(folder.child(name), rest, oid) if slash else oid
        return self._with(folder, {f"{name}{slash}".encode(): None if inner is EMPTY else inner})

    def _with(self, folder: Folder, wanted: Mapping[bytes, Node | None]) -> Folder:
        """The folder with these entries, None where one is to go."""
        blocks, splices = folder.blocks, []
        for key in sorted(wanted, reverse=True):  # from behind, so that places in front stay what they were
            blocks, splice = _changed(blocks, key, wanted[key])
            splices.append(splice)
        if not blocks.keys:
            return EMPTY
        size = sum(map(len, blocks.raws))
        made = Folder(object_id(b"tree", *blocks.raws), size, blocks)
        if self._pack.chain(made.oid) is None:
            self._write(folder, made, splices[::-1])
        return made

    def _write(self, base: Folder, made: Folder, splices: list[Splice]) -> None:
        chain = self._pack.chain(base.oid)
        if made.size <= SMALL or chain is None or chain >= LONGEST_CHAIN:
            self._pack.add(made.oid, b"".join(made.blocks.raws))
        else:
            self._pack.add_delta(made.oid, base.oid, delta_of(base.size, splices))


def moved(root: Folder, old: str, new: str, /) -> dict[str, Folder]:
    """The grafts by which the folder `old` gets the path `new`."""
    folder = root
    for name in old.split("/"):
        folder = folder.child(name)
    return {old: EMPTY, new: folder}


def _changed(blocks: Blocks, key: bytes, node: Node | None) -> tuple[Blocks, Splice]:
    """The blocks with one entry set, or gone, and the change of their bytes."""
    new = _entry(key, node) if node is not None else b""
    kept = (node,) if node is not None else ()
    if not blocks.keys:
        return _exchanged(blocks, 0, (key,) if kept else (), kept, new), Splice(0, 0, new)
    at, place, known = blocks.find(key)
    keys, nodes, raw = blocks.keys[at], blocks.nodes[at], blocks.raws[at]
    old = _entry(keys[place], nodes[place]) if place < len(keys) else b""
    start = raw.index(old) if old else len(raw)
    end = start + len(old) if known else start
    stop = place + 1 if known else place
    if not (known and kept):
        keys = (*keys[:place], *((key,) if kept else ()), *keys[stop:])
    nodes = (*nodes[:place], *kept, *nodes[stop:])
    before = sum(map(len, blocks.raws[:at]))
    splice = Splice(before + start, before + end, new)
    return _exchanged(blocks, at, keys, nodes, raw[:start] + new + raw[end:]), splice


def _exchanged(blocks: Blocks, at: int, keys: tuple[bytes, ...], nodes: tuple[Node, ...], raw: bytes) -> Blocks:
    """The blocks with other entries in block `at`: none when they are empty, two when they have become too many."""
    pieces = list(_pieces(keys, nodes, raw))
    after = at + 1
    return Blocks(
        (*blocks.firsts[:at], *[piece[0][0] for piece in pieces], *blocks.firsts[after:]),
        (*blocks.keys[:at], *[piece[0] for piece in pieces], *blocks.keys[after:]),
        (*blocks.nodes[:at], *[piece[1] for piece in pieces], *blocks.nodes[after:]),
        (*blocks.raws[:at], *[piece[2] for piece in pieces], *blocks.raws[after:]),
    )


def _pieces(
    keys: tuple[bytes, ...], nodes: tuple[Node, ...], raw: bytes
) -> Iterator[tuple[tuple[bytes, ...], tuple[Node, ...], bytes]]:
    if len(keys) <= LARGEST_BLOCK:
        if keys:
            yield keys, nodes, raw
        return
    half = len(keys) // 2
    cut = sum(len(_entry(key, node)) for key, node in zip(keys[:half], nodes[:half], strict=True))
    yield keys[:half], nodes[:half], raw[:cut]
    yield keys[half:], nodes[half:], raw[cut:]


def _entry(key: bytes, node: Node) -> bytes:
    """An entry as Git writes it. No shorter text than its own 27 bytes and the name can be mistaken for it."""
    if isinstance(node, Folder):
        return b"40000 %s\0%s" % (key[:-1], node.oid)
    return b"100644 %s\0%s" % (key, node)


def _by_folder(paths: Mapping[str, T]) -> dict[str, dict[str, T]]:
    """What lies in folders, by the first folder of its path."""
    found: dict[str, dict[str, T]] = {}
    for path, value in paths.items():
        name, slash, rest = path.partition("/")
        if slash:
            found.setdefault(name, {})[rest] = value
    return found
