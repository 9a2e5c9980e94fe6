from datetime import date

import pytest

from seedbed.records import Risk
from seedbed.site.certificates import holders_of, uncovered, validity, validity_words
from tests.helpers.records import certificate, person

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("on", "expires", "state", "words"),
    [
        ("2026-01-01", "2028-01-01", "valid", "valid until 1 January 2028"),
        ("2026-11-20", "2027-11-20", "valid", "valid until 20 November 2027"),
        ("2026-01-01", "2026-11-20", "ends soon", "valid until 20 November 2026"),
        ("2026-01-01", "2027-01-18", "ends soon", "valid until 18 January 2027"),
        ("2026-01-01", "2027-01-19", "valid", "valid until 19 January 2027"),
        ("2024-01-01", "2026-11-19", "expired", "expired on 19 November 2026"),
        ("2026-11-21", "2028-01-01", "not yet", "valid from 21 November 2026"),
    ],
)
def test_validity_counts_first_and_last_day(on, expires, state, words):
    one = certificate(on, expires)
    assert (validity(one, today=TODAY), validity_words(one, today=TODAY)) == (state, words)


def test_uncovered_drops_what_a_better_certificate_covers():
    low = certificate("2025-01-01", "2027-01-01")
    lasting_low = certificate("2026-01-01", "2029-01-01")
    medium = certificate("2026-01-01", "2028-01-01", level=Risk.MEDIUM)
    other = certificate("2020-01-01", "2021-01-01", course="other")
    assert uncovered([low, lasting_low, medium, other]) == [medium, lasting_low, other]


def test_holders_of_lists_people_by_course_and_name():
    held = (certificate("2026-01-01", "2028-01-01"),)
    found = holders_of([person("zoe", certificates=held), person("ada", certificates=held), person("bo")])
    assert {course: [holder.person.id for holder in holders] for course, holders in found.items()} == {
        "basics": ["ada", "zoe"]
    }
