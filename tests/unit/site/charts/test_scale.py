import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.site.charts.scale import apart, plain, scale_of, short_month

finite = st.integers(min_value=-(10**9), max_value=10**9).map(lambda thousandths: thousandths / 1000)


@pytest.mark.parametrize(
    ("values", "top", "ticks"),
    [
        ([7], None, (0, 2, 4, 6, 8)),
        ([0.11], 0.18, (0, 0.05, 0.1, 0.15, 0.2)),
        ([1], None, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        ([0], None, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        ([None], None, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        ([1800, -2], None, (0, 500, 1000, 1500, 2000)),
        ([1800, -400], None, (-500, 0, 500, 1000, 1500, 2000)),
        ([-3], None, (-3, -2, -1, 0)),
    ],
)
def test_ticks_are_round_and_few(values, top, ticks):
    assert scale_of(values, length=200, top=top).ticks == pytest.approx(ticks)


def test_places_count_from_the_top():
    scale = scale_of([8], length=200)
    assert (scale.place(0), scale.place(8), scale.place(4)) == (200, 0, 100)


def test_values_outside_are_drawn_at_the_edge():
    assert scale_of([8], length=200).place(1000) == 0


@given(st.lists(finite, max_size=20))
def test_every_value_has_its_place(values):
    scale = scale_of(values, length=200)
    assert all(-1e-6 <= scale.place(value) <= 200 + 1e-6 for value in values)
    assert len(scale.ticks) <= 8
    assert scale.low <= min([0, *values])
    assert scale.high >= max([0, *values])


@given(st.lists(st.floats(min_value=0, max_value=200, allow_nan=False), max_size=12))
def test_labels_that_are_moved_apart_keep_their_order_and_their_room(places):
    moved = apart(places, gap=15, length=200)
    ordered = [one for _, one in sorted(zip(places, moved, strict=True))]
    assert all(after - before >= 15 - 1e-6 for before, after in itertools.pairwise(ordered))
    assert all(one <= 200 for one in moved)


def test_labels_with_room_stay_where_they_are():
    assert apart([10, 100, 50], gap=15, length=200) == [10, 100, 50]


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (1.256, "1.26"), (1.5, "1.5"), (0.0, "0"), (100.0, "100")])
def test_coordinates_have_no_needless_digits(value, text):
    assert plain(value) == text


def test_month_that_no_calendar_has_stands_as_it_is():
    assert (short_month("2026-03"), short_month("0000-03")) == ("Mar 2026", "0000-03")


def test_scale_is_finite_for_large_numbers():
    assert math.isfinite(scale_of([1e300], length=200).place(1e299))
