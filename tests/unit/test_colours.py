import re

import pytest

from seedbed.colours import (
    AA,
    BLACK,
    DARK_GROUNDS,
    GROUNDS,
    ON_BAND,
    WHITE,
    contrast,
    least_contrast,
    mixed,
    readable,
    text_on,
)
from seedbed.resources import shared_path

TOKENS = (shared_path("theme") / "assets/seedbed/tokens.css").read_text("utf-8")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [(BLACK, WHITE, 21.0), (WHITE, WHITE, 1.0), ("#777777", WHITE, 4.478), ("#767676", WHITE, 4.542)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.001)


def test_the_worst_ground_decides():
    assert least_contrast("#5fae7c", GROUNDS)[1] == "#eaf0e8"


@pytest.mark.parametrize("colour", ["#5fae7c", "#ffff00", "#ffffff", "#e91e63", "#0a5c8a"])
def test_the_shade_that_is_offered_can_be_read_everywhere(colour):
    assert least_contrast(readable(colour, GROUNDS, towards=BLACK), GROUNDS)[0] >= AA
    assert least_contrast(readable(colour, DARK_GROUNDS, towards=WHITE), DARK_GROUNDS)[0] >= AA


def test_what_can_be_read_is_left_alone():
    assert readable("#0a5c8a", GROUNDS, towards=BLACK) == "#0a5c8a"


def test_colours_are_mixed_by_channel():
    assert (mixed(BLACK, WHITE, 0.5), mixed("#102030", "#102030", 0.3)) == ("#808080", "#102030")


def test_text_is_what_reads_better():
    assert (text_on("#ffd400"), text_on("#12324a")) == (BLACK, WHITE)


def test_the_grounds_are_those_of_the_theme():
    found = [re.findall(rf"--sb-{name}: (#\w+);", TOKENS)[:2] for name in ("ground", "surface", "sunken")]
    assert tuple(light for light, _ in found) == GROUNDS
    assert tuple(dark for _, dark in found) == DARK_GROUNDS
    assert re.search(r"--sb-on-band: (#\w+);", TOKENS)[1] == ON_BAND
