"""What is withheld beside a total: never one part alone, as far as there are others."""

from collections import defaultdict

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seedbed.metrics.adoption import adoption_figures
from seedbed.metrics.measured import measured_of
from seedbed.metrics.withholding import Withheld, with_complement
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, deployment, month, policy, unit
from tests.helpers.sites import catalogue_of

PLACES = st.lists(
    st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 12), st.booleans()), min_size=1, max_size=9
)
"""Units: function, people, whether they measure anything."""


def _catalogue(places):
    """Units that automated a different number of tasks each, so that a difference tells whose it is."""
    some = [policy(small_group=5), agent()]
    for number, (function, people, is_measuring) in enumerate(places):
        name = f"unit-{number}"
        some.append(unit(name, function=function, headcount=people, routine_hours_per_month=1_000))
        if is_measuring:
            some.append(deployment(f"paper-sorter/{name}", baseline=baseline(60)))
            row = month("2026-03", tasks=4**number, automated=4**number, judged=0, correct=0)
            some.append(table(f"paper-sorter/{name}", row))
    return catalogue_of(*some)


def _figures(catalogue):
    return adoption_figures(catalogue, measured_of(catalogue), this_month="2026-05")


def _hours(adoption):
    return adoption.months[-1].hours if adoption.months else 0


def _is_told(total, parts):
    """Whether the total less all parts that are shown is what one withheld part did.

    Hours are powers of four, so that no others add up to the same.
    """
    rest = _hours(total) - sum(_hours(one) for one in parts if not one.is_small)
    return any(one.is_small and _hours(one) and _hours(one) == rest for one in parts)


@given(PLACES)
@example([("a", None, True), ("b", None, False), ("b", 0, True)])
def test_no_total_tells_a_withheld_part_by_one_subtraction(places):
    catalogue = _catalogue(places)
    found = _figures(catalogue)
    families = defaultdict(list)
    for one in catalogue.units.values():
        families[one.function].append(found.by_unit[one.id])
    tables = [(found.everything, list(found.by_function.values())), (found.everything, list(found.by_unit.values()))]
    tables += [(total, families[name]) for name, total in found.by_function.items() if not total.is_small]
    for total, parts in tables:
        adding = [one for one in parts if _hours(one)]
        assert len(adding) < 2 or not _is_told(total, parts)


@given(PLACES)
def test_what_a_withheld_function_consists_of_is_not_shown_in_full(places):
    catalogue = _catalogue(places)
    found = _figures(catalogue)
    for name, one in found.by_function.items():
        parts = [found.by_unit[unit.id] for unit in catalogue.units.values() if unit.function == name]
        if one.is_small and _hours(one):
            assert any(part.is_small and _hours(part) for part in parts)


@given(PLACES)
def test_small_groups_are_always_withheld(places):
    catalogue = _catalogue(places)
    small = {one.id for one in catalogue.units.values() if one.headcount is not None and one.headcount < 5}
    assert small <= Withheld.of(catalogue).units


@given(PLACES)
def test_without_small_groups_nothing_is_withheld(places):
    withheld = Withheld.of(_catalogue([(function, 9, is_measuring) for function, _, is_measuring in places]))
    assert (withheld.units, withheld.functions) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("parts", "small", "withheld"),
    [
        ("abc", "", ""),
        ("abc", "a", "ab"),
        ("abc", "c", "ac"),
        ("abc", "ab", "ab"),
        ("a", "a", "a"),
        ("abc", "z", "z"),
        ("abc", "az", "abz"),
    ],
)
def test_one_alone_takes_another_along(parts, small, withheld):
    sizes = {part: number for number, part in enumerate(parts)}
    assert with_complement(sizes, set(small)) == set(withheld)


@pytest.mark.parametrize(
    ("people", "withheld"),
    [
        ((2, 2, 9, 30), {0, 1, 2}),
        ((2, 3, 9, 30), {0, 1}),
        ((2, 1, None, 30), {0, 1, 3}),
        ((2, 2, None), {0, 1, 2}),
        ((1, 1), {0, 1}),
    ],
)
def test_those_withheld_are_no_small_group_together(people, withheld):
    sizes = dict(enumerate(people))
    small = {one for one, size in sizes.items() if size is not None and size < 5}
    assert with_complement(sizes, small, least=5) == withheld


def _people(catalogue, units):
    """The people of some units, those that state none taken for many."""
    return sum(1_000 if catalogue.units[one].headcount is None else catalogue.units[one].headcount for one in units)


@given(PLACES)
def test_what_is_left_of_a_total_is_the_work_of_no_small_group(places):
    """Of each total that is shown, less all shown parts of it; but for a total that a small group made alone."""
    catalogue = _catalogue(places)
    withheld = Withheld.of(catalogue)
    measuring = {one.unit for one in catalogue.measurements.values()}
    by_function = defaultdict(set)
    for one in measuring:
        by_function[catalogue.units[one].function].add(one)
    totals = [measuring, *(some for name, some in by_function.items() if name not in withheld.functions)]
    inside = set().union(*(some for name, some in by_function.items() if name in withheld.functions))
    for total in totals:
        for left in (total & withheld.units, total & withheld.units & inside, total & inside):
            if left and _people(catalogue, total) >= 5:
                assert _people(catalogue, left) >= 5


def test_the_unit_with_the_fewest_people_stands_in():
    places = [("a", 3, True), ("a", 40, True), ("a", 8, True), ("a", 6, False)]
    assert Withheld.of(_catalogue(places)).units == {"unit-0", "unit-2"}
