"""Small timelines from plain lines, for tests of figures over time.

    2026-01-05 letters added by it            (its blueprint came; the owner is the unit it)
    2026-01-05 letters is validated
    2026-02-14 letters in hr live from it     (the status of a copy; "gone": its record went)
    2026-03-01 letters owned by hr
    2026-03-01 letters risk high
    2026-03-02 letters incident leak open
    2026-03-03 post was letters               (renamed)
    2026-03-04 post removed
    2026-01-05 letters states validated 2024-06-01      (a declared date, in the commit that added it)
    2026-01-05 letters in hr states live 2024-07-01
    2026-01-05 import                         (the commit is an import)

Lines of one day are one commit; a letter behind the day makes another: `2026-01-05b`. What changes nothing is no event.
"""

from __future__ import annotations

from datetime import date
from itertools import groupby

from seedbed.timeline import Event, Kind, Timeline

ORDER = tuple(Kind)
DAY = 86_400
NOON = DAY // 2


Values = dict[tuple[str, str], str | None]


def seconds(day: str, /) -> int:
    """Midnight UTC of a day."""
    return (date.fromisoformat(day).toordinal() - date(1970, 1, 1).toordinal()) * DAY


def timeline_of(text: str, /) -> Timeline:
    """The timeline of a story; commits are made at noon, a minute apart."""
    lines = [line.split() for line in text.strip().splitlines() if line.strip()]
    values: Values = {}
    events: list[Event] = []
    imports = set()
    here: set[str] = set()
    for when, commit in groupby(lines, key=lambda line: line[0]):
        said = [line[1:] for line in commit]
        found = _go_on(when, values, here, said)
        for words in said:
            if words == ["import"]:
                imports.add(when)
            else:
                found += _events(when, values, *words)
        told = [event for event in found if event.declared or event.old != event.new]
        events += sorted(told, key=lambda event: (event.agent, _rank(event), event.path))
    return Timeline(
        head=events[-1].commit if events else None,
        commits=len(events),
        events=tuple(events),
        imports=frozenset(imports),
    )


def _go_on(when: str, values: Values, here: set[str], said: list[list[str]]) -> list[Event]:
    """Let the values of renamed agents go along, all at once; the events are those of records that stood at new ids."""
    went, came = ({words[0] for words in said if words[1:2] == [what]} for what in ("removed", "added"))
    moves = {words[0]: words[2] for words in said if words[1:2] == ["was"] and words[2] in here - went}
    taken = {key: values.pop(key) for key in list(values) if key[0] in {*moves, *moves.values()}}
    events = []
    for new, old in moves.items():
        for (agent, key), value in taken.items():
            if agent == old:
                values[new, key] = value
            elif agent == new and agent not in moves.values() and (old, key) not in taken and value is not None:
                events += _events(when, values, new, *key.split(), value)
    here -= went | set(moves.values())
    here |= came | set(moves)
    return events


def _rank(event: Event) -> tuple[bool, int]:
    is_blueprint = event.kind is Kind.STAGE or event.unit is None
    return not is_blueprint, ORDER.index(event.kind) if is_blueprint and not event.declared else 0


def _events(when: str, values: Values, agent: str, *words: str) -> list[Event]:  # noqa: C901, PLR0911 - the grammar
    place = ord(when[10:]) - ord("a") if when[10:] else 0
    folder = f"catalog/agents/{agent}"
    base = {"at": seconds(when[:10]) + NOON + 60 * place, "commit": when, "agent": agent, "change": 7}
    blueprint = base | {"path": f"{folder}/blueprint.yml"}

    def turn(kind: Kind, value: str | None, key: str, facts: dict) -> Event:
        old, values[agent, key] = values.get((agent, key)), value
        return Event(kind=kind, old=old, new=value, **facts)

    match words:
        case ["added", *owner]:
            owners = [turn(Kind.OWNER, owner[1], "owner", blueprint)] if owner else []
            return [Event(kind=Kind.ADDED, new=agent, **blueprint), *owners]
        case ["removed"]:
            for key in ("stage", "owner", "risk"):
                values.pop((agent, key), None)
            return [Event(kind=Kind.REMOVED, old=agent, **blueprint)]
        case ["was", old]:
            return [Event(kind=Kind.RENAMED, old=old, new=agent, **blueprint)]
        case ["is", stage]:
            return [turn(Kind.STAGE, stage, "stage", blueprint)]
        case ["owned", "by", unit]:
            return [turn(Kind.OWNER, unit, "owner", blueprint)]
        case ["risk", risk]:
            return [turn(Kind.RISK, risk, "risk", blueprint)]
        case ["version", version]:
            return [turn(Kind.VERSION, version, "version", blueprint)]
        case ["states", stage, day]:
            return [Event(kind=Kind.STAGE, new=stage, **blueprint | {"at": seconds(day), "declared": True})]
        case ["in", unit, "states", status, day]:
            stated = _copy(base, folder, unit, None) | {"at": seconds(day), "declared": True}
            return [Event(kind=Kind.DEPLOYMENT, new=status, **stated)]
        case ["in", unit, status, *source]:
            facts = _copy(base, folder, unit, source[1] if source else None)
            return [turn(Kind.DEPLOYMENT, None if status == "gone" else status, f"in {unit}", facts)]
        case ["incident", name, status]:
            facts = base | {"path": f"{folder}/incidents/{name}.yml", "unit": "it"}
            return [turn(Kind.INCIDENT, None if status == "gone" else status, name, facts)]
    raise ValueError(words)


def _copy(base: dict, folder: str, unit: str, source: str | None) -> dict:
    return base | {"path": f"{folder}/deployments/{unit}.yml", "unit": unit, "source": source}
