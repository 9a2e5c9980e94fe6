"""Adoption month by month: units with a live agent, live copies, doubling, and what imports leave unknown."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.metrics.adoption import adoption_figures
from seedbed.metrics.growth import growth_figures
from seedbed.metrics.growth.axis import Axis
from seedbed.metrics.growth.logistic import NoFit
from seedbed.metrics.lives import end_of_day, live_units_at, lives_of
from seedbed.metrics.periods import LONGEST, end_of
from tests.helpers.chronicle import seconds, timeline_of
from tests.helpers.examples import examples
from tests.helpers.records import unit
from tests.helpers.sites import catalogue_of
from tests.helpers.stories import UNITS, random_story

TODAY = date(2026, 4, 15)
THREE_UNITS = [
    unit("it", function="technology"),
    unit("hr", function="people"),
    unit("law", function="legal"),
]


def growth(text: str, *records, today: date = TODAY):
    catalogue = catalogue_of(*(records or THREE_UNITS))
    adoption = adoption_figures(catalogue, {}, this_month=f"{today:%Y-%m}")
    return growth_figures(catalogue, adoption, lives_of(timeline_of(text)), today=today)


STORY = """
    2026-01-05 letters added by it
    2026-01-05 letters in it live
    2026-01-20 post added by it
    2026-01-20 post in it live
    2026-02-10 letters in hr live from it
    2026-03-01 letters in hr paused
    2026-04-02 letters in hr live
"""


def test_months_count_units_and_copies_at_their_ends():
    months = growth(STORY).everything.months
    assert [(one.period, one.units, one.copies, one.adopters, one.fresh) for one in months] == [
        ("2026-01", 1, 2, 1, 1),
        ("2026-02", 2, 3, 2, 1),
        ("2026-03", 1, 2, 2, 0),
        ("2026-04", 2, 3, 2, 0),
    ]


def test_functions_count_their_own_units_over_the_same_months():
    figures = growth(STORY)
    assert [one.units for one in figures.by_function["people"].months] == [0, 1, 0, 1]
    assert [one.units for one in figures.by_function["legal"].months] == [0, 0, 0, 0]
    assert figures.by_function["people"].share == 1
    assert figures.everything.share * 3 == 2


def test_adoptions_lead_back_to_their_commits():
    figures = growth(STORY)
    assert figures.everything.commits == ("2026-01-05", "2026-02-10")
    assert (figures.first.unit, figures.first.agent, figures.first.at) == (
        "it",
        "letters",
        seconds("2026-01-05") + 43200,
    )
    assert set(figures.first_live) == {"it", "hr"}


def test_units_that_the_catalogue_lost_are_named_and_not_counted():
    figures = growth(f"2026-01-01 letters added by old\n2026-01-01 letters in old live\n{STORY}")
    assert figures.gone == ("old",)
    assert figures.everything.months[0].copies == 2
    assert figures.first.unit == "old"


def test_nothing_of_tomorrow_counts():
    figures = growth(STORY, today=date(2026, 2, 9))
    assert [(one.period, one.units) for one in figures.everything.months] == [("2026-01", 1), ("2026-02", 1)]


def test_doubling_is_the_time_from_half_as_many():
    lines = [f"2026-0{1 + n // 28}-{1 + n % 28:02} letters in u{n} live" for n in (0, 3, 9, 20, 33, 40, 41)]
    units = [unit(f"u{n}") for n in range(60)]
    doubling = growth("\n".join(["2026-01-01 letters added by u0", *lines]), *units).everything.doubling
    assert (doubling.half, doubling.days) == (3, (date(2026, 2, 13) - date(2026, 1, 10)).days)


def test_one_adopter_has_not_doubled_but_its_copies_have():
    everything = growth(STORY, unit("it")).everything
    assert everything.doubling is None
    assert (everything.copies_doubling.half, everything.copies_doubling.days) == (1, 15)


BROWNFIELD = """
    2026-01-05 letters added by it
    2026-01-05 letters in it states live 2025-11-03
    2026-01-05 letters in it live
    2026-01-05 letters in hr live
    2026-01-05 import
    2026-03-05 letters in law live
