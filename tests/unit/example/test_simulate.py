"""The simulation: what every world must obey, and the shape of how agents spread."""

from collections import Counter
from dataclasses import dataclass, field

import pytest

from seedbed.example import policy
from seedbed.example.births import floor_of
from seedbed.example.facts import Blueprint, Demo, Deployment, Event, Measurements, Story
from seedbed.example.options import Options
from seedbed.example.settle import settle
from seedbed.example.simulate import simulate
from seedbed.records import Status


@dataclass
class Run:
    """A finished simulation."""

    world: object
    months: list = field(default_factory=list)

    @property
    def changes(self):
        return [change for month in self.months for act in month.acts for change in act.changes]


def run(**options):
    finished = Run(settle(Options(**options), {}))
    finished.months.extend(simulate(finished.world))
    return finished


@pytest.fixture(scope="module")
def default():
    return run()


@pytest.fixture(scope="module", params=[2, 3, 4])
def other(request):
    return run(seed=request.param, agents=40)


def _series(changes, kind):
    found = {}
    for change in changes:
        if isinstance(change.before or change.after, kind):
            found.setdefault(change.path, []).append(change)
    return found


def test_as_many_agents_are_born_as_were_asked_for(default):
    born = {change.path for change in default.changes if isinstance(change.after, Blueprint) and change.before is None}
    moved = [act for month in default.months for act in month.acts if act.moves]
    assert moved
    assert len(born) == 60


def test_spreading_starts_slowly_and_gathers_speed(default):
    copies = [month.tally.copies_live for month in default.months]
    assert copies[12] < copies[-1] / 8
    assert copies[12] < copies[21] - copies[12] < copies[-1] - copies[12]
    assert default.months[-1].tally.units_live == 14


def test_every_kind_of_thing_happens(other, default):
    titles = Counter(act.title.split()[0] for one in (other, default) for month in one.months for act in month.acts)
    verbs = {"Prototype", "Start", "Validate", "Take", "Bring", "Retire", "Copy", "Plan", "Hand", "Raise", "Rename"}
    verbs |= {"Revert", "Report", "Close", "Pause", "Correct", "Show", "Award", "Ask", "Tell", "Review", "Renew"}
    assert verbs <= set(titles)


def test_each_change_begins_where_the_last_one_of_its_file_ended(other):
    for changes in _series(other.changes, object).values():
        assert [one.after for one in changes[:-1]] == [one.before for one in changes[1:]]


def test_stages_go_one_step_at_a_time_or_aside(other):
    ladder = ["idea", "prototype", "pilot", "validated", "production"]
    for changes in _series(other.changes, Blueprint).values():
        for change in changes:
            if change.before and change.after and {change.before.stage, change.after.stage} <= set(ladder):
                step = ladder.index(change.after.stage) - ladder.index(change.before.stage)
                assert step <= 1 or (change.before.stage, change.after.stage) == ("pilot", "production")


def test_what_is_validated_stands_above_the_bar(other):
    seen = 0
    for act, state in _walk(other):
        if act.title.startswith("Validate "):
            seen += 1
            record = act.changes[0].after
            rows = [row.split(",") for row in state["rows"][act.changes[0].agent, record.owner]]
            tasks, automated, judged, correct = (
                sum(int(row[place]) for row in rows[-3:] if row[1] == record.version) for place in (2, 3, 4, 5)
            )
            assert tasks >= policy.MEASURED_TASKS
            assert correct >= policy.ACCURACY * judged > 0
            assert automated >= policy.AUTOMATION * tasks
    assert seen


def test_no_agent_is_below_its_risk_floor(other):
    for agent in other.world.agents.values():
        record = agent.blueprint
        if record.version:
            floor = floor_of(record.card, record.uses, record.affects)
            assert policy.RISKS.index(record.risk) >= policy.RISKS.index(floor)


def test_data_go_only_into_items_that_may_have_them(other):
    classes = ["public", "internal", "confidential", "restricted"]
    for agent in other.world.agents.values():
        for item, _ in agent.blueprint.uses:
            allowed = other.world.items[item].data_allowed
            assert classes.index(agent.blueprint.card.subject.classification) <= classes.index(allowed)


