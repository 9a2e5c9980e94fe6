"""Hours of groups of tables: what adding them up row by row gives, to the last digit."""

from collections import defaultdict

from hypothesis import given

from seedbed.metrics.columns import columns_of
from seedbed.metrics.given_back import GivenBack
from seedbed.metrics.measured import in_order, measured_of
from tests.helpers.measuring import baseline, catalogues, table
from tests.helpers.records import agent, deployment, month
from tests.helpers.sites import catalogue_of


def _given_back(catalogue):
    tables = list(measured_of(catalogue).values())
    return GivenBack.of(tables, columns_of(tables), [one.agent for one in tables])


def _row_by_row(tables):
    """Period, hours by method and files of every month, added up one row after the other."""
    hours, paths = defaultdict(dict), defaultdict(list)
    for one in tables:
        for row in one.rows if one.baseline else ():
            gained = (row.tasks * one.baseline.baseline.minutes_per_task - row.human_minutes) / 60
            hours[row.period][row.method] = hours[row.period].get(row.method, 0.0) + gained
            paths[row.period].append(one.path)
    return [
        (period, [(method, hours[period][method]) for method in in_order(set(hours[period]))], tuple(paths[period]))
        for period in sorted(hours)
    ]


@given(catalogues())
def test_months_of_an_agent_are_those_of_its_rows(catalogue):
    found = _given_back(catalogue)
    for name in catalogue.agents:
        tables = [one for one in measured_of(catalogue).values() if one.agent == name]
        months = [(one.period, list(one.by_method.items()), one.paths) for one in found.months(name)]
        assert months == _row_by_row(tables)


def test_months_come_in_order_whatever_the_order_of_the_rows():
    late, early = month("2026-03", tasks=100, human_minutes=0), month("2025-12", tasks=50, human_minutes=60)
    records = (agent(), deployment(baseline=baseline(6)), table("paper-sorter/it", late, early))
    months = list(_given_back(catalogue_of(*records)).months("paper-sorter"))
    assert [(one.period, one.hours, one.deployments) for one in months] == [("2025-12", 4.0, 1), ("2026-03", 10.0, 1)]


def test_an_agent_without_rows_or_without_a_baseline_has_no_months():
    found = _given_back(catalogue_of(agent(), deployment(), table("paper-sorter/it", month("2026-03"))))
    assert list(found.months("paper-sorter")) == list(found.months("nobody")) == []
    assert list(_given_back(catalogue_of(agent())).months("paper-sorter")) == []
