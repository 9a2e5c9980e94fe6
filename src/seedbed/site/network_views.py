"""The network as pages tell it: units that copied from each other as a ring by function, and the same as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from seedbed.metrics.network import Copy
from seedbed.site.charts import Cell, Cluster, Dot, Ring, figure
from seedbed.site.charts.ring import MOST_TIES
from seedbed.site.tracing import cell
from seedbed.site.views import Site

MOST_UNITS = 240
"""Units on a ring that can still be read; those that gave and took most."""
CHIEF = 3
"""Units named in a cell of the table, those with most copies."""

Ties = Mapping[tuple[str, str], int]


def ties_of(copies: Iterable[Copy], units: Iterable[str], /) -> Ties:
    """How many copies went from one unit to another, among these units."""
    known = frozenset(units)
    return Counter((one.source, one.unit) for one in copies if {one.source, one.unit} <= known)


def shown_units(site: Site, /) -> list[str]:
    """The units that gave or took a copy and are in the catalogue: at most as many as a ring can show, the busiest."""
    trades = site.figures.network.trades.values()
    known = (one for one in trades if one.unit in site.catalogue.units)
    busiest = sorted(known, key=lambda one: (-(one.given + one.taken), one.unit))
    return [one.unit for one in busiest[:MOST_UNITS]]


def network_says(site: Site, /) -> str:
    """The sentence that matters: who gave most, and how much stays among a few."""
    network, say = site.figures.network, site.language.say
    if not network.copies:
        return say("No unit has copied from another yet.")
    first = min(network.trades.values(), key=lambda one: (-one.adopters, -one.given, one.unit))
    givers = sum(one.given > 0 for one in network.trades.values())
    return say(
        "{givers} of {units} units gave copies to others; {unit} gave to most: {copies} copies to {adopters} units.",
        givers=givers,
        units=network.units,
        unit=site.name("units", first.unit),
        copies=first.given,
        adopters=first.adopters,
    )


def draw_network(site: Site, /, *, start: str) -> Markup:
    """The ring of the whole portal on the page `start`; '' where nobody copied anything."""
    units = shown_units(site)
    ties = ties_of(site.figures.network.copies, units)
    say = site.language.say
    return figure(
        Ring(
            language=site.language,
            id="network",
            title=say("Who copied from whom"),
            says=ring_says(site, len(units), len(ties)),
            clusters=tuple(_clusters(site, units, start)),
            ties=ties,
            heads=(
                say("Unit"),
                say("Function"),
                say("Gave copies"),
                say("to units"),
                say("Took copies"),
                say("from units"),
                say("Gave most to"),
                say("Took most from"),
            ),
            rows=tuple(_rows(site, units, ties, start)),
        )
    )


def ring_says(site: Site, units: int, ties: int, /) -> str:
    """What the lines of the ring are."""
    say = site.language.say
    if ties <= MOST_TIES:
        words = say(
            "Each line is a unit that copied from another; the larger a dot, the more copies others took there."
        )
    else:
        words = say(
            "Each line leads from a unit to the one it copied most from; the larger a dot, the more copies others took "
            "there."
        )
    left = len(site.figures.network.trades) - units
    return f"{words} {say('{count} units with fewer copies are left out.', count=left)}" if left > 0 else words


def _by_name(site: Site, units: Iterable[str]) -> list[str]:
    return sorted(units, key=lambda one: (site.name("units", one).casefold(), one))


def _clusters(site: Site, units: Sequence[str], start: str) -> Iterator[Cluster]:
    trades = site.figures.network.trades
    functions = list(site.figures.adoption.by_function)
    grouped: dict[str, list[str]] = {one: [] for one in functions}
    for unit in _by_name(site, units):
        grouped.setdefault(site.catalogue.units[unit].function, []).append(unit)
    for function, members in grouped.items():
        if members:
            dots = (Dot(id=one, name=cell(site, "units", one, start=start), given=trades[one].given) for one in members)
            yield Cluster(name=site.function_name(function), dots=tuple(dots))


def _rows(site: Site, units: Iterable[str], ties: Ties, start: str) -> Iterator[tuple[Cell, ...]]:
    given: dict[str, Counter[str]] = defaultdict(Counter)
    taken: dict[str, Counter[str]] = defaultdict(Counter)
    for (source, taker), count in ties.items():
        given[source][taker] = taken[taker][source] = count
    for unit in _by_name(site, units):
        trade = site.figures.network.trades[unit]
        yield (
            cell(site, "units", unit, start=start),
            Cell(site.function_name(site.catalogue.units[unit].function)),
            *(Cell(site.language.number(one)) for one in (trade.given, trade.adopters, trade.taken, trade.sources)),
            Cell(_chief(site, given[unit])),
            Cell(_chief(site, taken[unit])),
        )


def _chief(site: Site, counts: Mapping[str, int]) -> str:
    """The units with most copies: `Sales Desk 4, Contracts 2`."""
    ordered = sorted(counts, key=lambda one: (-counts[one], site.name("units", one).casefold()))[:CHIEF]
    return ", ".join(f"{site.name('units', one)} {site.language.number(counts[one])}" for one in ordered)
