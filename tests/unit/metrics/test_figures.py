"""All figures together: summaries of single agents, what a site may add up, and speed that grows with the size."""

import time
from datetime import date

import pytest
from hypothesis import given

from seedbed.metrics import figures_of
from seedbed.metrics.told import only_told
from seedbed.records import Owner, Status
from tests.helpers.measuring import baseline, catalogues, random_catalogue, table
from tests.helpers.records import agent, deployment, incident, month, unit
from tests.helpers.sites import catalogue_of

TODAY = date(2026, 4, 15)


def _family():
    row = month("2026-03", tasks=1320, automated=1240, human_minutes=5280, cost=132.0)
    return catalogue_of(
        agent(owner=Owner(unit="it"), version="1.0.0"),
        unit("it"),
        unit("law"),
        unit("art"),
        deployment("paper-sorter/it", baseline=baseline()),
        deployment("paper-sorter/law", baseline=baseline(), copied_from="it", version="0.9.0"),
        deployment("paper-sorter/art", status=Status.PLANNED, copied_from="law"),
        table("paper-sorter/it", row),
        table("paper-sorter/law", row),
    )


def test_summary_tells_one_agent_at_a_glance():
    summary = figures_of(_family(), TODAY).summaries["paper-sorter"]
    assert (summary.live, summary.units, summary.copies) == (("it", "law"), 3, 1)
    assert summary.proof_path == "catalog/agents/paper-sorter/measurements/it.csv"
    assert (float(summary.net_output), summary.hours_given_back, summary.cost_per_task) == (0.5, 88.0, 0.1)
    assert summary.methods == ("measured",)


def test_summary_of_an_agent_without_rows_has_no_figures():
    summary = figures_of(catalogue_of(agent()), TODAY).summaries["paper-sorter"]
    assert (summary.proof, summary.net_output, summary.hours_given_back, summary.cost_per_task) == (None,) * 4
    assert (summary.live, summary.copies, summary.methods) == ((), 0, ())


@given(catalogues())
def test_every_path_of_a_figure_is_that_of_a_record(catalogue):
    known = {one.path for shelf in (catalogue.measurements, catalogue.units) for one in shelf.values()}
    figures = figures_of(catalogue, TODAY)
    named = [*figures.usage.everything.paths, *figures.adoption.everything.paths]
    named += [path for one in figures.output.months for path in one.paths]
    assert set(named) <= known


@pytest.mark.parametrize("visibility", ["none", "summary"])
def test_what_may_not_be_told_is_not_added_up(visibility):
    hidden = agent("secret", visibility=visibility)
    records = (
        hidden,
        deployment("secret/it"),
        incident("secret/2026-01-01-leak"),
        table("secret/it", month("2026-03")),
    )
    whole = catalogue_of(agent(), unit("it"), *records)
    told = only_told(whole)
    assert list(told.agents) == ["paper-sorter"]
    assert (told.deployments, told.measurements, told.incidents) == ({}, {}, {})
    assert told.units == whole.units


def test_catalogue_without_secrets_is_taken_as_it_is():
    catalogue = _family()
    assert only_told(catalogue) is catalogue


def _large(agents):
    made = [unit(f"u{n}", routine_hours_per_month=1000, headcount=9) for n in range(50)]
    for number in range(agents):
        name = f"agent-{number}"
        made.append(agent(name, owner=Owner(unit=f"u{number % 50}"), version="1.0.0"))
        for step in range(2):
            place = f"{name}/u{(number + step) % 50}"
            made.append(deployment(place, baseline=baseline(), copied_from=f"u{number % 50}" if step else None))
            made.append(table(place, *(month(f"2025-{n:02}") for n in range(1, 13))))
    return catalogue_of(*made)


def test_time_grows_with_the_size_and_no_faster():
    """Eight times the agents may take eight times as much of the processor, and with room for its moods 24 times."""
    small, large = _large(100), _large(800)
    assert _seconds(large) < 24 * max(_seconds(small), 0.01)


def _seconds(catalogue):
    taken = []
    for _ in range(3):
        start = time.process_time()
        figures_of(catalogue, TODAY)
        taken.append(time.process_time() - start)
    return min(taken)


def test_random_catalogues_are_not_all_empty():
    sizes = [len(figures_of(random_catalogue(12, seed), TODAY).usage.by_deployment) for seed in range(30)]
    assert max(sizes) > 5
