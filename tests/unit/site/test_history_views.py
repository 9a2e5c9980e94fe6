"""What the pages say about speed and growth, on small histories."""

from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.records import Owner, Pain, Stage
from seedbed.site import growth_views, velocity_views
from seedbed.site.pages import diffusion, governance, home, value
from tests.helpers.chronicle import timeline_of
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, deployment, month, policy, unit
from tests.helpers.sites import site_of

TODAY = date(2026, 4, 15)
COPIED = """
2026-01-05 letters added by it
2026-01-05 letters is validated
2026-01-05 letters in it live
2026-02-14 letters in hr live from it
"""
TWO_OF_FOUR = """
2026-01-01 one added by it
2026-01-01 one is validated
2026-01-21 one in hr live from it
2026-01-01 two added by it
2026-01-01 two is validated
2026-02-20 two in hr live from it
2026-03-16 three added by it
2026-03-16 three is validated
2026-01-15 four added by it
2026-01-15 four is validated
"""


def _site(story, *records, today=TODAY):
    units = [unit(one, function=one, routine_hours_per_month=100) for one in ("it", "hr")]
    lines = sorted(line for line in story.strip().splitlines() if line)
    here = {line.split()[1] for line in lines if line.endswith(" added by it")} - {one.id for one in records}
    blueprints = [agent(one) for one in sorted(here)]
    return site_of(policy(), *units, *blueprints, *records, today=today, timeline=timeline_of("\n".join(lines)))


def _velocity(story):
    return _site(story).figures.history.replication.velocity


@pytest.mark.parametrize(
    ("story", "value", "note"),
    [
        ("2026-01-05 letters added by it", "not measured yet", "no agent was validated"),
        (COPIED, "40 days", "0 agents still waiting"),
        ("2026-01-05 letters added by it\n2026-01-05 letters is validated", "0 %", "copied within 90 days; 1 agent"),
        ("2026-04-01 letters added by it\n2026-04-01 letters is validated", "0 of 1", "copied so far; 1 agent"),
    ],
)
def test_the_headline_is_the_best_figure_that_there_is(story, value, note):
    found = velocity_views.headline(_velocity(story))
    assert found.value == value
    assert note in found.note


def test_those_still_waiting_make_the_median_later():
    assert velocity_views.headline(_velocity(TWO_OF_FOUR)).value == "50 days"


def test_the_sentence_counts_everybody():
    says = velocity_views.velocity_says(_velocity(TWO_OF_FOUR))
    assert says.startswith("Half of the proven agents are copied within 50 days.")
    assert says.endswith("opened for copying 4 times: copied 2, still waiting 2, withdrawn first 0.")


def test_a_curve_over_few_agents_says_where_it_becomes_a_guess():
    says = LexborHTMLParser(str(velocity_views.waiting_curve(_velocity(TWO_OF_FOUR)))).text()
    assert "From day 20 on fewer than 5 were still waiting" in says


def test_a_trend_of_one_month_is_not_drawn():
    assert velocity_views.trend_chart(_site(COPIED).figures.history.replication.trend[:1]) == ""


def test_growth_is_told_with_its_denominator_and_doubling():
    growth = _site(COPIED).figures.history.growth.everything
    assert (
        growth_views.growth_says(growth) == "2 of 2 units have a live agent; from the 1st to the 2nd it took 40 days."
    )
    assert "No S-curve is drawn" in growth_views.curve_says(growth)


def test_the_journey_names_the_window_and_the_bar():
    says = growth_views.journey_says(_site(COPIED).figures.history.standing.journey)
    assert "3 whole months ago, before the window" in says
    nothing = _site("2026-01-05 letters added by it").figures.history.standing.journey
    assert growth_views.journey_says(nothing).startswith("No agent has gone live yet")


def test_a_function_that_is_stuck_comes_first_and_says_so():
    rows = [month(f"2025-{one:02}", tasks=10, automated=1, human_minutes=60) for one in range(1, 13)]
    stuck = [
        agent("letters"),
        deployment("letters/it", baseline=baseline()),
        table("letters/it", *rows),
    ]
    site = _site(COPIED, *stuck, today=date(2026, 1, 15))
    found = list(growth_views.standing_rows(site, site.figures.history.standing))
    assert found[0][0] == "it"
    words = growth_views.standing_words(found[0][2])
    assert words == "Pilot plateau for at least 12 months, since January 2025: pilot purgatory"


