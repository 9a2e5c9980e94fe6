"""Random catalogues in memory: what is told equals the oracle, and it matters not where one goes on."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.examples import examples
from tests.histories.comparing import compare_going_on, compare_with_oracle, rows_of_trees


@settings(max_examples=examples(50))
@given(rows_of_trees(), st.integers(0, 2**32))
def test_what_is_told_equals_the_oracle(trees, seed):
    """Any order of trees is a history: backwards what came goes, and shuffled everything happens at once."""
    for row in (trees, trees[::-1], Random(seed).sample(trees, len(trees))):
        compare_with_oracle(row)


@settings(max_examples=examples(30))
@given(rows_of_trees())
def test_going_on_from_any_commit_equals_coming_from_the_first(trees):
    for kept in range(len(trees) + 1):
        compare_going_on(trees, kept)
