"""Usage is sums of rows; a share is taken of the sums, never a mean of shares."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.metrics.amounts import exact, exact_sum
from seedbed.metrics.measured import measured_of
from seedbed.metrics.usage import Usage, combine, usage_figures
from tests.helpers.measuring import catalogues, table
from tests.helpers.records import agent, deployment, month, unit
from tests.helpers.sites import catalogue_of


def _usage(*records):
    return usage_figures(measured_of(catalogue_of(*records)))


def test_shares_are_taken_of_sums():
    small = month("2026-01", tasks=100, automated=50, judged=10, correct=5)
    large = month("2026-02", tasks=900, automated=900, judged=90, correct=90)
    usage = _usage(table("paper-sorter/it", small, large)).everything
    assert usage.automation == Fraction(950, 1000)
    assert usage.accuracy == Fraction(95, 100)


def test_last_row_of_a_period_counts():
    wrong, right = month("2026-01", tasks=999), month("2026-01", tasks=10, line=3)
    assert _usage(table("paper-sorter/it", wrong, right)).everything.tasks == 10


def test_cost_per_task_leaves_out_the_tasks_of_rows_without_a_cost():
    stated, silent = month("2026-01", tasks=100, cost=25.0), month("2026-02", tasks=900)
    usage = _usage(table("paper-sorter/it", stated, silent)).everything
    assert usage.cost_per_task == 0.25


def test_escalated_leaves_out_the_tasks_of_rows_that_do_not_count_them():
    stated, silent = month("2026-01", tasks=100, escalations=7), month("2026-02", tasks=900)
    assert _usage(table("paper-sorter/it", stated, silent)).everything.escalated == Fraction(7, 100)


def test_tokens_of_a_half_stated_row_are_those_stated():
    assert _usage(table("paper-sorter/it", month("2026-01", input_tokens=5))).everything.tokens == 5


def test_nothing_measured_is_not_zero():
    usage = _usage(agent(), unit()).everything
    assert (usage.automation, usage.accuracy, usage.cost_per_task, usage.escalated) == (None, None, None, None)
    assert (usage.cost, usage.tokens, usage.escalations) == (None, None, None)


def test_months_without_tasks_have_no_shares():
    usage = _usage(table("paper-sorter/it", month("2026-01", tasks=0, automated=0, judged=0, correct=0))).everything
    assert (usage.rows, usage.automation, usage.accuracy) == (1, None, None)


def test_cuts_are_by_the_place_where_the_agent_runs():
    figures = _usage(
        unit("it", function="it"),
        unit("legal", function="law"),
        deployment("paper-sorter/it"),
        table("paper-sorter/it", month("2026-01", tasks=200)),
        table("paper-sorter/legal", month("2026-01", tasks=210)),
        table("reader/nowhere", month("2026-02", tasks=220)),
    )
    assert {key: one.tasks for key, one in figures.by_agent.items()} == {"paper-sorter": 410, "reader": 220}
    assert {key: one.tasks for key, one in figures.by_function.items()} == {"it": 200, "law": 210, None: 220}
    assert {key: one.tasks for key, one in figures.by_unit.items()} == {"it": 200, "legal": 210, "nowhere": 220}
    assert {key: one.tasks for key, one in figures.by_month.items()} == {"2026-01": 410, "2026-02": 220}


def test_a_figure_names_its_files_and_methods_the_strongest_first():
    rows = (month("2026-01", method="survey"), month("2026-02", method="measured"))
    usage = _usage(table("paper-sorter/it", *rows)).everything
    assert usage.methods == ("measured", "survey")
    assert usage.paths == ("catalog/agents/paper-sorter/measurements/it.csv",)


COUNTS = (
    "tasks",
    "automated",
    "judged",
    "correct",
    "tokens",
    "escalations",
    "escalation_tasks",
    "costed_tasks",
    "rows",
)


@given(catalogues())
def test_every_cut_adds_up_to_everything(catalogue):
    figures = usage_figures(measured_of(catalogue))
    for cut in (figures.by_deployment, figures.by_agent, figures.by_unit, figures.by_function, figures.by_month):
        whole = combine(cut.values())
        assert [getattr(whole, name) for name in COUNTS] == [getattr(figures.everything, name) for name in COUNTS]
        assert whole.human_minutes == pytest.approx(figures.everything.human_minutes)
        assert (whole.cost or 0) == pytest.approx(figures.everything.cost or 0)
        assert sorted(whole.paths) == sorted(figures.everything.paths)


@given(catalogues())
def test_shares_lie_within_nought_and_one(catalogue):
    for usage in usage_figures(measured_of(catalogue)).by_deployment.values():
        shares = (usage.automation, usage.accuracy, usage.escalated)
        assert all(share is None or 0 <= share <= 1 for share in shares)


def test_nothing_combines_to_nothing():
    assert combine([]) == Usage()


@given(st.lists(st.floats(min_value=0, max_value=1e12, allow_nan=False), max_size=30))
def test_exact_sum_loses_no_digit(values):
    assert exact_sum(values) == sum((exact(value) for value in values), start=Fraction(0))