def test_the_page_of_diffusion_tells_speed_growth_and_waiting():
    records = [agent("letters"), deployment("letters/it"), deployment("letters/hr", copied_from="it"), agent("post")]
    story = COPIED + "2026-03-01 post added by it\n2026-03-01 post is validated\n"
    page = LexborHTMLParser(next(diffusion.create(_site(story, *records))).html)
    assert page.css_first(".sb-stat dd").text().startswith("40 days")
    assert page.css_first("#velocity, #growth, #standing")
    assert "1 March 2026" in page.css_first("#waiting ~ div").text()
    assert not [one for one in page.css(".sb-empty") if "history" in one.text().lower()]


def test_a_history_in_which_nothing_was_validated_says_what_would_start_the_clock():
    page = LexborHTMLParser(next(diffusion.create(_site("2026-01-05 letters added by it", agent("letters")))).html)
    assert "No agent has been validated on the main branch yet." in page.css_first(".sb-empty").text()


def test_home_tells_the_newest_copies_of_agents_that_may_be_named():
    hidden = agent("diary", visibility="none")
    story = COPIED + "2026-03-01 diary added by it\n2026-03-01 diary in it live\n2026-03-02 diary in hr live from it\n"
    page = LexborHTMLParser(next(home.create(_site(story, hidden))).html)
    told = page.css("[aria-labelledby=sb_spread] li")
    assert [" ".join(one.text().split()) for one in told] == ["HR copied Letters from IT. 14 February 2026"]
    assert "40 days" in page.css_first(".sb-stats").text()


def _words(node):
    return " ".join(node.text(separator=" ").split())


def _page(place, site):
    return LexborHTMLParser(next(place.create(site)).html)


def test_governance_tells_which_pilots_wait_for_nothing_but_a_decision():
    rows = month("2026-03", tasks=600, automated=590, judged=200, correct=198, human_minutes=600)
    ready = [
        agent("letters", stage=Stage.PILOT, version="1.0.0", owner=Owner(unit="it")),
        deployment("letters/it", baseline=baseline(), version="1.0.0"),
        table("letters/it", rows),
    ]
    story = "2026-01-05 letters added by it\n2026-02-05 letters is pilot\n"
    story += "2026-02-05 post added by it\n2026-03-01 post is pilot"
    waiting = _page(governance, _site(story, *ready, agent("post", stage=Stage.PILOT)))
    rows = waiting.css("#queue ~ .sb-scroll")[0].css("tbody tr")
    said = "Letters pilot low risk 5 February 2026 69 nothing but the word of the owning unit and the AI office"
    assert _words(rows[0]) == said
    assert "1 pilot meets the bar" in waiting.text()


def test_value_compares_a_copy_with_the_claim_of_its_day():
    before = [month(f"2026-0{one}", tasks=1300, automated=1250, human_minutes=2600) for one in (1, 2)]
    after = month("2026-03", tasks=1300, automated=1250, human_minutes=5200)
    records = [
        agent("letters", owner=Owner(unit="it")),
        deployment("letters/it", baseline=baseline()),
        deployment("letters/hr", baseline=baseline(), copied_from="it"),
        table("letters/it", *before),
        table("letters/hr", after),
    ]
    story = COPIED.replace("2026-02-14 letters in hr", "2026-03-01 letters in hr")
    rows = _page(value, _site(story, *records)).css("#shrinkage ~ .sb-scroll tbody tr")
    assert "1 March 2026" in rows[0].text()


def test_diffusion_tells_where_to_seed_with_every_factor():
    pain = Pain(tag="letters", hours_per_month=40)
    records = [agent("letters", pains=("letters",)), unit("law", function="law", pains=(pain,), appetite=5, autonomy=4)]
    row = _page(diffusion, _site(COPIED, *records)).css_first("#seed ~ .sb-later tbody tr")
    assert _words(row).startswith("Letters LAW 40 5 4 0.78 0 of 0")
