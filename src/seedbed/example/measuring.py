"""The monthly counts: what each live copy did last month, and whether that meets the bar."""

from __future__ import annotations

from seedbed.example.acts import Act, Change
from seedbed.example.facts import Measurements
from seedbed.example.options import month_number, month_start
from seedbed.example.policy import ACCURACY, AUTOMATION, HIGH_VOLUME, MEASURED_TASKS, NET_OUTPUT
from seedbed.example.world import AgentState, Copy, Row, UnitState, World

KEPT_ROWS = 4
LEAST_JUDGED = 50
CORRECTED = 0.012
MARGIN = 0.01
"""What is validated lies this far above the bar, so that rounding does not decide."""

BOT = "count-collector[bot]"


def measure(world: World, /) -> None:
    """Report the last month of every copy that ran in it; a few counts are corrected later in the month."""
    index = world.month.index
    if index == 0:
        return
    period = month_start(month_number(world.month.first) - 1).strftime("%Y-%m")
    written = [
        (unit, agent, copy)
        for unit in world.units.values()
        for agent in map(world.agents.__getitem__, unit.live)
        if (copy := agent.copies[unit.id]).since < index and (copy.diligent or world.chance(0.35))
    ]
    for unit, agent, copy in written:
        _report(world, unit, agent, _count(world, agent, copy, period), corrects=False)
    for unit, agent, copy in written:
        if world.chance(CORRECTED):
            _report(world, unit, agent, _count(world, agent, copy, period), corrects=True)


def meets_bar(copy: Copy, version: str, /) -> bool:
    """Whether the last three months of this version meet every threshold, on enough tasks."""
    rows = [row for row in copy.rows[-3:] if row.version == version]
    tasks, judged = sum(row.tasks for row in rows), sum(row.judged for row in rows)
    if tasks < MEASURED_TASKS or judged < LEAST_JUDGED or len(rows) < 2:
        return False
    minutes = sum(row.human_minutes for row in rows)
    gain = copy.record.baseline.minutes * tasks / max(minutes, 1) - 1
    return (
        sum(row.correct for row in rows) >= (ACCURACY + MARGIN) * judged
        and sum(row.automated for row in rows) >= (AUTOMATION + MARGIN / 2) * tasks
        and (gain >= NET_OUTPUT + MARGIN or tasks < HIGH_VOLUME * len(rows))
    )


def falls_short(copy: Copy, /) -> bool:
    """Whether the last two months lie below the bar for accuracy or automation."""
    rows = copy.rows[-2:]
    return len(rows) == 2 and all(
        row.correct < ACCURACY * row.judged or row.automated < AUTOMATION * row.tasks for row in rows
    )


def _count(world: World, agent: AgentState, copy: Copy, period: str) -> Row:
    rng, skill, baseline = world.rng, agent.skill, copy.record.baseline
    ramp = 0.55 if world.month.index - copy.since == 1 else 1.0
    tasks = max(1, round(baseline.tasks * ramp * rng.uniform(0.88, 1.12)))
    accuracy = min(0.998, max(0.4, skill.accuracy + copy.luck + rng.gauss(0, 0.009)))
    automated = round(tasks * min(0.999, max(0.3, skill.automation + copy.luck / 3 + rng.gauss(0, 0.005))))
    judged = min(tasks, max(30, round(tasks * copy.judged_share)))
    effort = min(1.15, (1 - automated / tasks) + skill.effort * copy.effort * rng.uniform(0.95, 1.05))
    return Row(
        period=period,
        version=copy.record.version,
        tasks=tasks,
        automated=automated,
        judged=judged,
        correct=round(judged * accuracy),
        human_minutes=round(tasks * baseline.minutes * effort),
    )


def _report(world: World, unit: UnitState, agent: AgentState, row: Row, *, corrects: bool) -> None:
    copy = agent.copies[unit.id]
    if corrects:
        copy.rows.pop()
    copy.rows = [*copy.rows[1 - KEPT_ROWS :], row]
    rows = copy.measurements.rows if copy.measurements else ()
    change = Change(
        path=f"catalog/agents/{agent.id}/measurements/{unit.id}.csv",
        before=copy.measurements,
        after=Measurements(rows=(*rows, _line(world, copy, row))),
        agent=agent.id,
        unit=unit.id,
    )
    world.do(_correction(world, unit, agent, change) if corrects else _collection(unit, copy, row, change))


def _collection(unit: UnitState, copy: Copy, row: Row, change: Change) -> Act:
    supervisor = copy.record.supervisor
    by_bot = unit.record.autonomy >= 4 and unit.record.function == "it"
    return Act(
        title=f"Add the counts of {row.period} for {unit.record.name}",
        author=BOT if by_bot else supervisor,
        changes=(change,),
        topic="counts",
        window=(0.05, 0.36),
        batch=f"counts/{unit.id}/{supervisor}",
    )


def _correction(world: World, unit: UnitState, agent: AgentState, change: Change) -> Act:
    return Act(
        title=f"Correct the last counts of {agent.blueprint.name} in {unit.record.name}",
        author=world.rng.choice(list(unit.supervisors)),
        changes=(change,),
        topic="counts",
        window=(0.4, 0.9),
    )


def _line(world: World, copy: Copy, row: Row) -> str:
    rng = world.rng
    cost = f"{row.tasks * copy.cost:.2f}"
    tokens = "," if copy.tokens < 1500 else f"{row.tasks * copy.tokens},{row.tasks * copy.tokens // 6}"
    escalations = "" if copy.tokens % 5 == 0 else str(min(row.tasks, round(row.tasks * rng.uniform(0.005, 0.05))))
    return (
        f"{row.period},{row.version},{row.tasks},{row.automated},{row.judged},{row.correct},{row.human_minutes},"
        f"{cost},{tokens},{escalations},{copy.method},{copy.source}"
    )
