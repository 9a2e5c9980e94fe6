"""Approvals of a change: what is asked for on one side, whose word counts on the other, brought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from seedbed.gate.approvals import Approvals, Given, How, Need
from seedbed.gate.context import Review
from seedbed.gate.hands import hands_of
from seedbed.gate.needs import Ask, asks_of
from seedbed.gate.voices import Voices, approvers_of, objectors_of, parents_in

MOST_TOLD = 50
"""Reviews that are told of although they count for nothing."""


class _Group(Struct, frozen=True):
    """Records that ask the same of the same people."""

    ask: Ask
    needs: tuple[Need, ...]


def settle_approvals(review: Review, /) -> Approvals:
    """Who must agree to a change and, where the forge's reviews were handed over, who has and who has not."""
    voices = voices_of(review)
    groups = [_group(voices, asks) for asks in _alike(asks_of(review)).values()]
    required = tuple(need for group in groups for need in group.needs)
    if review.reviews is None:
        proposed = [given for group in groups for _, given in _settle(group, voices, []) if given]
        return Approvals(required=required, given=tuple(proposed))
    counted, uncounted = approvers_of(review.reviews, voices, head=review.proposal.head)
    settled = [pair for group in groups for pair in _settle(group, voices, counted)]
    may = {one for group in groups for need in group.needs for one in _may_fill(voices, group, need)}
    return Approvals(
        required=required,
        given=tuple(given for _, given in settled if given),
        missing=tuple(need for need, given in settled if given is None),
        is_checked=True,
        objections=tuple(objectors_of(review.reviews, voices, may)),
        uncounted=tuple(uncounted[:MOST_TOLD]),
        remarks=review.reviews.remarks,
    )


def voices_of(review: Review, /) -> Voices:
    """Who may speak about a change."""
    people = tuple(review.before.people)
    accounts = [*review.pushers, *(person.forge or "" for person in review.asker.people), *review.asker.strangers]
    hands = hands_of(people, accounts=accounts, commits=review.proposal.commits)
    asking = {person.id for person in review.asker.people}
    return Voices(people=people, asker=review.asker, hands=hands | asking, parents=parents_in(review.before))


def _alike(asks: Iterable[Ask]) -> Mapping[object, list[Ask]]:
    found: dict[object, list[Ask]] = {}
    for ask in asks:
        found.setdefault((ask.roles, ask.units, ask.why), []).append(ask)
    return found


def _group(voices: Voices, asks: Sequence[Ask]) -> _Group:
    subjects = tuple(dict.fromkeys(ask.subject for ask in asks))
    return _Group(asks[0], tuple(voices.needs(asks[0], subjects)))


def _may_fill(voices: Voices, group: _Group, need: Need) -> tuple[str, ...]:
    return voices.may_fill(need.role, group.ask.units, need.unit)


def _settle(group: _Group, voices: Voices, counted: Sequence[str]) -> Iterator[tuple[Need, Given | None]]:
    """Each need of a group with who fills it."""
    proposed = {
        place: who
        for place, need in enumerate(group.needs)
        if (who := voices.proposer(need, group.ask.roles, is_stop=group.ask.is_stop))
    }
    open_needs = [place for place in range(len(group.needs)) if place not in proposed]
    reviewed = match([[one for one in counted if one in group.needs[place].people] for place in open_needs])
    by_place = dict(zip(open_needs, reviewed, strict=True))
    for place, need in enumerate(group.needs):
        who = proposed.get(place) or by_place.get(place)
        how = How.PROPOSAL if place in proposed else How.REVIEW
        given = Given(person=who, role=need.role, unit=need.unit, how=how, subjects=need.subjects) if who else None
        yield need, given


def match(candidates: Sequence[Sequence[str]], /) -> list[str | None]:
    """One of each place's candidates, nobody twice; as many places as can be filled, the earlier ones first."""
    place_of: dict[str, int] = {}

    def fill(place: int, tried: set[str]) -> bool:
        """Whether the place could be filled, by asking others to move where that helps; `tried` were asked already."""
        for one in candidates[place]:
            if one not in tried:
                tried.add(one)
                if one not in place_of or fill(place_of[one], tried):
                    place_of[one] = place
                    return True
        return False

    for place in range(len(candidates)):
        fill(place, set())
    chosen = {place: one for one, place in place_of.items()}
    return [chosen.get(place) for place in range(len(candidates))]


def needs_words(need: Need, /) -> str:
    """Who is needed, in words: `the AI office`, `somebody of finance`."""
    match need.role:
        case "owner":
            return f"somebody who speaks for the unit {need.unit}" if need.unit else "the owner"
        case "ai-office":
            return "the AI office"
        case "security":
            return "somebody responsible for security"
        case _:
            return "somebody of a second unit"
