"""How tall a part will be, said before it is laid out."""

import re

import pytest

from seedbed.resources import shared_path
from seedbed.site.charts.parts import STEP, STEPS, tall


@pytest.mark.parametrize(
    ("height", "says"),
    [(0, ""), (599, ""), (601, " sb-tall--2"), (4250, " sb-tall--11"), (1_000_000, " sb-tall--12")],
)
def test_a_height_is_told_in_steps(height, says):
    assert tall(height) == says


def test_the_style_sheet_knows_every_step():
    css = (shared_path("theme") / "assets/seedbed/later.css").read_text("utf-8")
    heights = {int(step): int(rem) * 20 for step, rem in re.findall(r"\.sb-tall--(\d+) \{ --sb-tall: (\d+)rem", css)}
    assert heights == {step: step * STEP for step in range(2, STEPS + 1)}
