"""What changed in the fields and the text of one record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from seedbed.changes.kinds import Change, ChangeKind
from seedbed.changes.pairs import Pair
from seedbed.repository.load import Source

MOST_TEXT = 120
"""Characters of a value that a change quotes."""

NAMED: Mapping[tuple[str, str], ChangeKind] = {
    ("agent", "stage"): ChangeKind.STAGE,
    ("agent", "risk"): ChangeKind.RISK,
    ("agent", "owner.unit"): ChangeKind.OWNER,
    ("agent", "version"): ChangeKind.VERSION,
    ("deployment", "status"): ChangeKind.DEPLOYMENT,
    ("deployment", "version"): ChangeKind.VERSION,
    ("incident", "status"): ChangeKind.INCIDENT,
    ("demo", "awards"): ChangeKind.AWARD,
}
"""Kind of record and field that have a kind of change of their own."""

AT_BIRTH = frozenset(NAMED.values()) - {ChangeKind.OWNER, ChangeKind.VERSION}
"""What is told of a record that is new, beside that it is."""


def field_changes(pair: Pair, /) -> Iterator[Change]:
    """Every field with another value than before, and the text when it is another; of a new record what matters."""
    if pair.kind is None or pair.after is None or _is_unread(pair.after) or (pair.before and _is_unread(pair.before)):
        return
    old = dict(_flat(pair.before.data)) if pair.before else {}
    new = dict(_flat(pair.after.data))
    for name in [*new, *(gone for gone in old if gone not in new)]:
        kind = _kind(pair.kind.name, name)
        is_new = pair.was is None and kind not in AT_BIRTH
        if old.get(name) != new.get(name) and not is_new:
            yield _change(pair, kind, name, _short(old.get(name)), _short(new.get(name)))
    if pair.before and pair.before.body != pair.after.body:
        yield _change(pair, ChangeKind.TEXT, "", None, None)


def _is_unread(source: Source) -> bool:
    """Whether the fields of a record could not be read; nothing is known then of what changed."""
    return source.kind.schema is not None and (bool(source.problems) or not isinstance(source.data, Mapping))


def _change(pair: Pair, kind: ChangeKind, name: str, old: str | None, new: str | None) -> Change:
    source = pair.after.data.get("copied_from") if pair.after and kind is ChangeKind.DEPLOYMENT else None
    return Change(
        kind=kind,
        subject=pair.id,
        record=pair.kind.name if pair.kind else "file",
        path=pair.path,
        field=name,
        old=old,
        new=new,
        line=_line(pair, name),
        source=source if isinstance(source, str) else None,
    )


def _line(pair: Pair, name: str) -> int:
    if not name or pair.after is None:
        return 1
    return pair.after.place(*name.split(".")).line


def _kind(record: str, name: str) -> ChangeKind:
    if record == "policy":
        return ChangeKind.POLICY
    return NAMED.get((record, name), ChangeKind.FIELD)


def _flat(data: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """The leaves of nested mappings by dotted name; a list is one leaf."""
    for key, value in data.items() if isinstance(data, Mapping) else ():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", _words(value)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_words, value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_words(inner)}" for key, inner in value.items())
    return "empty" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _short(text: str | None) -> str | None:
    return text if text is None or len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"
