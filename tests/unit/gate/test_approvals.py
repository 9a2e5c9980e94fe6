"""Who must agree, whose word counts, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

from seedbed.gate.approvals import Approvals
from seedbed.gate.settle import match
from seedbed.gate.walk import review
from seedbed.repository.proposed import Commit, Signature
from seedbed.repository.reviews import read_reviews
from tests.helpers import forges
from tests.helpers.gate_stories import FIRST, HEAD_ID, SORTER, TABLE, Add, Edit, Steps, blocking, proposal, said
from tests.helpers.portals import TODAY

PEOPLE = {
    "eva-lind": ("support", "champion"),
    "finn-moe": ("finance", "champion"),
    "ivo-stern": ("ai-office", "ai-office"),
    "jana-holt": ("it", "security"),
    "hugo-paz": ("logistics", "supervisor"),
}
"""Further people of main, beside Ada (support), Ben (billing), Dora (finance) and Cleo (AI office and security)."""

MORE: Steps = {
    f"catalog/people/{name}.yml": f"name: {name.replace('-', ' ').title()}\nunit: {unit}\nroles: [{role}]\n"
    f"forge: {name.split('-')[0]}\nemails: [{name.split('-')[0]}@brook.example]\n"
    for name, (unit, role) in PEOPLE.items()
}
RENAME = {FIRST: Edit("First reply drafts", "First drafts")}
HIGH = {FIRST: Edit("risk: medium", "risk: high")}
FOUR = {
    "catalog/policy.yml": Edit("high: [owner, ai-office, security]", "high: [owner, ai-office, security, second-unit]")
}


def approves(*logins: str, **changes: Any) -> list[dict[str, Any]]:
    return [forges.github(one, **{"commit_id": HEAD_ID, "id": number} | changes) for number, one in enumerate(logins)]


def verdict(change: Steps, reviews: list[Any] | None, *, base: Steps | None = None, **facts: Any):
    told = proposal(
        change, base={**MORE, **(base or {})}, **{k: facts[k] for k in facts.keys() & {"commits", "emails"}}
    )
    given = None if reviews is None else read_reviews(json.dumps(reviews).encode())
    author = facts.get("author", "ada")
    return review(told, today=TODAY, author=author, reviews=given, pushers=facts.get("pushers", ()))


def approvals(change: Steps, reviews: list[Any] | None, **facts: Any) -> Approvals:
    return verdict(change, reviews, **facts).approvals


def roles(needs: Iterable[Any]) -> list[str]:
    return [f"{one.role}:{one.unit}" if one.unit else one.role for one in needs]


def signed(*people: str, co: str | None = None) -> tuple[Commit, ...]:
    names = [Signature(one.partition("@")[0], one) for one in people]
    also = (Signature("", co),) if co else ()
    return tuple(Commit(id="1" * 40, author=one, committer=one, co_authors=also) for one in names)


# --- Who must agree


@pytest.mark.parametrize(
    ("change", "needed"),
    [
        (RENAME, ["owner:support", "ai-office"]),
        (HIGH, ["owner:support", "ai-office", "security"]),
        (
            {FIRST: Edit("owner: {unit: support,", "owner: {unit: billing,")},
            ["owner:support", "owner:billing", "ai-office"],
        ),
        ({FIRST: None}, ["owner:support", "ai-office"]),
        (
            {TABLE: Add("2026-11,1.2.0,1040,970,120,110,3700,,,,8,measured,desk report\n")},
            ["owner:support", "ai-office"],
        ),
        (
            {"catalog/agents/first-reply/deployments/billing.yml": Edit("status: live", "status: ended")},
            ["owner:billing", "ai-office"],
        ),
        ({"catalog/policy.yml": Edit("version: 1", "version: 2")}, ["ai-office"]),
        ({"catalog/people/ada-okoye.yml": Edit("support", "finance")}, ["ai-office"]),
        ({"README.md": "Hello\n"}, ["ai-office"]),
        ({"playbooks/first-steps.md": Edit("20 minutes", "30 minutes")}, ["ai-office"]),
        ({"catalog/units/support.yml": Edit("headcount: 20", "headcount: 2")}, ["owner:support", "ai-office"]),
        (
            {"catalog/stories/2026-05-12-first-copy.md": Edit("unit: billing", "unit: support")},
            ["owner:billing", "owner:support", "ai-office"],
        ),
    ],
    ids=[
        "blueprint",
        "risk up",
        "transfer",
        "removal",
        "months",
        "copy",
        "policy",
        "person",
        "machinery",
        "playbook",
        "unit",
        "story",
    ],
)
def test_who_is_needed_follows_from_what_changes(change, needed):
    assert roles(approvals(change, None).required) == needed


def test_stopping_needs_only_the_owner():
    stop = {FIRST: Edit("stage: production", "stage: suspended\nended: {reason: It quoted old prices., data: Kept.}")}
    assert roles(approvals(stop, None).required) == ["owner:support"]
    assert not approvals(stop, [], author="ada").missing
    assert roles(approvals(stop, [], author="ben").missing) == ["owner:support"]


def test_stopping_and_something_else_needs_everybody():
    stop = Edit("stage: production", "stage: suspended\nended: {reason: It quoted old prices., data: Kept.}")
    both = {FIRST: (stop, Edit("risk: medium", "risk: low"))}
    assert roles(approvals(both, None).required) == ["owner:support", "ai-office"]
    beside = {FIRST: stop, "catalog/agents/first-reply/recipe.md": Edit("twenty", "thirty")}
    assert "ai-office" in roles(approvals(beside, None).required)


def test_pausing_a_copy_needs_only_the_unit():
    pause = {"catalog/agents/first-reply/deployments/billing.yml": Edit("status: live", "status: paused")}
    assert roles(approvals(pause, None).required) == ["owner:billing"]


def test_a_unit_of_which_nobody_is_known_is_spoken_for_from_above():
    finance = approvals(
        {"catalog/units/billing.yml": Edit("headcount: 8", "headcount: 9")},
        None,
        base={
            "catalog/people/ben-sato.yml": None,
            FIRST: Edit(", champion: ben-sato", ""),
            "catalog/agents/first-reply/deployments/billing.yml": None,
            "catalog/stories/2026-05-12-first-copy.md": None,
        },
    )
    assert finance.required[0].people == ("dora-klein", "finn-moe")


# --- Whose word counts


def test_without_reviews_nothing_is_checked_and_all_is_listed():
    told = verdict(RENAME, None)
    assert not told.approvals.is_checked
    assert "approval-missing" not in blocking(told)
    assert all(line.startswith("not-applicable") for line in said(told, "approval-missing"))


def test_the_asker_speaks_for_the_unit_and_the_office_by_review():
    found = approvals(RENAME, approves("cleo"), author="ada")
    assert [(one.person, one.role, one.how.value) for one in found.given] == [
        ("ada-okoye", "owner", "proposal"),
        ("cleo-ruiz", "ai-office", "review"),
    ]
    assert not found.missing


@pytest.mark.parametrize(
    ("reviews", "missing"),
    [
        ([], ["ai-office"]),
        (approves("ada"), ["ai-office"]),
        (approves("CLEO"), []),
        (approves("cleo", commit_id="c" * 40), ["ai-office"]),
        (approves("cleo", commit_id=None), ["ai-office"]),
        (approves("cleo", state="COMMENTED"), ["ai-office"]),
        (approves("cleo", state="DISMISSED"), ["ai-office"]),
        (approves("cleo", state="CHANGES_REQUESTED"), ["ai-office"]),
        ([*approves("cleo"), *approves("cleo", state="DISMISSED")], ["ai-office"]),
        (approves("cleo", user={"login": "cleo", "type": "Bot"}), ["ai-office"]),
        (approves("dora"), ["ai-office"]),
        (approves("stranger"), ["ai-office"]),
        (approves("\N{LATIN SMALL LETTER C}leo\u200b"), ["ai-office"]),
    ],
)
def test_only_the_last_approval_of_a_known_person_at_the_head_counts(reviews, missing):
    assert roles(approvals(RENAME, reviews, author="ada").missing) == missing


@pytest.mark.parametrize(
    "facts",
    [
        {"commits": signed("cleo@brook.example")},
        {"commits": signed("ada@brook.example", co="CLEO@brook.example")},
        {"commits": signed("7+cleo@users.noreply.github.com")},
        {"commits": (Commit(id="1" * 40, author=Signature("cleo  RUIZ", "x@y.example"), committer=Signature("", "")),)},
        {"pushers": ("Cleo",)},
    ],
    ids=["author", "co-author", "made-up address", "name", "pusher"],
)
def test_nobody_who_had_a_hand_in_it_agrees(facts):
    found = approvals(RENAME, approves("cleo"), author="ada", **facts)
    assert roles(found.missing) == ["ai-office"]
    assert found.missing[0].people == ("ivo-stern",)
    assert "had a hand in the change" in found.uncounted[0]


def test_nobody_fills_two_roles():
    assert roles(approvals(HIGH, approves("cleo"), author="ada").missing) == ["security"]
    assert not approvals(HIGH, approves("cleo", "jana"), author="ada").missing
    assert not approvals(HIGH, approves("cleo", "ivo"), author="ada").missing


def test_a_second_unit_is_neither_the_owner_nor_the_office_nor_security():
    needs = approvals(HIGH, approves("cleo", "ivo", "jana", "eva"), base=FOUR, author="ada").missing
    assert roles(needs) == ["second-unit"]
    assert needs[0].people == ("ben-sato", "dora-klein", "finn-moe", "hugo-paz")
    assert not approvals(HIGH, approves("cleo", "jana", "hugo"), base=FOUR, author="ada").missing


def test_the_office_asking_needs_the_owner_and_another_of_the_office():
    assert roles(approvals(RENAME, [], author="cleo").missing) == ["owner:support", "ai-office"]
    assert not approvals(RENAME, approves("ada", "ivo"), author="cleo", commits=signed("cleo@brook.example")).missing


def test_an_address_in_a_commit_never_speaks_for_a_unit():
    found = approvals(RENAME, approves("cleo"), author=None, emails=["ada@brook.example"])
    assert roles(found.missing) == ["owner:support"]
    assert found.missing[0].people == ("eva-lind",)


def test_proposing_is_no_second_pair_of_eyes():
    alone = {"catalog/policy.yml": Edit("medium: [owner, ai-office]", "medium: [owner]")}
    assert roles(approvals(RENAME, [], base=alone, author="ada").missing) == ["owner:support"]
    assert not approvals(RENAME, approves("eva"), base=alone, author="ada").missing


def test_people_and_policy_are_those_of_main():
    own = {"catalog/people/ada-okoye.yml": Edit("roles: [supervisor]", "roles: [supervisor, ai-office]")}
    policy = {"catalog/policy.yml": Edit("medium: [owner, ai-office]", "medium: [owner]")}
    assert "ai-office" in roles(approvals({**RENAME, **own, **policy}, approves("eva"), author="ada").missing)


def test_an_account_that_two_people_claim_is_nobodys():
    twice = {"catalog/people/dora-klein.yml": Edit("forge: dora", "forge: CLEO")}
    assert roles(approvals(RENAME, approves("cleo"), base=twice, author="ada").missing) == ["ai-office"]


def test_changes_requested_block_until_taken_back():
    objecting = [*approves("ivo"), *approves("cleo", state="CHANGES_REQUESTED", commit_id="c" * 40)]
    told = verdict(RENAME, objecting, author="ada")
    assert not told.approvals.missing
    assert blocking(told) & {"approval-objection"}
    assert told.approvals.objections == ("cleo-ruiz",)


def test_changes_requested_by_somebody_without_a_voice_block_nothing():
    objecting = [*approves("ivo"), *approves("dora", state="CHANGES_REQUESTED")]
    assert "approval-objection" not in blocking(verdict(RENAME, objecting, author="ada"))


def test_a_missing_approval_names_who_could_give_it():
    told = verdict(RENAME, [], author="ada")
    (line,) = [one for one in told.blocking if one.rule == "approval-missing"]
    assert line.path == FIRST
    assert line.fix == f"Ask cleo-ruiz or ivo-stern for an approval of {HEAD_ID[:12]}."


def test_one_need_stands_for_all_records_that_ask_the_same():
    two = {**RENAME, "catalog/agents/first-reply/recipe.md": Edit("twenty", "thirty")}
    assert [one.subjects for one in approvals(two, None).required] == [("first-reply",), ("first-reply",)]
    assert len(approvals({SORTER: Edit("Paper", "Post"), **RENAME}, None).required) == 4


@pytest.mark.parametrize(
    ("candidates", "filled"),
    [
        ([], []),
        ([["a"], ["a"]], ["a", None]),
        ([["a", "b"], ["a"]], ["b", "a"]),
        ([["a"], ["a", "b"], ["b", "c"]], ["a", "b", "c"]),
        ([["a", "b"], ["a", "b"], ["a", "b"]], ["a", "b", None]),
        ([[], ["a"]], [None, "a"]),
    ],
)
def test_places_are_filled_as_far_as_they_can_be(candidates, filled):
    found = match(candidates)
    assert [one is None for one in found] == [one is None for one in filled]
    given = [one for one in found if one]
    assert len(given) == len(set(given))
    assert all(one is None or one in options for one, options in zip(found, candidates, strict=True))
