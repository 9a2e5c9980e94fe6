"""The work list of the AI office."""

from datetime import date

import pytest

from seedbed.records import Risk, Stage
from seedbed.site.office_work import office_work, work_says
from tests.helpers.chronicle import timeline_of
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, certificate, deployment, incident, month, person, policy, unit, waiver
from tests.helpers.sites import site_of

TODAY = date(2026, 4, 15)


def _lots(*records, timeline=None):
    site = site_of(policy(), unit("it"), *records, today=TODAY, timeline=timeline)
    return {lot.id: lot for lot in office_work(site)}, site


def _names(lot):
    return [line.name for line in lot.lines]


def test_pilots_that_meet_the_bar_come_before_the_longest_wait():
    story = "2026-01-05 old added by it\n2026-01-05 old is pilot\n2026-03-05 fit added by it\n2026-03-05 fit is pilot"
    fit = agent("fit", stage=Stage.PILOT, version="1.0.0", task=None)
    rows = table("fit/it", *(month(period) for period in ("2026-01", "2026-02", "2026-03")))
    records = [agent("old", stage=Stage.PILOT), fit, deployment("fit/it", baseline=baseline()), rows]
    lots, _ = _lots(*records, timeline=timeline_of(story))
    assert _names(lots["queue"]) == ["Fit", "Old"]
    assert [line.why for line in lots["queue"].lines] == [
        "Meets the bar; pilot for 41 days",
        "pilot for 100 days; lacks a measured or sampled row",
    ]
    assert (lots["queue"].count, lots["queue"].says) == (2, "1 pilot meets the bar")


def test_whoever_came_today_has_not_waited():
    story = "2026-04-15 new added by it\n2026-04-15 new is pilot"
    lots, _ = _lots(agent("new", stage=Stage.PILOT), timeline=timeline_of(story))
    assert [line.why for line in lots["queue"].lines] == ["pilot; lacks a measured or sampled row"]


def test_without_a_history_nobody_knows_what_waits():
    lots, _ = _lots(agent("old", stage=Stage.PILOT))
    assert (lots["queue"].count, lots["queue"].lines) == (0, ())
    assert lots["queue"].empty.endswith("no history was read.")


def test_the_culling_list_gives_the_gravest_reason():
    lots, _ = _lots(agent("late", review_by="2026-01-01"), deployment("late/it"))
    assert _names(lots["culling"]) == ["Late"]
    assert lots["culling"].lines[0].uri == "agents/late.html"
    assert lots["culling"].lines[0].why.endswith(" since 1 January 2026")


def test_open_incidents_come_worst_first_and_hidden_agents_keep_theirs():
    lots, _ = _lots(
        agent("shown"),
        agent("hidden", visibility="summary"),
        incident("shown/2026-03-01-small", title="Small", on="2026-03-01"),
        incident("shown/2026-04-01-big", title="Big", on="2026-04-01", severity=Risk.HIGH),
        incident("shown/2026-02-01-shut", title="Shut", on="2026-02-01", status="closed"),
        incident("hidden/2026-02-01-kept", title="Kept", on="2026-02-01"),
    )
    assert _names(lots["incidents"]) == ["Big", "Small"]
    assert lots["incidents"].lines[0].why == "high, since 1 April 2026: Shown"


def test_what_ends_soon_is_told_by_its_last_day():
    lots, _ = _lots(
        agent("sorter"),
        person("ada", certificates=(certificate("2025-01-01", "2026-05-20"),)),
        person(
            "renewed", certificates=(certificate("2025-01-01", "2026-05-20"), certificate("2026-04-01", "2028-04-01"))
        ),
        person("gone", certificates=(certificate("2025-01-01", "2026-04-14"),)),
        waiver("soon", subject="sorter", expires="2026-05-01"),
        waiver("later", subject="sorter", expires="2026-06-01"),
        waiver("over", subject="sorter", expires="2026-04-14"),
    )
    assert _names(lots["endings"]) == ["Sorter", "Ada"]
    assert lots["endings"].count == 2


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([], "Nothing waits for you today."),
        ([agent("a", stage=Stage.IDEA), incident("a/2026-04-01-x", on="2026-04-01")], "1 incident is open."),
    ],
)
def test_the_sentence_leaves_out_what_is_empty(records, words):
    lots, site = _lots(*records)
    assert work_says(site, lots.values()) == words


def test_a_queue_of_which_nothing_is_ready_asks_for_nothing():
    story = "2026-01-05 old added by it\n2026-01-05 old is pilot"
    lots, site = _lots(agent("old", stage=Stage.PILOT), timeline=timeline_of(story))
    assert (lots["queue"].count, lots["queue"].says) == (1, "")
    assert "pilot" not in work_says(site, lots.values())


def test_three_lines_are_shown_and_all_are_counted():
    records = [incident(f"a/2026-04-0{day}-x", on=f"2026-04-0{day}") for day in range(1, 6)]
    lots, _ = _lots(agent("a"), *records)
    assert (lots["incidents"].count, len(lots["incidents"].lines)) == (5, 3)
