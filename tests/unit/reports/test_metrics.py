"""The figures in their voices: what stands there, what may not, and what no record can do to them."""

import csv
import dataclasses
import io
import json
from datetime import date

import pytest
from msgspec.structs import replace

from seedbed.reports import Format
from seedbed.reports.metrics import METRICS_REPORTS
from seedbed.reports.tabular import fact_lines, table_lines
from seedbed.timeline import Kind
from tests.helpers.golden import assert_golden
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, deployment, month, policy, unit
from tests.helpers.sites import base_site, site_of
from tests.helpers.timelines import happened, timeline_of

TODAY = date(2026, 6, 30)
EVENTS = (
    happened("2026-01-05", Kind.ADDED, "paper-sorter"),
    happened("2026-01-05", Kind.STAGE, "pilot"),
    happened("2026-01-05", Kind.OWNER, "it"),
    happened("2026-01-05", Kind.DEPLOYMENT, "live", unit="it"),
    happened("2026-01-06", Kind.ADDED, "gone", agent="gone"),
    happened("2026-01-06", Kind.STAGE, "validated", agent="gone"),
    happened("2026-02-01", Kind.STAGE, "validated", old="pilot"),
    happened("2026-02-02", Kind.REMOVED, agent="gone", old="gone"),
    happened("2026-03-13", Kind.DEPLOYMENT, "live", unit="law", source="it"),
)
RECORDS = (
    policy(),
    unit("it", headcount=20, routine_hours_per_month=100),
    unit("law", headcount=20, routine_hours_per_month=100),
    agent(version="1.0.0"),
    deployment(baseline=baseline(), version="1.0.0"),
    deployment("paper-sorter/law", copied_from="it", baseline=baseline(), version="1.0.0"),
    table("paper-sorter/it", month("2026-04"), month("2026-05")),
)


def site(*records, events=EVENTS, timeline=None):
    return site_of(*(records or RECORDS), today=TODAY, timeline=timeline or timeline_of(*events))


def plain(made):
    return json.loads(METRICS_REPORTS[Format.JSON](made))


def lines(some):
    return ["".join(text for text, _ in line) for line in some]


def test_the_first_copy_of_an_agent_by_the_history():
    found = plain(site())["replication"]
    assert found["agents"]["paper-sorter"] == {
        "validated_at": "2026-02-01T12:00:00Z",
        "first_replication_at": "2026-03-13T12:00:00Z",
        "lag_days": 40,
        "unit": "law",
        "censored": False,
        "declared": False,
        "early": False,
        "unknown": False,
        "commits": ["20260201".ljust(40, "0"), "20260313".ljust(40, "0")],
    }
    assert (found["replicated"], found["median_days"]) == (1, 40)


def test_an_agent_that_was_removed_counts_and_is_not_named():
    made = site()
    assert plain(made)["replication"]["retired"] == 1
    for report in METRICS_REPORTS.values():
        assert "gone" not in report(made)


def test_nobody_is_made_up_where_nothing_happened():
    found = plain(site(unit("it"), events=EVENTS[:0]))["replication"]
    assert (found["median_days"], found["replicated"], found["waiting"], found["agents"]) == (None, 0, 0, {})
    assert "no validation was merged so far" in METRICS_REPORTS[Format.TEXT](site(unit("it"), events=EVENTS[:0]))


def test_a_median_that_is_not_reached_leaves_the_shares():
    waiting = [
        happened("2026-01-06", kind, value, agent=f"a{number}", commit=f"{number:08}")
        for number in range(3)
        for kind, value in ((Kind.ADDED, f"a{number}"), (Kind.STAGE, "validated"))
    ]
    text = METRICS_REPORTS[Format.TEXT](
        site(*RECORDS, *(agent(f"a{number}") for number in range(3)), events=(*EVENTS, *waiting))
    )
    assert "not reached" in text
    assert "copied within 30 days" in text


def test_declared_dates_are_told_apart():
    declared = (
        happened("2024-01-01", Kind.STAGE, "validated", declared=True, commit="2026-01-07", agent="old"),
        happened("2024-03-01", Kind.DEPLOYMENT, "live", unit="law", declared=True, commit="2026-01-07", agent="old"),
        happened("2026-01-07", Kind.ADDED, "old", agent="old"),
        happened("2026-01-07", Kind.STAGE, "production", agent="old"),
        happened("2026-01-07", Kind.OWNER, "it", agent="old"),
        happened("2026-01-07", Kind.DEPLOYMENT, "live", unit="law", agent="old"),
    )
    found = plain(site(*RECORDS, agent("old"), events=(*EVENTS, *declared)))["replication"]
    assert (found["replicated"], found["declared"]["replicated"]) == (1, 1)
    assert found["agents"]["old"]["declared"] is True


@pytest.mark.parametrize("form", METRICS_REPORTS)
def test_without_a_history_every_voice_says_so(form):
    made = site_of(*RECORDS, today=TODAY)
    text = METRICS_REPORTS[form](made)
    match form:
        case Format.TEXT:
            assert "no history was read" in text
        case Format.JSON:
            assert json.loads(text)["replication"] is None
        case _:
            rows = list(csv.DictReader(io.StringIO(text)))
            assert not [row for row in rows if row["area"] == "replication"]


def test_what_was_merged_after_the_day_takes_no_part():
    later = happened("2026-07-01", Kind.DEPLOYMENT, "live", unit="hr", source="it")
    assert plain(site(events=(*EVENTS, later))) == plain(site())


def test_a_table_for_spreadsheets_holds_no_formula():
    made = site(*(replace(one, id="=1+1") if one.id == "paper-sorter" else one for one in RECORDS))
    cells = [cell for row in csv.reader(io.StringIO(METRICS_REPORTS[Format.CSV](made))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]


def test_the_text_of_the_portal_of_all_tests_is_the_golden_one():
    told = {"agent": "first-reply"}
    events = (
        happened("2026-02-01", Kind.ADDED, "first-reply", **told),
        happened("2026-02-01", Kind.STAGE, "pilot", **told),
        happened("2026-02-01", Kind.OWNER, "support", **told),
        happened("2026-02-01", Kind.DEPLOYMENT, "live", unit="support", **told),
        happened("2026-06-01", Kind.STAGE, "validated", old="pilot", **told),
        happened("2026-07-11", Kind.DEPLOYMENT, "live", unit="billing", source="support", **told),
    )
    made = dataclasses.replace(base_site(), timeline=timeline_of(*events))
    assert_golden("reports/metrics.txt", METRICS_REPORTS[Format.TEXT](made))


def test_facts_stand_in_columns_and_long_remarks_go_on_below():
    some = lines(fact_lines([("tasks", "1,000", "word " * 40), ("宽", "2", "short")]))
    assert some[0].index("word") == some[1].index("word")
    assert all(len(line) <= 100 for line in some)
    assert some[-1].endswith("2      short")


def test_no_text_of_a_record_starts_a_line_or_steers_a_terminal():
    some = lines(fact_lines([("a\nb", "\x1b[2J", "c\nd")])) + lines(table_lines(("x",), [("\x1b[2J\n",)]))
    assert not [line for line in some if "\x1b" in line or "\n" in line]


def test_a_table_is_as_wide_as_its_widest_cell():
    assert lines(table_lines(("Name", "Days"), [("宽宽", "7"), ("a", "1,000")], numbers=[1])) == [
        "  Name   Days",
        "  宽宽      7",
        "  a     1,000",
    ]
