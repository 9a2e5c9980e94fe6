"""Who copied from whom: generations, chains, exporters; circles and lost sources included."""

from fractions import Fraction

import networkx as nx
import pytest
from hypothesis import given

from seedbed.metrics.network import network_of
from seedbed.records import Owner, Stage, Status
from tests.helpers.measuring import catalogues
from tests.helpers.records import agent, deployment, unit
from tests.helpers.sites import catalogue_of


def _network(copies, **options):
    """The network of one agent owned by `a`; copies as {unit: source}, statuses as options."""
    made = [
        deployment(f"paper-sorter/{one}", copied_from=source, status=options.get(one, Status.LIVE))
        for one, source in copies.items()
    ]
    units = [unit(one) for one in "abcde"]
    return network_of(catalogue_of(agent(owner=Owner(unit="a")), *units, *made))


FAMILY = {"a": None, "b": "a", "c": "b", "d": "a", "e": None}


def test_generations_count_steps_from_the_owner():
    network = _network(FAMILY)
    assert {copy.unit: copy.generation for copy in network.copies} == {"b": 1, "c": 2, "d": 1, "e": 1}
    assert network.generations == {1: 3, 2: 1}


def test_owner_is_no_copy_and_a_copy_without_a_source_came_from_the_owner():
    copies = {copy.unit: copy for copy in _network(FAMILY).copies}
    assert "a" not in copies
    assert (copies["e"].source, copies["e"].is_assumed) == ("a", True)
    assert not copies["b"].is_assumed


def test_second_hand_share_is_copies_of_copies():
    assert _network(FAMILY).second_hand_share == Fraction(1, 4)


def test_longest_chain_is_told_from_the_owner():
    network = _network(FAMILY)
    assert network.longest.depth == 2
    assert network.longest.chain == ("a", "b", "c")


def test_trades_count_copies_and_different_partners():
    trades = _network(FAMILY).trades
    assert {one: (trade.given, trade.taken, trade.balance, trade.reach) for one, trade in trades.items()} == {
        "a": (3, 0, 3, 4),
        "b": (1, 1, 0, 1),
        "c": (0, 1, -1, 0),
        "d": (0, 1, -1, 0),
        "e": (0, 1, -1, 0),
    }


def test_two_copies_to_one_unit_make_one_adopter():
    made = [deployment(f"{one}/b", copied_from="a") for one in ("mailer", "reader")]
    owners = [agent(one, owner=Owner(unit="a")) for one in ("mailer", "reader")]
    trade = network_of(catalogue_of(*owners, *made)).trades["a"]
    assert (trade.given, trade.adopters) == (2, 1)


@pytest.mark.parametrize("status", [Status.PAUSED, Status.ENDED])
def test_what_was_live_stays_a_copy(status):
    assert len(_network({"b": "a"}, b=status).copies) == 1


def test_plan_is_not_a_copy_but_stands_in_the_family():
    network = _network({"b": "a", "c": "b"}, c=Status.PLANNED)
    assert [copy.unit for copy in network.copies] == ["b"]
    assert [copy.unit for copy in network.lineages["paper-sorter"].planned] == ["c"]


def test_copy_of_a_plan_has_its_whole_chain():
    network = _network({"b": "a", "c": "b"}, b=Status.PLANNED)
    assert network.longest.chain == ("a", "b", "c")


def test_circle_of_sources_has_no_generation():
    network = _network({"b": "c", "c": "b", "d": "d"})
    assert network.generations == {None: 3}
    assert (network.longest, network.lineages["paper-sorter"].chain) == (None, ("a",))


def test_source_without_the_agent_leads_nowhere():
    copy = _network({"b": "e"}).copies[0]
    assert (copy.source, copy.generation, copy.is_second_hand) == ("e", None, True)


def test_chain_of_many_units_is_followed_to_its_end():
    copies = {f"u{n}": f"u{n - 1}" if n else "a" for n in range(1500)}
    made = [deployment(f"paper-sorter/{one}", copied_from=source) for one, source in copies.items()]
    network = network_of(catalogue_of(agent(owner=Owner(unit="a")), *made))
    assert network.longest.depth == 1500


def test_uncopied_are_the_open_agents_without_a_copy():
    agents = [
        agent("open", owner=Owner(unit="a")),
        agent("copied", owner=Owner(unit="a")),
        agent("trial", owner=Owner(unit="a"), stage=Stage.PILOT),
    ]
    network = network_of(catalogue_of(*agents, deployment("copied/b", copied_from="a"), deployment("open/a")))
    assert network.uncopied == ("open",)


def test_units_are_counted_with_and_without_a_live_agent():
    network = _network({"a": None, "b": "a"}, b=Status.PAUSED)
    assert (network.with_live, network.without, network.units) == (("a",), ("b", "c", "d", "e"), 5)


def test_matrix_counts_copies_from_function_to_function():
    units = [unit("a", function="law"), unit("b", function="art"), unit("c", function="art")]
    made = [deployment("paper-sorter/b", copied_from="a"), deployment("paper-sorter/c", copied_from="b")]
    lost = deployment("paper-sorter/nowhere", copied_from="a")
    network = network_of(catalogue_of(agent(owner=Owner(unit="a")), *units, *made, lost))
    assert network.matrix == {("law", "art"): 1, ("art", "art"): 1}


def test_without_copies_nothing_is_shared():
    network = network_of(catalogue_of())
    assert (network.second_hand_share, network.longest, network.copies) == (None, None, ())


@given(catalogues())
def test_reach_is_that_of_the_graphs_of_all_agents(catalogue):
    network = network_of(catalogue)
    reached = {unit: set() for unit in network.trades}
    for agent_id in {copy.agent for copy in network.copies}:
        graph = nx.DiGraph([(one.source, one.unit) for one in network.copies if one.agent == agent_id])
        for one in graph:
            reached[one] |= nx.descendants(graph, one)
    assert {unit: trade.reach for unit, trade in network.trades.items()} == {u: len(s) for u, s in reached.items()}


@given(catalogues())
def test_figures_of_the_network_hold_together(catalogue):
    network = network_of(catalogue)
    count = len(network.copies)
    assert sum(network.generations.values()) == count
    assert sum(trade.given for trade in network.trades.values()) == count
    assert sum(trade.taken for trade in network.trades.values()) == count
    assert sum(network.matrix.values()) <= count
    assert 0 <= (network.second_hand_share or 0) <= 1
    assert len(network.with_live) + len(network.without) == network.units


@given(catalogues())
def test_chains_begin_at_the_owner_and_go_one_generation_at_a_time(catalogue):
    for family in network_of(catalogue).lineages.values():
        assert family.chain[0] == family.owner
        assert len(family.chain) == family.depth + 1
        assert len(set(family.chain)) == len(family.chain)
