"""Where to seed next: every factor by hand, who is left out, and the ranking against every pair tried one by one."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.metrics.measured import small_group
from seedbed.metrics.seeding import seeding_of
from seedbed.metrics.seeding.centrality import centrality_of
from seedbed.records import Contact, Owner, Pain, Risk, Stage, Status
from tests.helpers.examples import examples
from tests.helpers.records import agent, deployment, policy, request, unit
from tests.helpers.sites import catalogue_of

LETTERS = agent("letters", owner=Owner(unit="it"), pains=("post", "forms"))


def seeding(*records, most: int = 10):
    catalogue = catalogue_of(policy(), *records)
    return seeding_of(catalogue, centrality_of(catalogue, []), most=most)


def pains(**hours: float) -> tuple[Pain, ...]:
    return tuple(Pain(tag=tag, hours_per_month=value) for tag, value in hours.items())


def small_world():
    """Human resources has both pains of the letters agent; of its three peers one runs it."""
    return [
        LETTERS,
        unit("it", function="technology", pains=pains(post=900)),
        unit(
            "hr",
            function="people",
            appetite=5,
            autonomy=4,
            pains=pains(post=40, forms=10, noise=99),
            contacts=[Contact(unit="it", weight=9)],
        ),
        unit("care", function="people"),
        unit("jobs", function="people"),
        deployment("letters/it"),
        deployment("letters/care"),
        deployment("letters/jobs", status=Status.PAUSED),
    ]


def test_score_is_the_product_of_factors_that_are_all_shown():
    [seed] = seeding(*small_world()).top
    assert (seed.agent, seed.unit, [(pain.tag, pain.hours) for pain in seed.pains]) == (
        "letters",
        "hr",
        [("forms", 10), ("post", 40)],
    )
    assert (seed.appetite, seed.autonomy, seed.peers, seed.peers_with) == (5, 4, 3, ("care", "it"))
    assert dict(seed.factors, centrality=1) == pytest.approx(
        {"pain": 50, "appetite": 1, "autonomy": 4 / 5, "centrality": 1, "peers": 1 + 2 / 3}
    )
    assert seed.score == pytest.approx(50 * 4 / 5 * seed.centrality * 5 / 3)


def test_seed_leads_to_the_records_of_its_factors():
    [seed] = seeding(*small_world()).top
    assert seed.paths == (
        "catalog/agents/letters/blueprint.yml",
        "catalog/units/hr.yml",
        "catalog/agents/letters/deployments/care.yml",
        "catalog/agents/letters/deployments/it.yml",
    )


@pytest.mark.parametrize("status", [Status.PLANNED, Status.LIVE, Status.PAUSED])
def test_unit_that_has_it_is_not_named(status):
    assert seeding(*small_world(), deployment("letters/hr", status=status)).top == ()


def test_unit_that_ended_it_is_named_with_that_said():
    [seed] = seeding(*small_world(), deployment("letters/hr", status=Status.ENDED)).top
    assert seed.was_tried


@pytest.mark.parametrize("stage", [one for one in Stage if one not in {Stage.VALIDATED, Stage.PRODUCTION}])
def test_only_open_agents_are_seeded(stage):
    _, *others = small_world()
    closed = agent("letters", owner=Owner(unit="it"), pains=("post",), stage=stage)
    found = seeding(closed, *others)
    assert (found.top, found.for_agent("letters"), found.pairs) == ((), (), 0)


def test_what_a_unit_does_not_state_is_assumed_to_be_middling():
    [seed] = seeding(LETTERS, unit("it"), unit("hr", function="people", pains=pains(post=10))).top
    assert (seed.appetite, seed.autonomy, seed.peers, seed.factors["peers"]) == (None, None, 0, 1)
    assert (seed.factors["appetite"], seed.factors["autonomy"]) == (3 / 5, 3 / 5)


@pytest.mark.parametrize(("headcount", "shown"), [(4, False), (5, True), (None, True)])
def test_small_units_are_guarded(headcount, shown):
    found = seeding(LETTERS, unit("it"), unit("hr", headcount=headcount, pains=pains(post=10)))
    assert [seed.unit for seed in found.top] == (["hr"] if shown else [])
    assert found.guarded == (() if shown else ("hr",))
    assert bool(found.for_unit("hr")) is shown


@pytest.mark.parametrize(
    ("hours", "status", "expected"),
    [(30, "open", 30), (5, "open", 10), (30, "accepted", 30), (30, "answered", 10), (30, "declined", 10)],
)
def test_waiting_request_of_the_unit_counts_where_it_states_more(hours, status, expected):
    asked = request(unit="hr", status=status, pain=Pain(tag="post", hours_per_month=hours, people=2))
    [seed] = seeding(LETTERS, unit("it"), unit("hr", pains=pains(post=10)), asked).top
    assert seed.hours == expected
    assert seed.is_asked_for is (status in {"open", "accepted"})


def test_request_alone_is_a_pain():
    asked = request(unit="hr", pain=Pain(tag="post", hours_per_month=30, people=2))
    [seed] = seeding(LETTERS, unit("it"), unit("hr"), asked).top
    assert (seed.hours, seed.pains[0].path) == (30, asked.path)


@pytest.mark.parametrize(
    ("risk", "running", "first"),
    [
        (Risk.LOW, None, None),
        (Risk.MEDIUM, None, Risk.LOW),
        (Risk.MEDIUM, Risk.LOW, None),
        (Risk.HIGH, Risk.LOW, Risk.MEDIUM),
        (Risk.HIGH, Risk.MEDIUM, None),
    ],
)
def test_class_that_must_come_first_is_told(risk, running, first):
    risky = agent("letters", owner=Owner(unit="it"), pains=("post",), risk=risk)
    live = [agent("post", risk=running), deployment("post/hr")] if running else []
    [seed] = seeding(risky, *live, unit("it"), unit("hr", pains=pains(post=10))).top
    assert seed.first is first


def test_without_agents_or_units_there_is_nothing_to_seed():
    assert seeding().top == ()
    assert (seeding(LETTERS).top, seeding(unit("it")).for_unit("it")) == ((), ())


def test_more_than_there_is_may_be_asked_for():
    assert len(seeding(*small_world(), most=10**9).top) == 1


def _random_catalogue(seed: int):
    chance = Random(seed)
    tags, units = "pqrst", [f"u{n}" for n in range(chance.randint(0, 7))]
    made = [policy()]
    for one in units:
        some = pains(**{tag: chance.choice([0, 1, 1, 2, 7.5]) for tag in chance.sample(tags, 3)})
        contacts = [Contact(unit=chance.choice([*units, "gone"]), weight=chance.randint(1, 10)) for _ in range(2)]
        appetite, headcount = chance.choice([None, 1, 3, 5]), chance.choice([None, 4, 50])
        made.append(
            unit(
                one, function=chance.choice("xy"), pains=some, contacts=contacts, appetite=appetite, headcount=headcount
            )
        )
    for name in (f"a{n}" for n in range(chance.randint(0, 8))):
        owner = Owner(unit=chance.choice([*units, "gone"]))
        made.append(agent(name, owner=owner, pains=chance.sample(tags, 2), stage=chance.choice(["validated", "pilot"])))
        somewhere = chance.sample(units, min(len(units), 2))
        made += [deployment(f"{name}/{one}", status=chance.choice(list(Status))) for one in somewhere]
    return catalogue_of(*made)


def _every_score(catalogue, centrality):
    """(minus score, agent, unit) of every pair, by the formula as it is written."""
    held = {(one.agent, one.unit) for one in catalogue.deployments.values() if one.status is not Status.ENDED}
    live = {(one.agent, one.unit) for one in catalogue.deployments.values() if one.status is Status.LIVE}
    for one in catalogue.agents.values():
        for place in catalogue.units.values():
            stated = {pain.tag: pain.hours_per_month for pain in place.pains}
            hours = sum(stated.get(tag, 0) for tag in sorted(one.pains))
            peers = {u.id for u in catalogue.units.values() if u.function == place.function}
            peers = (peers | {c.unit for c in place.contacts if c.unit in catalogue.units}) - {place.id}
            share = 1 + sum((one.id, peer) in live for peer in peers) / max(len(peers), 1)
            is_small = place.headcount is not None and place.headcount < small_group(catalogue)
            is_had = (one.id, place.id) in held or one.owner.unit == place.id
            if one.stage == Stage.VALIDATED and hours and not is_had and not is_small:
                score = hours * ((place.appetite or 3) / 5) * (3 / 5) * centrality[place.id].score * share
                yield -score, one.id, place.id


@settings(max_examples=examples(150), deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 4))
def test_ranking_equals_that_of_every_pair_tried(seed, most):
    catalogue = _random_catalogue(seed)
    centrality = centrality_of(catalogue, [])
    found = seeding_of(catalogue, centrality, most=most)
    pairs = sorted(_every_score(catalogue, centrality))
    assert found.pairs == len(pairs)
    assert [(-one.score, one.agent, one.unit) for one in found.top] == pairs[:most]
    for unit_id in catalogue.units:
        assert [one.agent for one in found.for_unit(unit_id)] == [a for _, a, u in pairs if u == unit_id][:most]
    for agent_id in catalogue.agents:
        assert [one.unit for one in found.for_agent(agent_id)] == [u for _, a, u in pairs if a == agent_id][:most]
