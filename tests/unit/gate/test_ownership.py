"""Who asks, whose record it is, and what decides about others."""

import pytest

from tests.helpers.gate_stories import (
    ADA,
    BEN,
    CLEO,
    DORA,
    FIRST,
    SORTER,
    TABLE,
    Add,
    Edit,
    blocking,
    found,
    said,
    story,
)

ROW = Add("2026-10,1.2.0,10,9,5,5,60,,,,,measured,x\n")
RECIPE = "catalog/agents/first-reply/recipe.md"
BILLING = "catalog/agents/first-reply/deployments/billing.yml"
INCIDENT = "catalog/agents/first-reply/incidents/2026-09-14-wrong-price.yml"
REQUEST = "catalog/requests/faster-replies.md"
STORY = "catalog/stories/2026-05-12-first-copy.md"
DEMO = "catalog/demos/spring-day/reply-bot.md"
EVENT = "catalog/demos/spring-day/event.yml"
PLAYBOOK = "playbooks/first-steps.md"
UNIT = "catalog/units/support.yml"
PERSON = "catalog/people/ada-okoye.yml"

OWNED = [
    (FIRST, Edit("First reply", "Quick reply"), {ADA, CLEO}),
    (RECIPE, Add("\nMore.\n"), {ADA, CLEO}),
    (BILLING, Edit("hours_to_deploy: 16", "hours_to_deploy: 17"), {BEN, CLEO}),
    (TABLE, ROW, {ADA, CLEO}),
    (INCIDENT, Edit("from the sources.", "from all sources."), {ADA, CLEO}),
    (REQUEST, Edit("Customers wait", "All wait"), {ADA, CLEO}),
    (STORY, Edit("two days", "three days"), {BEN, CLEO}),
    (DEMO, Edit("ten most", "most"), {ADA, CLEO}),
    (EVENT, Edit("Hall 2", "Hall 3"), {CLEO}),
    (PLAYBOOK, Edit("first day", "second day"), {CLEO}),
    (UNIT, Edit("headcount: 20", "headcount: 21"), {ADA, CLEO}),
    ("catalog/agents/first-reply/measurements/billing.csv", None, {BEN, CLEO}),
]


@pytest.mark.parametrize("author", [ADA, BEN, CLEO, DORA])
@pytest.mark.parametrize(("path", "step", "owners"), OWNED, ids=[path for path, _, _ in OWNED])
def test_whose_record_it_is(base_text, path, step, owners, author):
    verdict = story({path: step or base_text(TABLE)}, author=author)
    assert ("owner-edits" not in blocking(verdict)) is (author in owners)


def test_a_file_of_an_agent_that_cannot_be_read_on_main_is_the_offices():
    base = {FIRST: Edit("owner: {unit: support,", "owner: {onit: support,")}
    step = {FIRST: Edit("onit: support", "unit: support")}
    assert "owner-edits" in blocking(story(step, base=base, author=ADA))
    assert "owner-edits" not in blocking(story(step, base=base, author=CLEO))


def test_whoever_becomes_owner_in_the_change_is_not_owner_yet():
    take = {FIRST: Edit("owner: {unit: support,", "owner: {unit: billing,")}
    assert "owner-edits" in blocking(story(take, author=BEN))


def test_an_agent_is_given_away_alone():
    give = Edit("owner: {unit: support,", "owner: {unit: billing,")
    assert said(story({FIRST: give}, author=ADA), "owner-transfer") == [
        "pass first-reply: support → billing, and nothing else of it"
    ]
    both = (give, Edit("supervisor: ada-okoye", "supervisor: ben-sato"))
    assert "owner-transfer" not in blocking(story({FIRST: both}, author=ADA))
    for beside in (
        {FIRST: (give, Edit("stage: production", "stage: validated"))},
        {FIRST: give, RECIPE: Add("\nMore.\n")},
    ):
        assert "owner-transfer" in blocking(story(beside, author=ADA))


@pytest.mark.parametrize(
    ("supporters", "author", "is_good"),
    [
        ("[billing, finance]", DORA, True),
        ("[billing, finance]", BEN, False),
        ("[billing, finance, support]", DORA, False),
        ("[finance]", DORA, False),
        ("[finance, billing]", DORA, False),
    ],
)
def test_a_unit_adds_itself_to_the_supporters(supporters, author, is_good):
    verdict = story({REQUEST: Edit("[billing]", supporters)}, author=author)
    assert ("owner-edits" not in blocking(verdict)) is is_good


def test_a_supporter_changes_nothing_else():
    steps = (Edit("[billing]", "[billing, finance]"), Edit("hours_per_month: 300", "hours_per_month: 3"))
    assert "owner-edits" in blocking(story({REQUEST: steps}, author=DORA))


NEW = """\
---
title: Other
unit: support
pain: {tag: other, hours_per_month: 3, people: 1}
status: open
---
We wait.
"""


@pytest.mark.parametrize("author", ["stranger", "", "ADA ", "ada@brook.example"])
def test_somebody_unknown_may_only_propose_new_records(author):
    assert story({"catalog/requests/other.md": NEW}, author=author).answer == "pass"
    assert "asker-known" in blocking(story({SORTER: Edit("Paper", "Letter")}, author=author))
    assert {"asker-known", "owner-edits"} <= blocking(story({SORTER: None}, author=author))


def test_handles_are_compared_without_regard_to_capitals():
    assert story({SORTER: Edit("Paper", "Letter")}, author="Dora").answer == "pass"


