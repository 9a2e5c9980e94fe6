"""Centrality: contacts and copies as edges, and PageRank against networkx."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.metrics.seeding.centrality import centrality_of, page_rank
from seedbed.records import Contact
from tests.helpers.records import unit
from tests.helpers.sites import catalogue_of

EDGES = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg"), st.integers(1, 10)), max_size=30)


def test_where_nothing_is_known_everybody_is_average():
    found = centrality_of(catalogue_of(unit("a"), unit("b"), unit("c")), [])
    assert {one.unit: one.score for one in found.values()} == pytest.approx({"a": 1, "b": 1, "c": 1})


def test_named_and_copied_units_stand_above_the_others():
    units = [unit("a", contacts=(Contact(unit="b", weight=9), Contact(unit="c", weight=1))), unit("b"), unit("c")]
    found = centrality_of(catalogue_of(*units), [("b", "c"), ("a", "c")])
    assert found["c"].score > found["b"].score > found["a"].score
    assert [(one.named_by, one.copied) for one in found.values()] == [(0, 0), (1, 0), (1, 2)]


def test_edges_to_units_that_are_not_there_or_to_itself_do_not_count():
    lonely = unit("a", contacts=(Contact(unit="a", weight=9), Contact(unit="gone", weight=9)))
    found = centrality_of(catalogue_of(lonely, unit("b")), [("a", "gone"), ("gone", "b")])
    assert [(one.score, one.named_by, one.copied) for one in found.values()] == [(1, 0, 0), (1, 0, 0)]


def test_without_units_there_is_nothing_to_rank():
    assert centrality_of(catalogue_of(), [("a", "b")]) == {}


@given(EDGES)
def test_page_rank_equals_that_of_networkx(edges):
    graph = nx.DiGraph()
    graph.add_nodes_from("abcdefg")
    for start, end, weight in edges:
        before = graph.get_edge_data(start, end, {"weight": 0})["weight"]
        graph.add_edge(start, end, weight=before + weight)
    assert page_rank("abcdefg", edges) == pytest.approx(nx.pagerank(graph, tol=1e-12, max_iter=1000), abs=1e-9)
