"""What the organisation put in and got out, month by month: protected hours, sessions, tokens, cost, hours given back.

Protected hours of a month are those of the programs of kind `time` that ran on its last day, by the headcounts of
today. Tokens and cost are those of the measured rows; the share of the token budget is against the budget of today,
since records do not tell earlier ones. What was saved is told in hours given back: no record states what an hour costs,
so that no money can be made of it. Reinvested share = money of source `reinvested` ÷ all money that deployments state.
The running month is left aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from seedbed.metrics.output import MonthHours, OutputFigures
from seedbed.metrics.periods import LONGEST, end_of, months_before, period_of, periods_between
from seedbed.metrics.programme import Programme, protected_hours_of, runs_on
from seedbed.metrics.usage import Usage, UsageFigures
from seedbed.records import Catalogue, Program, Session

REINVESTED = "reinvested"
MONTH = len("2026-01")


class EffortMonth(Struct, frozen=True, kw_only=True):
    """One month. None where nothing states it: no program ran or a headcount is missing, no row tells tokens or cost,
    nothing was measured against a baseline.
    """

    period: str
    protected_hours: Fraction | None
    sessions: int
    attended: int
    tokens: int | None
    token_share: Fraction | None
    cost: float | None
    hours_given_back: float | None


class Effort(Struct, frozen=True, kw_only=True):
    """Every month from the first in which something was put in or measured, and the money of all deployments.

    `funded` is all of it, `reinvested` what came out of savings. `paths` are the records of programs; those of tokens,
    cost and hours stand with `usage` and `output`, those of the money with the programme.
    """

    months: tuple[EffortMonth, ...]
    funded: Fraction
    reinvested: Fraction
    paths: tuple[str, ...]

    @property
    def reinvested_share(self) -> Fraction | None:
        """Reinvested money of all money stated; None where none is."""
        return self.reinvested / self.funded if self.funded else None


def effort_of(
    catalogue: Catalogue, usage: UsageFigures, output: OutputFigures, programme: Programme, /, *, today: date
) -> Effort:
    """The effort of a catalogue up to the last month that is over on `today`."""
    ground = _Ground(
        programs=tuple(catalogue.programs.values()),
        sessions=_sessions(catalogue),
        usage=usage.by_month,
        given_back={month.period: month for month in output.months},
        budget=programme.tokens_budget.value,
    )
    money = {source: total.value or Fraction(0) for source, total in programme.funding.items()}
    return Effort(
        months=tuple(_month(period, catalogue, ground) for period in _periods(ground, period_of(today))),
        funded=sum(money.values(), start=Fraction(0)),
        reinvested=money.get(REINVESTED, Fraction(0)),
        paths=tuple(one.path for one in ground.programs),
    )


class _Ground(Struct, frozen=True, kw_only=True):
    """What the months are made of; the mappings are by month."""

    programs: Sequence[Program]
    sessions: Mapping[str, Sequence[Session]]
    usage: Mapping[str, Usage]
    given_back: Mapping[str, MonthHours]
    budget: Fraction | None


def _sessions(catalogue: Catalogue) -> dict[str, list[Session]]:
    found: dict[str, list[Session]] = defaultdict(list)
    for program in catalogue.programs.values():
        for session in program.sessions:
            found[session.date[:MONTH]].append(session)
    return dict(found)


def _periods(ground: _Ground, this_month: str) -> tuple[str, ...]:
    """From the first month stated to the one before this, at most so many as an axis has."""
    stated = [*(one.starts[:MONTH] for one in ground.programs), *ground.sessions, *ground.usage, *ground.given_back]
    first = min(stated, default=None)
    last = months_before(this_month, 1)
    return periods_between(max(first, months_before(last, LONGEST - 1)), last) if first else ()


def _month(period: str, catalogue: Catalogue, ground: _Ground) -> EffortMonth:
    running = [one for one in ground.programs if runs_on(one, end_of(period))]
    sessions = ground.sessions.get(period, ())
    used = ground.usage.get(period)
    tokens = used.tokens if used else None
    return EffortMonth(
        period=period,
        protected_hours=protected_hours_of(catalogue, running).value,
        sessions=len(sessions),
        attended=sum(session.attended for session in sessions),
        tokens=tokens,
        token_share=tokens / ground.budget if tokens is not None and ground.budget else None,
        cost=used.cost if used else None,
        hours_given_back=ground.given_back[period].hours if period in ground.given_back else None,
    )