"""


def test_declared_days_stand_apart_from_what_was_observed():
    months = growth(BROWNFIELD).everything.months
    assert [(one.period, one.units, one.stated_units) for one in months] == [
        ("2025-11", 0, 1),
        ("2025-12", 0, 1),
        ("2026-01", 2, 2),
        ("2026-02", 2, 2),
        ("2026-03", 3, 3),
        ("2026-04", 3, 3),
    ]


def test_declared_day_of_another_millennium_does_not_hide_the_months():
    for day in ("0001-01-01", "0999-11-03", "9999-11-03"):
        months = growth(BROWNFIELD.replace("2025-11-03", day)).everything.months
        assert (months[-1].units, months[-1].stated_units, len(months) <= LONGEST) == (3, 3, True)


def test_imported_adoptions_have_no_doubling_time():
    everything = growth(BROWNFIELD).everything
    assert (everything.doubling, everything.copies_doubling) == (None, None)
    assert [one.imported for one in everything.adoptions] == [True, True, False]


def test_import_amid_history_leaves_no_curve():
    curve = growth(BROWNFIELD).everything.curve
    assert curve == NoFit(reason="When 2 of 3 adopters began is not known: they came with an import.")


def test_import_at_the_beginning_is_the_count_of_the_first_month():
    later = BROWNFIELD.replace("2026-01-05 letters in it states live 2025-11-03", "")
    units = [*THREE_UNITS, unit("ops")]
    assert growth(later, *units).everything.curve.reason.startswith("3 of 4 units had adopted")


def test_curve_leaves_the_running_month_aside():
    units = [*THREE_UNITS, unit("ops"), unit("art")]
    found = growth(f"{STORY}2026-04-03 letters in law live", *units).everything
    assert found.adopters == 3
    assert found.curve.reason.startswith("2 of 5 units had adopted by the end of last month")


def test_last_second_of_a_month_belongs_to_it():
    axis = Axis.of([seconds("2026-01-05")], today=TODAY)
    assert axis.places([seconds("2026-02-01") - 1, seconds("2026-02-01")]).tolist() == [0, 1]


def test_without_history_there_are_no_months():
    figures = growth("")
    assert (figures.everything.months, figures.first, figures.gone) == ((), None, ())
    assert figures.everything.share == 0
    assert growth("", unit("it")).by_function["it"].doubling is None


def test_without_units_there_is_no_share():
    catalogue = catalogue_of()
    adoption = adoption_figures(catalogue, {}, this_month="2026-04")
    everything = growth_figures(catalogue, adoption, lives_of(timeline_of(STORY)), today=TODAY).everything
    assert (everything.share, everything.units, everything.adoptions) == (None, 0, ())


def test_wrong_century_does_not_stretch_the_months():
    axis = Axis.of([-(10**15)], today=TODAY)
    assert (len(axis), axis.periods[-1]) == (LONGEST, "2026-04")
    assert axis.places([-(10**15), 10**15]).tolist() == [0, LONGEST]


def _begun_by(lives, end: int):
    for life in lives:
        for one, steps in life.copies.items():
            if any(step.value == "live" and step.at <= end for step in steps):
                yield one


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 80))
def test_months_equal_those_of_an_oracle(seed, acts):
    text = random_story(seed, acts=acts)
    units = [unit(one, function="ab" if one in "ab" else "cde") for one in UNITS[:4]]
    lives, today = lives_of(timeline_of(text)), date(2026, 4, 15)
    for name, group in {"ab": "ab", "cde": "cd"}.items():
        ever: set[str] = set()
        for month in growth(text, *units, today=today).by_function[name].months:
            end = end_of_day(min(end_of(month.period), today))
            live = [one for life in lives for one in live_units_at(life, end) if one in group]
            ever |= set(_begun_by(lives, end)) & set(group)
            assert (month.units, month.copies) == (len(set(live)), len(live))
            assert month.adopters == len(ever)
            assert month.stated_units >= month.units
