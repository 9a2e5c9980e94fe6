"""Whose word counts: the people of main, in one role each, without anybody who had a hand in the change.

A person counts with their last review, given on the very commit that is judged. Who proposes speaks for the owning unit
when the forge vouches for the account; that never stands in for a second pair of eyes, except where something is only
stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct, field

from seedbed.gate.approvals import Need
from seedbed.gate.asker import Asker, owners_of
from seedbed.gate.needs import OFFICE, OWNER, SECOND, SECURITY, Ask
from seedbed.gate.side import Side
from seedbed.records import Person
from seedbed.repository.reviews import Opinion, Reviews
from seedbed.repository.reviews import Review as Opined
from seedbed.timeline.attribution import is_bot


class Voices(Struct, frozen=True, kw_only=True):
    """The people of main who may speak about a change, and who of them asks for it or had a hand in it."""

    people: tuple[Person, ...]
    asker: Asker
    hands: frozenset[str]
    parents: Callable[[str], str | None]
    _units: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def needs(self, ask: Ask, subjects: tuple[str, ...], /) -> Iterator[Need]:
        """One need for each role that is asked for, `owner` once for each unit."""
        for role in ask.roles:
            for unit in ask.units if role == OWNER else (None,):
                everybody = self.may_fill(role, ask.units, unit)
                yield Need(
                    role=role,
                    people=tuple(one for one in everybody if one not in self.hands),
                    why=ask.why,
                    unit=unit,
                    subjects=subjects,
                    path=ask.path,
                )

    def may_fill(self, role: str, units: tuple[str, ...], unit: str | None, /) -> tuple[str, ...]:
        """The ids of everybody who has a role towards records of some units, whether they had a hand in it or not."""
        if unit is not None:
            return self._of_unit(unit)
        if role == SECOND:
            own = {*units, *(person.unit for person in self.asker.people)}
            return tuple(p.id for p in self.people if p.unit not in own and not {OFFICE, SECURITY} & set(p.roles))
        return tuple(person.id for person in self.people if role in person.roles)

    def _of_unit(self, unit: str) -> tuple[str, ...]:
        """Who speaks for a unit: its people; where nobody is known, the unit above; at the end the AI office."""
        if unit not in self._units:
            seen: set[str] = set()
            above: str | None = unit
            found: tuple[str, ...] = ()
            while above and above not in seen and not found:
                seen.add(above)
                found = tuple(person.id for person in self.people if person.unit == above)
                above = self.parents(above)
            self._units[unit] = found or tuple(person.id for person in self.people if OFFICE in person.roles)
        return self._units[unit]

    def proposer(self, need: Need, roles: Sequence[str], /, *, is_stop: bool) -> str | None:
        """Who speaks for the owning unit by proposing, if that counts: somebody else must be needed besides."""
        speaks = need.role == OWNER and need.unit is not None and self.asker.is_vouched
        alone = all(role == OWNER for role in roles) and not is_stop
        if not speaks or alone or not self.asker.is_known:
            return None
        who = self.asker.people[0]
        return who.id if who.unit == need.unit else None


def approvers_of(reviews: Reviews, voices: Voices, /, *, head: str) -> tuple[list[str], list[str]]:
    """The ids of everybody whose approval counts, and of every other review why it does not."""
    owners = owners_of((one.forge, one) for one in voices.people)
    counted: list[str] = []
    uncounted: list[str] = []
    for name, told in reviews.last_of_each.items():
        person = owners.get(name)
        reason = _why_not(told, person, voices.hands, head)
        if reason:
            uncounted.append(f"{told.handle}: {reason}")
        elif person and told.opinion is Opinion.APPROVED:
            counted.append(person.id)
    return counted, uncounted


def _why_not(told: Opined, person: Person | None, hands: frozenset[str], head: str) -> str:
    """Why an approval counts for nothing; '' when it counts, and for what is no approval."""
    if told.opinion is not Opinion.APPROVED:
        return ""
    if told.is_bot or is_bot((told.handle, "")):
        return "a program cannot agree"
    if person is None:
        return "the account belongs to nobody, or to several people, in catalog/people of the main branch"
    if person.id in hands:
        return "had a hand in the change"
    if told.head != head:
        return f"given on {told.head[:12]}, not on {head[:12]}" if told.head else "nobody can say on which commit"
    return told.doubt


def objectors_of(reviews: Reviews, voices: Voices, may: Iterable[str], /) -> Iterator[str]:
    """Everybody among the ids `may` whose last word is that changes are needed, on whatever commit it was said."""
    owners, heard = owners_of((one.forge, one) for one in voices.people), set(may)
    for name, told in reviews.last_of_each.items():
        person = owners.get(name)
        if person and person.id in heard and told.opinion is Opinion.CHANGES_REQUESTED:
            yield person.id


def parents_in(side: Side, /) -> Callable[[str], str | None]:
    """Finds the unit above a unit."""

    def parent(unit_id: str) -> str | None:
        unit = side.unit(unit_id)
        return unit.part_of if unit else None

    return parent
