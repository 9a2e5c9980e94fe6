import pytest

from seedbed.site.people_words import GUARD_WITHOUT_POLICY, people, small_group
from tests.helpers.records import policy
from tests.helpers.sites import site_of


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "fewer than 5 people"), (4, "fewer than 5 people"), (5, "5 people"), (1200, "1\u202f200 people")],
)
def test_people_are_counted_from_the_guard_on(count, words):
    assert people(count, guard=5) == words


def test_people_without_a_guard_are_counted_one_by_one():
    assert people(1, guard=1) == "1 person"


def test_small_group_is_the_policy_s_and_never_lifted_by_its_absence():
    assert small_group(site_of(policy(small_group=8))) == 8
    assert small_group(site_of()) == GUARD_WITHOUT_POLICY > 1
