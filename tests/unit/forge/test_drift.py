"""Settings that were lowered are found; those that a forge adds, or that are stricter, are left alone."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from seedbed.forge.drift import find_drift

FOLDER = Path(__file__).parents[3] / ".github/rulesets"
ASKED = [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))]
MAIN = next(one for one in ASKED if one["name"].startswith("main"))


def exported():
    """What a forge gives back: the same with facts of its own."""
    live = deepcopy(ASKED)
    for number, one in enumerate(live):
        one |= {"id": number, "source": "brook/portal", "created_at": "2026-01-01T00:00:00Z", "_links": {}}
    rules = next(one for one in live if one["name"] == MAIN["name"])["rules"]
    rule(rules, "pull_request")["parameters"]["required_reviewers"] = []
    return live


def rule(rules, kind):
    return next(one for one in rules if one["type"] == kind)


def drift(live):
    return [str(one) for one in find_drift(ASKED, live)]


def test_what_was_set_up_has_not_drifted():
    assert drift(exported()) == []
    assert drift([exported()]) == []


def change(path, value):
    def act(live):
        *way, last = path
        place = next(one for one in live if one["name"] == MAIN["name"])
        for step in way:
            place = rule(place, step) if isinstance(place, list) else place[step]
        if value is KeyError:
            del place[last]
        else:
            place[last] = value

    return act


PULLS, CHECKS = ("rules", "pull_request", "parameters"), ("rules", "required_status_checks", "parameters")
LOWERED = {
    "switched off": change(("enforcement",), "disabled"),
    "only watching": change(("enforcement",), "evaluate"),
    "another branch": change(("conditions", "ref_name", "include"), ["refs/heads/other"]),
    "an exception by name": change(("conditions", "ref_name", "exclude"), ["refs/heads/main"]),
    "no approvals": change((*PULLS, "required_approving_review_count"), 0),
    "true is not one": change((*PULLS, "required_approving_review_count"), True),
    "stale approvals": change((*PULLS, "dismiss_stale_reviews_on_push"), False),
    "no code owners": change((*PULLS, "require_code_owner_review"), KeyError),
    "own last push": change((*PULLS, "require_last_push_approval"), None),
    "rebase": change((*PULLS, "allowed_merge_methods"), ["merge", "squash", "rebase"]),
    "behind main": change((*CHECKS, "strict_required_status_checks_policy"), False),
    "no check": change((*CHECKS, "required_status_checks"), []),
    "anybody's check": change((*CHECKS, "required_status_checks"), [{"context": "seedbed/gate"}]),
    "another check": change((*CHECKS, "required_status_checks"), [{"context": "gate", "integration_id": 15368}]),
    "a bypass": change(("bypass_actors",), [{"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}]),
    "renamed": change(("name",), "main"),
    "no rules": change(("rules",), []),
    "rules of another shape": change(("rules",), "none"),
}


@pytest.mark.parametrize("lower", LOWERED.values(), ids=LOWERED)
def test_every_lowered_setting_is_found(lower):
    live = exported()
    lower(live)
    found = list(find_drift(ASKED, live))
    assert found
    assert all(one.certain for one in found)


@pytest.mark.parametrize("kind", ["deletion", "non_fast_forward", "pull_request", "required_status_checks"])
def test_a_rule_that_is_gone_is_found(kind):
    live = exported()
    rules = next(one for one in live if one["name"] == MAIN["name"])["rules"]
    rules.remove(rule(rules, kind))
    assert drift(live) == [f"{MAIN['name']}, rule {kind}: expected this rule, found none"]


RAISED = {
    "more approvals": change((*PULLS, "required_approving_review_count"), 2),
    "more checks": change(
        (*CHECKS, "required_status_checks"),
        [{"context": "lint"}, {"context": "seedbed/gate", "integration_id": 15368}],
    ),
}


@pytest.mark.parametrize("raise_it", RAISED.values(), ids=RAISED)
def test_more_than_was_asked_for_is_no_drift(raise_it):
    live = exported()
    raise_it(live)
    assert drift(live) == []


def test_exceptions_that_are_not_shown_are_not_taken_for_none():
    live = exported()
    change(("bypass_actors",), KeyError)(live)
    found = list(find_drift(ASKED, live))
    assert [(one.found, one.certain) for one in found] == [("(not shown to this account)", False)]


def test_errors_in_codeowners_are_told():
    errors = {"errors": [{"line": 7, "column": 1, "kind": "Unknown owner", "source": "* @gone\n"}]}
    assert drift([*exported(), errors]) == [
        "CODEOWNERS, line 7: expected a line that the forge understands, found Unknown owner"
    ]
    assert drift([*exported(), {"errors": []}]) == []


@pytest.mark.parametrize("junk", [None, 7, "text", {}, {"message": "Not Found"}, {"errors": [None]}, {"name": 4}])
def test_what_is_no_setting_is_told_and_never_taken_for_one(junk):
    assert drift([*exported(), junk])


def test_nothing_exported_is_everything_missing():
    assert len(drift([])) == len(ASKED)