@pytest.mark.parametrize(
    ("emails", "status"),
    [
        (["dora@brook.example"], "warning"),
        (["DORA@Brook.Example"], "warning"),
        (["dora@brook.example", "eve@evil.example"], "fail"),
        (["eve@evil.example"], "fail"),
        ([""], "fail"),
    ],
)
def test_without_a_forge_everybody_who_signed_must_be_known(emails, status):
    verdict = story({SORTER: Edit("Paper", "Letter")}, author=None, emails=emails)
    assert [one.status for one in found(verdict, "asker-known")] == [status]


def test_people_of_two_units_own_nothing_together():
    verdict = story({SORTER: Edit("Paper", "Letter")}, author=None, emails=["dora@brook.example", "ada@brook.example"])
    assert "owner-edits" in blocking(verdict)


AWARD = {DEMO: Edit("[Best in show]", "[Best in show, Most useful]")}
FINANCE_DEMO = {DEMO: (Edit("unit: support", "unit: ai-office"), Edit("[Best in show]", "[]"))}


@pytest.mark.parametrize(
    ("base", "author", "is_good"),
    [({}, CLEO, True), ({}, ADA, False), ({DEMO: Edit("Ben Sato", "Cleo Ruiz")}, CLEO, False)],
)
def test_who_gives_awards(base, author, is_good):
    assert ("award-office" not in blocking(story(AWARD, base=base, author=author))) is is_good


def test_no_award_for_the_own_unit_and_none_at_birth(base_text):
    give = {DEMO: Edit("awards: [Best in show]", "awards: [Most useful]")}
    assert "award-office" in blocking(story(give, base={DEMO: Edit("unit: support", "unit: ai-office")}))
    assert "award-office" in blocking(story({"catalog/demos/spring-day/mine.md": base_text(DEMO)}, author=ADA))


CONTROL = [
    "catalog/policy.yml",
    "catalog/organization.yml",
    "catalog/people/ada-okoye.yml",
    "catalog/platform/plain-model.yml",
]


@pytest.mark.parametrize("path", [*CONTROL, "catalog/waivers/old-reviews.yml"])
def test_control_and_content_never_change_together(path):
    alone = story({path: Add("# a remark\n")})
    assert "control-split" not in blocking(alone)
    assert "control-split" in blocking(story({path: Add("# a remark\n"), SORTER: Edit("Paper", "Letter")}))


@pytest.mark.parametrize(
    "path", [".github/workflows/gate.yml", "mkdocs.yml", "hooks/portal.py", "catalog/README.md", "AGENTS.md"]
)
def test_everything_beside_the_records_is_control(path):
    assert "control-split" in blocking(story({path: "x\n", SORTER: Edit("Paper", "Letter")}))


@pytest.mark.parametrize(
    ("step", "author", "is_good"),
    [
        (Edit("roles: [supervisor]", "roles: [supervisor, ai-office]"), ADA, False),
        (Edit("level: medium", "level: high"), ADA, False),
        (Edit("forge: ada", "forge: cleo2"), ADA, False),
        (Edit("unit: support", "unit: billing"), ADA, False),
        (Edit("emails: [ada@brook.example]", "emails: [ada@brook.example, cleo@brook.example]"), ADA, False),
        (Edit("level: medium", "level: high"), CLEO, True),
        (Edit("name: Ada Okoye", "name: Ada O. Okoye"), ADA, True),
        (None, ADA, True),
    ],
)
def test_nobody_gives_themselves_a_role(step, author, is_good):
    assert ("control-self" not in blocking(story({PERSON: step}, author=author))) is is_good


def test_nobody_grants_themselves_a_waiver(base_text):
    waiver = base_text("catalog/waivers/old-reviews.yml")
    assert "control-self" in blocking(story({"catalog/waivers/new-one.yml": waiver}, author=CLEO))
    assert "control-self" not in blocking(story({"catalog/waivers/new-one.yml": waiver}, author=ADA))


def test_a_change_of_policy_shows_who_would_fall():
    lower = {"catalog/policy.yml": (Edit("accuracy: 0.8", "accuracy: 0.95"), Edit("version: 1", "version: 2"))}
    verdict = story(lower)
    assert said(verdict, "policy-effect") == [
        "warning first-reply: would no longer meet the policy: accuracy is 90.8 % (95.0 % is due)",
        "pass policy: of 1 open agent 1 meet the present policy, 1 fall",
    ]
    assert verdict.answer == "pass"


def test_a_change_of_policy_has_a_higher_version():
    assert "policy-effect" in blocking(story({"catalog/policy.yml": Edit("accuracy: 0.8", "accuracy: 0.7")}))


@pytest.mark.parametrize("step", [None, "", "version: 2\n", Edit("accuracy: 0.8", "accuracy: .nan"), "a: [\n"])
def test_a_policy_that_cannot_be_used_does_not_get_in(step):
    assert story({"catalog/policy.yml": step}).answer == "fail"


@pytest.mark.parametrize(
    ("emails", "words"),
    [
        (["dora@brook.example"], "Dora Klein is not of it"),
        (["dora@brook.example", "kim@else.example"], "are not of it"),
    ],
)
def test_one_is_and_several_are_not_of_the_owning_unit(emails, words):
    verdict = story({FIRST: Edit("name: First reply drafts", "name: First replies")}, author=None, emails=emails)
    assert any(words in one for one in said(verdict, "owner-edits"))
