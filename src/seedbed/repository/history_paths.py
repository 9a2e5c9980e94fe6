"""Which files of a history are records, and whose: the portal's own layout, or any repository by a pattern."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from seedbed.kinds import kind_of


class RecordKind(StrEnum):
    """The records whose history is told; one letter each, since a cache holds one for every path."""

    BLUEPRINT = "b"
    DEPLOYMENT = "d"
    MEASUREMENT = "m"
    INCIDENT = "i"
    PERSON = "p"
    FOREIGN = "f"
    FOREIGN_PROSE = "g"


class Subject(NamedTuple):
    """Whose record a path is: the agent ('' for a person), and the rest of the id (a unit, an incident, a person)."""

    agent: str
    name: str


PORTAL_KINDS = {
    "agent": RecordKind.BLUEPRINT,
    "deployment": RecordKind.DEPLOYMENT,
    "measurement": RecordKind.MEASUREMENT,
    "incident": RecordKind.INCIDENT,
    "person": RecordKind.PERSON,
}
TEXTS = (".yml", ".yaml", ".csv")


class Layout(Struct, frozen=True, kw_only=True):
    """Where records lie: `root` is the folder that Git is asked about, from the repository's top, '' for all of it.

    `prefix` is the portal's folder inside a larger repository, with a slash at its end, or ''. `name` tells layouts
    apart in a cache. `find` says which kind of record lies at a path below the prefix, `locate` whose it is.
    """

    name: str
    prefix: str
    root: str
    find: Callable[[str], RecordKind | None]
    locate: Callable[[str], Subject]
    field: str = ""

    @property
    def pathspecs(self) -> tuple[str, ...]:
        """What follows `--` on Git's command line: a literal folder, counted from the top."""
        return (f":(top,literal){self.root}",) if self.root else ()


def portal_layout(prefix: str = "", /) -> Layout:
    """The layout of a portal that lies at `prefix` ('' or `folder/`) in its repository.

    A repository that is a portal and nothing else is compared whole: sorting out the few other files afterwards costs
    less than having Git match every entry of a folder of five thousand agents.
    """
    return Layout(
        name=f"portal:{prefix}",
        prefix=prefix,
        root=f"{prefix}catalog" if prefix else "",
        find=_find_portal_record,
        locate=_locate_portal_record,
    )


def _find_portal_record(path: str, /) -> RecordKind | None:
    if not path.endswith(TEXTS):
        return None
    found = kind_of(path)
    return PORTAL_KINDS.get(found[0].name) if found else None


def _locate_portal_record(path: str, /) -> Subject:
    _, root, name, *rest = path.split("/")
    if root == "people":
        return Subject("", name.removesuffix(".yml"))
    return Subject(name, rest[-1].rpartition(".")[0] if len(rest) > 1 else "")


def foreign_layout(pattern: str, field: str, /, *, prefix: str = "") -> Layout:
    """Any repository with one YAML record a folder: `pattern` as `keps/*/*/kep.yaml`, `field` as `owner.unit`.

    In the pattern `*` and `?` stay inside a folder, `**` crosses folders. An agent is named by the folder of its
    record, from the first wildcard of the pattern on, and by the file where the pattern has a wildcard there. Records
    that end in `.md` are read by their front matter. Raises ValueError when the pattern names no file.
    """
    parts = pattern.split("/")
    if not pattern.strip("/") or not all(parts) or {".", ".."} & set(parts):
        message = f"{pattern!r} is no pattern of record files: write it as folder/*/record.yml, from the portal's root"
        raise ValueError(message)
    plain = next((place for place, part in enumerate(parts[:-1]) if _is_wild(part)), len(parts) - 1)
    by_file = _is_wild(parts[-1])
    matches = re.compile("".join(_translate(parts))).fullmatch

    def find(path: str, /) -> RecordKind | None:
        """What kind of record a path is, None for one that is none."""
        if not matches(path):
            return None
        return RecordKind.FOREIGN_PROSE if path.endswith(".md") else RecordKind.FOREIGN

    def locate(path: str, /) -> Subject:
        """Whom a record is about, by what the wildcards stand for."""
        folder, _, file = path.rpartition("/")
        named = folder.split("/")[plain:] + ([file.rpartition(".")[0] or file] if by_file else [])
        return Subject("/".join(filter(None, named)) or folder.rpartition("/")[2] or path, "")

    return Layout(
        name=f"foreign:{prefix}{pattern}:{field}",
        prefix=prefix,
        root="/".join([*prefix.split("/")[:-1], *parts[:plain]]),
        find=find,
        locate=locate,
        field=field,
    )


def _is_wild(part: str) -> bool:
    return any(character in part for character in "*?")


def _translate(parts: list[str]) -> list[str]:
    """The pattern's parts as parts of a regular expression."""
    words = {"**": "(?:[^/]+/)*", "*": "[^/]*", "?": "[^/]"}
    last = len(parts) - 1
    translated = []
    for place, part in enumerate(parts):
        if part == "**" and place < last:
            translated.append(words["**"])
            continue
        pieces = (words.get(piece, re.escape(piece)) for piece in re.split(r"([*?])", part.replace("**", "*")))
        translated.append("".join(pieces) + ("/" if place < last else ""))
    return translated
