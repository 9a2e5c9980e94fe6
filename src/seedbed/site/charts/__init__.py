"""Charts as SVG and tables made at build time: no script, no inline style, legible in light, dark, print and at 320
px.

Each chart is a frozen value; `figure` draws it with its sentence and its table. Colour is never the only sign: lines
have dashes and their names at their ends, columns textures, bars and cells their figures.
"""

from __future__ import annotations

from functools import singledispatch

from markupsafe import Markup

from seedbed.site.charts.bars import Bar, Bars, draw_bars
from seedbed.site.charts.columns import Columns, draw_columns
from seedbed.site.charts.lineage import Lineage, Node, draw_lineage
from seedbed.site.charts.lines import Level, Lines, Series, draw_lines
from seedbed.site.charts.matrix import Matrix, draw_matrix
from seedbed.site.charts.parts import Cell
from seedbed.site.charts.ring import Cluster, Dot, Ring, draw_ring
from seedbed.site.charts.scale import short_month
from seedbed.site.charts.spark import sparkline

__all__ = [
    "Bar",
    "Bars",
    "Cell",
    "Cluster",
    "Columns",
    "Dot",
    "Level",
    "Lineage",
    "Lines",
    "Matrix",
    "Node",
    "Ring",
    "Series",
    "figure",
    "short_month",
    "sparkline",
]


@singledispatch
def figure(chart: object, /) -> Markup:
    """The drawn figure of a chart; '' for a chart that has nothing to show. Raises TypeError for anything else."""
    raise TypeError(f"{type(chart).__name__} is not a chart")


figure.register(Lines, draw_lines)
figure.register(Columns, draw_columns)
figure.register(Bars, draw_bars)
figure.register(Matrix, draw_matrix)
figure.register(Lineage, draw_lineage)
figure.register(Ring, draw_ring)
