"""What was decided about agents, month by month: opened for copying, taken into production, ended; by the merges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from seedbed.metrics.lives import Life, day_of
from seedbed.metrics.periods import months_before, period_of, periods_between
from seedbed.records import Stage
from seedbed.site.charts import Columns, Series, figure
from seedbed.site.language import marked
from seedbed.site.views import Site

MONTHS = 24
DECISIONS = {
    marked("opened for copying"): frozenset({Stage.VALIDATED.value}),
    marked("taken into production"): frozenset({Stage.PRODUCTION.value}),
    marked("suspended or retired"): frozenset({Stage.SUSPENDED.value, Stage.RETIRED.value}),
}
"""Decisions, by the stages that they lead to."""
BACK = {Stage.VALIDATED.value: frozenset({Stage.PRODUCTION.value, Stage.SUSPENDED.value})}
"""Stages from which a step to this one opens nothing: it was open before, or is open again."""


def decisions_chart(site: Site, /) -> Markup:
    """Decisions of the last two years by month; '' where no history was read, or nothing was decided."""
    history = site.figures.history
    counts = Counter(decisions_of(history.lives)) if history else Counter()
    if not counts:
        return Markup("")
    language, last = site.language, period_of(site.today)
    first = max(min(period for period, _ in counts), months_before(last, MONTHS - 1))
    periods = periods_between(first, last)
    totals = {name: sum(counts[period, name] for period in periods) for name in DECISIONS}
    told = [
        language.say("{count} {decision}", count=count, decision=language.look_up(name))
        for name, count in totals.items()
    ]
    says = language.say("Since {month}: {decisions}.", month=language.month(first), decisions=", ".join(told))
    return figure(
        Columns(
            id="decisions",
            title=language.say("Agents decided about each month, by the merges that did it"),
            says=says,
            labels=tuple(language.short_month(period) for period in periods),
            series=tuple(
                Series(name=language.look_up(name), values=tuple(counts[period, name] for period in periods))
                for name in DECISIONS
            ),
            format=language.number,
            language=language,
        )
    )


def decisions_of(lives: Iterable[Life], /) -> Iterator[tuple[str, str]]:
    """(month, decision) of every step that was seen; what an import brought was decided elsewhere."""
    for life in lives:
        before: str | None = None
        for step in life.stages:
            name = next((name for name, stages in DECISIONS.items() if step.value in stages), None)
            if name and not step.imported and before not in BACK.get(step.value or "", frozenset()):
                yield period_of(day_of(step.at)), name
            before = step.value
