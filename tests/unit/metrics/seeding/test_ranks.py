"""The best cells of a table: those that sorting every row and every column gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seedbed.metrics.seeding.ranks import Champions, greatest, ranked

TABLES = st.tuples(st.integers(0, 7), st.integers(0, 7)).flatmap(
    lambda size: st.lists(
        st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    ).map(lambda rows: np.array(rows, dtype=np.float64).reshape(size))
)
MOST = st.integers(1, 4)


def _sorted(scores, most):
    """Of every row the members with a score, the best first, of equal ones the first."""
    rows = [[(place, score) for place, score in enumerate(row) if score] for row in scores.tolist()]
    return [sorted(row, key=lambda cell: (-cell[1], cell[0]))[:most] for row in rows]


@given(TABLES, MOST)
def test_the_greatest_of_every_row(scores, most):
    assert ranked(greatest(scores, most), groups=len(scores), most=most) == _sorted(scores, most)


@given(TABLES, MOST, st.integers(1, 3))
def test_the_champions_of_every_column_do_not_depend_on_the_blocks(scores, most, block):
    champions = Champions(scores.shape[1], most)
    for start in range(0, len(scores), block):
        champions.take(scores[start : start + block], start)
    assert ranked(champions.cells, groups=scores.shape[1], most=most) == _sorted(scores.T, most)
