import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.records import Status
from seedbed.site.bed import STEMS, draw_bed
from seedbed.site.profiles import create_profiles
from tests.helpers.records import agent, deployment
from tests.helpers.sites import site_of


def bed_of(*records):
    return draw_bed(list(create_profiles(site_of(*records)).values()))


def test_nothing_grows_where_nothing_runs():
    assert bed_of(agent("one"), deployment("one/it", status=Status.PLANNED)) is None


@pytest.mark.parametrize("units", [1, 2, 40])
def test_every_unit_that_runs_an_agent_is_a_dot(units):
    bed = bed_of(agent("one"), *(deployment(f"one/unit-{number}") for number in range(units)))
    svg = LexborHTMLParser(bed.svg)
    assert len(svg.css("circle")) == units
    assert all(float(dot.attributes["cy"]) > 0 for dot in svg.css("circle"))
    assert bed.words == f"1 agent at work. One runs in {units} unit{'s' * (units > 1)}."


def test_what_finds_no_room_is_counted():
    agents = [agent(f"agent-{number}") for number in range(STEMS + 3)]
    bed = bed_of(*agents, *(deployment(f"{one.id}/it") for one in agents))
    assert bed.left_out == 3
    assert len(LexborHTMLParser(bed.svg).css("g")) == STEMS


def test_a_name_with_markup_stays_text():
    bed = bed_of(agent("one", name='<script>alert("1")</script>'), deployment("one/it"))
    assert "<script" not in bed.svg
    assert "&lt;script" in bed.svg
