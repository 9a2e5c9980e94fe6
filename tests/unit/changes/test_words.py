"""What changes are called: a table from a change of the base portal to the sentences about it."""

import pytest

from seedbed.changes.words import in_words
from tests.helpers.gate_stories import FIRST, SORTER, TABLE, Add, Edit, base_files, link, story

BILLING = "catalog/agents/first-reply/deployments/billing.yml"
INCIDENT = "catalog/agents/first-reply/incidents/2026-09-14-wrong-price.yml"
DEMO = "catalog/demos/spring-day/reply-bot.md"
ROW = "2026-10,1.2.0,1,1,1,1,1,,,,,measured,x\n"


def words(change, **options):
    return [in_words(one) for one in story(change, **options).changes]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({FIRST: Edit("stage: production", "stage: validated")}, ["first-reply: production → validated"]),
        ({FIRST: Edit("risk: medium", "risk: high")}, ["first-reply: risk medium → high"]),
        ({FIRST: Edit("unit: support", "unit: billing")}, ["first-reply: owner support → billing"]),
        ({FIRST: Edit("version: 1.2.0", "version: 1.3.0")}, ["first-reply: version 1.2.0 → 1.3.0"]),
        (
            {FIRST: Edit("access: read", "access: write")},
            ["first-reply: uses item: plain-model, access: read → item: plain-model, access: write"],
        ),
        (
            {FIRST: Edit("code: https://code.brook.example/first-reply\n", "")},
            ["first-reply: code https://code.brook.example/first-reply → none"],
        ),
        ({TABLE: Add(ROW)}, ["first-reply/support: measurement row added (2026-10)"]),
        ({TABLE: Edit("980,880", "980,881")}, ["first-reply/support: measurement row edited (2026-08)"]),
        ({SORTER: None}, ["paper-sorter: agent removed"]),
        ({"catalog/policy.yml": Edit("accuracy: 0.8", "accuracy: 0.7")}, ["policy: thresholds.accuracy 0.8 → 0.7"]),
        (
            {DEMO: Edit("[Best in show]", "[Best in show, Most useful]")},
            ["spring-day/reply-bot: awards Best in show → Best in show; Most useful"],
        ),
        (
            {INCIDENT: Edit("status: closed", "status: open")},
            ["first-reply/2026-09-14-wrong-price: incident closed → open"],
        ),
        ({"catalog/agents/first-reply/recipe.md": Add("\nMore.\n")}, ["first-reply: text of the recipe changed"]),
        ({".github/CODEOWNERS": "* @cleo\n"}, [".github/CODEOWNERS: added"]),
        # What cannot be read, and what says the same in other words, is a changed file
        ({FIRST: "name: [\n"}, [f"{FIRST}: edited"]),
        ({FIRST: link("/etc/passwd")}, [f"{FIRST}: edited"]),
        ({SORTER: Add("# a remark\n")}, [f"{SORTER}: edited"]),
    ],
)
def test_a_change_in_words(change, expected):
    assert words(change) == expected


def test_a_copy_says_from_whom():
    copy = "status: live\nversion: 1.2.0\ncopied_from: support\nsupervisor: dora-klein\n"
    told = words({"catalog/agents/first-reply/deployments/finance.yml": copy})
    assert told == ["first-reply/finance: new deployment", "first-reply: copied by finance from support (live)"]


def test_a_renamed_agent_is_followed_with_all_its_files():
    old = "catalog/agents/first-reply/"
    moved = {
        path.replace("first-reply/", "quick-reply/"): data
        for path, data in base_files().items()
        if path.startswith(old)
    }
    blueprint = "catalog/agents/quick-reply/blueprint.yml"
    moved[blueprint] = moved[blueprint].replace(b"[reply-helper]", b"[reply-helper, first-reply]")
    gone = {path: None for path in base_files() if path.startswith(old)}
    told = words(gone | moved)
    assert told == [
        "quick-reply: renamed from first-reply",
        "quick-reply: formerly reply-helper → reply-helper; first-reply",
    ]


def test_an_order_of_keys_is_no_change_of_a_field():
    told = words({SORTER: Edit("stage: idea\nrisk: low\n", "risk: low\nstage: idea\n")})
    assert told == [f"{SORTER}: edited"]
