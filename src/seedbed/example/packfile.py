"""A Git pack with its index, written in one pass: the door through which the example's folders reach the repository.

`git fast-import` writes every folder twice for each commit that touches it. With 5,000 agents in one folder that is
over 2 milliseconds a commit, most of it printing entries that did not change; here the unchanged ones are a reference.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Iterable
from io import BufferedRandom
from pathlib import Path
from struct import pack
from typing import NamedTuple

TREE, OFFSET_DELTA = 2, 6
COPY_LIMIT = 0xFFFFFF
INSERT_LIMIT = 0x7F
SIZE_LIMIT = 1 << 31
"""Offsets in the index are written with 31 bits; no example comes near."""

STORED_LIMIT = 1000
"""Up to this many bytes setting up a compressor costs more than it saves."""

CHAIN_BITS = 8
"""Low bits of a place that count the changes under an object; one number a tree is all that memory has to hold."""


class Splice(NamedTuple):
    """Bytes `start` to `end` of a text, replaced."""

    start: int
    end: int
    new: bytes


class PackWriter:
    """Writes tree objects into `directory`. Use it in a `with` block, call `finish` at its end."""

    def __init__(self, directory: Path, /) -> None:
        """Open a pack under a temporary name."""
        self._directory = directory
        self._path = directory / "tmp_example.pack"
        self._file: BufferedRandom = self._path.open("w+b")
        self._file.write(pack(">4sII", b"PACK", 2, 0))
        self._end = 12
        self._places: dict[bytes, int] = {}
        self._checks = array("I")

    def __enter__(self) -> PackWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def chain(self, oid: bytes, /) -> int | None:
        """How many changes lie under a tree, 0 when it was written whole; None when it was not written at all."""
        place = self._places.get(oid)
        return None if place is None else place & ((1 << CHAIN_BITS) - 1)

    def add(self, oid: bytes, content: bytes, /) -> None:
        """Write a tree as a whole."""
        self._write(oid, 0, _header(TREE, len(content)), content)

    def add_delta(self, oid: bytes, base: bytes, delta: bytes, /) -> None:
        """Write a tree as a change of `base`, which this pack holds already."""
        place = self._places[base]
        header = _header(OFFSET_DELTA, len(delta)) + _distance(self._end - (place >> CHAIN_BITS))
        self._write(oid, (place & ((1 << CHAIN_BITS) - 1)) + 1, header, delta)

    def finish(self) -> None:
        """Write count, checksum and index, and give both files their names; nothing when there is no tree."""
        if not self._places:
            return
        self._file.seek(8)
        self._file.write(pack(">I", len(self._places)))
        self._file.flush()
        self._file.seek(0)
        checksum = hashlib.file_digest(self._file, _sha1).digest()
        self._file.seek(0, 2)
        self._file.write(checksum)
        self._file.close()
        name = self._directory / f"pack-{checksum.hex()}"
        name.with_suffix(".idx").write_bytes(self._index(checksum))
        self._path.rename(name.with_suffix(".pack"))

    def _write(self, oid: bytes, chain: int, header: bytes, content: bytes) -> None:
        if self._end >= SIZE_LIMIT:
            message = "the example's folders do not fit into one pack; ask for fewer commits or fewer agents"
            raise OverflowError(message)
        packed = header + (_stored(content) if len(content) <= STORED_LIMIT else zlib.compress(content, 1))
        self._places[oid] = self._end << CHAIN_BITS | chain
        self._checks.append(zlib.crc32(packed))
        self._file.write(packed)
        self._end += len(packed)

    def _index(self, checksum: bytes) -> bytes:
        """The index, version 2: names in order, with the check and the offset of each."""
        rows = sorted(zip(self._places, self._checks, self._places.values(), strict=True))
        fan = array("I", bytes(1024))
        for oid, _, _ in rows:
            fan[oid[0]] += 1
        for place in range(1, 256):
            fan[place] += fan[place - 1]
        tables = (fan, [check for _, check, _ in rows], [place >> CHAIN_BITS for _, _, place in rows])
        first, second, third = (pack(f">{len(table)}I", *table) for table in tables)
        body = b"\xfftOc\x00\x00\x00\x02" + first + b"".join(oid for oid, _, _ in rows) + second + third + checksum
        return body + _sha1(body).digest()


def delta_of(base_size: int, splices: Iterable[Splice], /) -> bytes:
    """The delta that turns a text of `base_size` bytes into the one with `splices` (in order, not overlapping)."""
    operations: list[bytes] = []
    place = size = 0
    for start, end, new in (*splices, Splice(base_size, base_size, b"")):
        operations += (_copy(at, min(COPY_LIMIT, start - at)) for at in range(place, start, COPY_LIMIT))
        for at in range(0, len(new), INSERT_LIMIT):
            piece = new[at : at + INSERT_LIMIT]
            operations.append(bytes((len(piece),)) + piece)
        size += start - place + len(new)
        place = end
    return b"".join((_number(base_size), _number(size), *operations))


def object_id(kind: bytes, *parts: bytes) -> bytes:
    """The id that Git gives to an object of a kind whose content comes in parts."""
    digest = _sha1(b"%s %d\0" % (kind, sum([len(part) for part in parts])))
    for part in parts:
        digest.update(part)
    return digest.digest()


def _sha1(content: bytes = b"") -> hashlib._Hash:
    return hashlib.sha1(content, usedforsecurity=False)


def _stored(content: bytes) -> bytes:
    """A zlib stream that holds `content` as it is; most of a small folder is ids, which nothing makes smaller."""
    size = len(content)
    return b"\x78\x01\x01" + pack("<HH", size, size ^ 0xFFFF) + content + pack(">I", zlib.adler32(content))


def _header(kind: int, size: int) -> bytes:
    first = kind << 4 | size & 15
    rest = size >> 4
    return bytes((first | 128,)) + _number(rest) if rest else bytes((first,))


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _distance(value: int) -> bytes:
    """Seven bits a byte, the highest first, each further byte counting from one."""
    out = bytearray((value & 127,))
    while value := value >> 7:
        value -= 1
        out.insert(0, value & 127 | 128)
    return bytes(out)


def _copy(start: int, size: int) -> bytes:
    """Only the bytes of place and length that are not zero, announced by a bit each."""
    command, out = 128, bytearray()
    for bit, byte in enumerate((*start.to_bytes(4, "little"), *size.to_bytes(3, "little"))):
        if byte:
            command |= 1 << bit
            out.append(byte)
    return bytes((command,)) + bytes(out)
