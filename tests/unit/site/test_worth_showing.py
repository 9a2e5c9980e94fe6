"""What one can show in two minutes."""

from datetime import date

import pytest

from seedbed.records import Experience, Owner, Quote, Shows
from seedbed.site.profiles import create_profiles
from seedbed.site.worth_showing import sponsor_words, worth_showing
from tests.helpers.measuring import table, task
from tests.helpers.records import (
    agent,
    certificate,
    demo,
    deployment,
    event,
    incident,
    month,
    person,
    policy,
    story,
    unit,
)
from tests.helpers.sites import base_site, site_of

TODAY = date(2026, 11, 20)


def _shown(*records):
    site = site_of(*records, today=TODAY)
    return worth_showing(site, list(create_profiles(site).values()))


def _demo(record_id, **changes):
    return demo(record_id, **{"shows": Shows(video="https://media.brook.example/x")} | changes)


def test_an_empty_portal_has_nothing_to_show():
    assert _shown() == []


def test_the_newest_demo_is_watched_one_with_a_prize_first():
    found = _shown(
        event("old", starts="2025-01-01"),
        event("new", starts="2026-10-01"),
        event("next", starts="2026-12-01"),
        _demo("old/a", awards=("First",)),
        _demo("new/b", awards=("First",)),
        _demo("new/z"),
        _demo("next/c"),
        unit("it"),
    )
    assert [(one.uri, one.facts, one.watch) for one in found] == [
        ("demos/new/b.html", "First, New, IT.", "https://media.brook.example/x")
    ]


@pytest.mark.parametrize(
    "shows", [Shows(code="https://forge.example/x"), Shows(video="http://media.brook.example/x"), Shows()]
)
def test_what_cannot_be_watched_is_not_shown(shows):
    assert _shown(event("new", starts="2026-10-01"), _demo("new/b", shows=shows)) == []


def _spread(name, hours, tasks, units=("it", "hr")):
    """An agent in two units, with a proof and the effort of a copy."""
    went = Experience(hours_to_deploy=hours, steps_changed=0, worked=True)
    rows = [month(f"2026-{number:02}", tasks=tasks, automated=tasks * 19 // 20) for number in (8, 9, 10)]
    copies = [deployment(f"{name}/{at}", experience=went, supervisor="ada") for at in units]
    owner = Owner(unit="it", supervisor="ada")
    return [agent(name, version="1.0.0", task=task(), owner=owner), *copies, table(f"{name}/it", *rows)]


def _figures():
    ada = person("ada", certificates=(certificate("2026-01-01", "2027-12-31"),))
    return [policy(), ada, unit("it"), unit("hr"), *_spread("a", 9, 2000), *_spread("b", 3, 200)]


def test_what_gives_back_most_and_what_is_copied_quickest():
    found = {one.why: one for one in _shown(*_figures(), *_spread("c", 1, 9000, units=("it",)))}
    assert {why: one.title for why, one in found.items()} == {
        "Gives back the most time": "A",
        "The quickest to copy": "B",
    }
    assert found["The quickest to copy"].facts == "Runs in 2 units; a copy takes 3 hours of work."


def test_what_asks_for_a_decision_is_not_shown():
    trouble = [incident("a/2026-11-01-x", on="2026-11-01"), incident("b/2026-11-01-x", on="2026-11-01")]
    assert _shown(*_figures(), *trouble) == []


def test_nothing_is_shown_twice():
    site = base_site()
    found = worth_showing(site, list(create_profiles(site).values()))
    assert len({one.uri for one in found}) == len(found)


def test_a_sponsor_is_quoted_from_the_newest_story_that_has_one():
    told = [
        story("2026-11-01-a", quote=Quote(who="ada", words="Mine.")),
        story("2026-10-01-b", quote=Quote(who="boss", words="Ours.")),
        story("2026-09-01-c", quote=Quote(who="boss", words="Old.")),
    ]
    site = site_of(person("ada"), person("boss", roles=("sponsor",)), *told)
    assert sponsor_words(site, told).quote.words == "Ours."
    assert sponsor_words(site, told[:1]) is None
