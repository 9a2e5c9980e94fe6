"""A cache on disk that may be lost at any time: one file for each history, replaced as a whole.

A reader sees the old file or the new one, never half of either: a run that is killed, two runs at once and a full disk
cost time and nothing else. What does not fit the key, or is damaged, is not there. Nothing in a file is ever executed.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import sys
import zlib
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

MAGIC = b"seedbed cache 1\n"
MOST_BYTES = 1 << 30
"""A larger file is not read: no history is as long."""


class CacheKey(Struct, frozen=True, kw_only=True):
    """What a cached value was made from. `name` chooses the file; where `facts` differ, the file is of no use."""

    name: str
    facts: Mapping[str, str]

    @property
    def text(self) -> str:
        """The key as the file holds it; the order of bytes belongs to it, since columns are kept as they are."""
        return json.dumps({"name": self.name, "order": sys.byteorder, **self.facts}, sort_keys=True)

    @property
    def file_name(self) -> str:
        """The name of the file."""
        return f"{blake2b(self.name.encode(errors='surrogateescape'), digest_size=16).hexdigest()}.timeline"


def cache_folder(outside: tuple[Path, ...], /) -> Path | None:
    """The folder for caches, as XDG has it; None where there is no home, or where it would lie in one of `outside`."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    try:
        base = Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
        folder = (base / "seedbed").resolve()
        inside = any(folder.is_relative_to(place.resolve()) for place in outside)
    except (OSError, RuntimeError):
        return None
    return None if inside else folder


def load_cached(folder: Path, key: CacheKey, /) -> dict[str, bytes] | None:
    """The parts that were stored under this key, or None. Never raises for what is or is not on disk."""
    try:
        with (folder / key.file_name).open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_uid != os.geteuid() or status.st_size > MOST_BYTES:
                return None
            return _parse(file.read(), key)
    except OSError:
        return None


def _parse(data: bytes, key: CacheKey) -> dict[str, bytes] | None:
    if not data.startswith(MAGIC):
        return None
    start = data.find(b"\n", len(MAGIC)) + 1
    body = memoryview(data)[start:]
    try:
        head = json.loads(data[len(MAGIC) : start])
        sizes = {str(name): int(size) for name, size in head["parts"]}
        fits = head["key"] == key.text and head["check"] == zlib.crc32(body)
    except (ValueError, TypeError, KeyError):
        return None
    if not fits or sum(sizes.values()) != len(body):
        return None
    ends = accumulate(sizes.values())
    return {name: bytes(body[end - size : end]) for (name, size), end in zip(sizes.items(), ends, strict=True)}


def store_cached(folder: Path, key: CacheKey, parts: Mapping[str, bytes], /) -> bool:
    """Store the parts under this key; False where that was not possible, or where another run is just storing."""
    body = b"".join(parts.values())
    sizes = [(name, len(part)) for name, part in parts.items()]
    head = json.dumps({"key": key.text, "check": zlib.crc32(body), "parts": sizes})
    draft = folder / f"{key.file_name}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with draft.open("ab") as file:
            if not _is_ours(file, draft):
                return False
            file.truncate(0)
            file.writelines((MAGIC, head.encode(), b"\n", body))
            file.flush()
            draft.replace(folder / key.file_name)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        return False
    return True


def _is_ours(file: BinaryIO, draft: Path) -> bool:
    """Lock the draft; False where another run has it, or has just made it the cache itself."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return draft.exists() and os.path.samestat(os.fstat(file.fileno()), draft.stat())


def digest_of(files: Iterable[Path], /) -> str:
    """A digest of files of code: what made a cache is part of its key."""
    digest = blake2b(digest_size=16)
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
