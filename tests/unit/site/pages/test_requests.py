import pytest

from seedbed.records import Pain, Stage
from seedbed.site.pages.requests import MEANINGS, Takers, by_hours, by_status, opening
from tests.helpers.records import agent, request


def _asked(record_id, hours, **changes):
    return request(record_id, pain=Pain(tag="replies", hours_per_month=hours, people=9), **changes)


def test_by_hours_puts_the_costliest_first_and_equals_by_title():
    asked = [_asked("c", 10), _asked("b", 90), _asked("a", 10)]
    assert [one.id for one in by_hours(asked)] == ["b", "a", "c"]


def test_by_status_follows_the_life_of_a_request():
    asked = [_asked(status, 10, status=status) for status in reversed(MEANINGS)]
    assert [status for status, _, _ in by_status(asked)] == list(MEANINGS)
    assert by_status([]) == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ([], "No request is waiting."),
        ([_asked("a", 10, status="declined")], "No request is waiting."),
        ([_asked("a", 10)], "1 request waits for an agent; the work behind costs 10 hours a month."),
        (
            [_asked("a", 10), _asked("b", 2.5, status="building"), _asked("c", 99, status="answered")],
            "2 requests wait for an agent; the work behind costs 12 hours a month.",
        ),
    ],
)
def test_opening_adds_up_what_waits(asked, words):
    assert opening(asked).startswith(words)


def test_agents_answer_a_request_by_its_word_or_their_own():
    takers = Takers.of([agent("one"), agent("two", from_request="faster-replies"), agent("three")])
    assert takers.answers(request(answered_by="one")) == ["one", "two"]
    assert takers.answers(request(answered_by="two")) == ["two"]
    assert takers.answers(request(answered_by="hidden")) == ["two"]


def test_helpers_are_open_agents_for_the_same_pain_beside_the_answers():
    same = {"pains": ("replies",)}
    agents = [
        agent("answer", **same),
        agent("grown", from_request="faster-replies", **same),
        agent("helper", **same),
        agent("closed", stage=Stage.PILOT, **same),
        agent("other", pains=("minutes",)),
    ]
    assert Takers.of(agents).helpers(request(answered_by="answer")) == ["helper"]