def test_a_copy_comes_from_a_unit_that_runs_the_agent(other):
    seen = 0
    for act, state in _walk(other):
        for change in act.changes:
            if isinstance(change.after, Deployment) and change.before is None and change.after.copied_from:
                seen += 1
                assert change.after.copied_from in state["ever_live"][change.agent]
    assert seen


def _walk(one):
    """Acts with what was known before each: the rows of every copy, and the units that ever ran an agent."""
    state = {"rows": {}, "ever_live": {}}
    for month in one.months:
        for act in month.acts:
            for old, new in act.moves:
                state["rows"] = {(new if a == old else a, unit): rows for (a, unit), rows in state["rows"].items()}
                state["ever_live"][new] = state["ever_live"].pop(old)
            yield act, state
            for change in act.changes:
                if isinstance(change.after, Measurements):
                    state["rows"][change.agent, change.unit] = change.after.rows
                elif isinstance(change.after, Deployment) and change.after.status is Status.LIVE:
                    state["ever_live"].setdefault(change.agent, set()).add(change.unit)


def test_measured_rows_only_grow_and_add_up(other):
    for changes in _series(other.changes, Measurements).values():
        for change in changes:
            rows = change.after.rows
            assert rows[: len(rows) - 1] == (change.before.rows if change.before else ())
            periods = [row[:7] for row in rows]
            assert periods == sorted(periods)
            tasks, automated, judged, correct = map(int, rows[-1].split(",")[2:6])
            assert automated <= tasks
            assert correct <= judged <= tasks


def test_supervisors_are_certified_people_of_the_unit(other):
    world = other.world
    for agent in world.agents.values():
        for unit, copy in agent.copies.items():
            assert world.people[copy.record.supervisor].unit == unit
            assert copy.record.supervisor in world.units[unit].supervisors


def test_the_owner_has_copied_from_nobody(other):
    for agent in other.world.agents.values():
        own = agent.copies.get(agent.blueprint.owner)
        assert own is None or own.record.copied_from is None


def test_the_same_seed_tells_the_same_story():
    first, second, third = (run(seed=seed, agents=12, months=10) for seed in (5, 5, 6))
    assert [month.acts for month in first.months] == [month.acts for month in second.months]
    assert [month.acts for month in first.months] != [month.acts for month in third.months]


def test_extra_acts_change_nothing_else():
    options = Options(agents=12, months=10)
    plain = [month.tally for month in simulate(settle(options, {}))]
    extra = list(simulate(settle(options, {}), extra=(3,) * 11))
    assert [month.tally for month in extra] == plain
    assert sum(act.topic == "recipes" for month in extra for act in month.acts) >= 33


@pytest.mark.parametrize("options", [{"agents": 1, "units": 2, "months": 1}, {"agents": 300, "units": 2, "months": 3}])
def test_odd_sizes_are_simulated_too(options):
    assert run(**options).months[-1].tally.agents <= options["agents"]


def test_the_next_demo_day_is_announced_and_the_last_ones_were_thanked_for(default):
    last = default.world.options.until.isoformat()
    events = {path: found[-1].after for path, found in _series(default.changes, Event).items()}
    coming = [path for path, event in events.items() if event.starts[:10] > last]
    assert len(coming) == 1
    shown = {path.rpartition("/")[0] + "/event.yml" for path in _series(default.changes, Demo)}
    assert shown == set(events) - set(coming)
    thanks = [found[0].after for found in _series(default.changes, Story).values() if not found[0].after.agents]
    assert len(thanks) == len(shown)
    assert {one.who for one in thanks} == {default.world.office[0]}


def test_no_prize_is_given_before_the_day(other):
    for month in other.months:
        for act in month.acts:
            for change in act.changes:
                if isinstance(change.after, Demo) and change.after.awards and not change.before.awards:
                    event = other.world.records[change.path.rpartition("/")[0] + "/event.yml"]
                    assert event.starts[:7] == month.month.label
