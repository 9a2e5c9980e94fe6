"""Where to seed next, for people at a terminal and for programs: every suggestion with each factor of its score."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from seedbed.exports.tables import safe_cell
from seedbed.metrics.seeding import Seed, Seeding
from seedbed.reports.findings import count, safe_text
from seedbed.reports.tabular import table_lines
from seedbed.reports.text import Line
from seedbed.site.views import Site
from seedbed.site.words import day

HEADS = ("Agent", "Unit", "Hours", "Appetite", "Autonomy", "Central", "Peers", "Score", "")
NUMBERS = (2, 3, 4, 5, 6, 7)
FORMULA = "score = hours a month of the pain * appetite/5 * autonomy/5 * centrality * (1 + peers with it/peers)"
COLUMNS = (
    "agent",
    "unit",
    "score",
    "pain",
    "appetite",
    "autonomy",
    "centrality",
    "peers",
    "pains",
    "peers_with",
    "notes",
)


class Suggestions(Struct, frozen=True, kw_only=True):
    """The seeds that were asked for, the best first, and all that there was to choose from."""

    seeds: Sequence[Seed]
    seeding: Seeding


def report_seeds_json(site: Site, found: Suggestions, /) -> str:
    """The suggestions as one JSON object; the shape is schemas/output/seed.json."""
    data = {
        "as_of": site.figures.as_of.isoformat(),
        "commit": site.commit,
        "pairs": found.seeding.pairs,
        "withheld": len(found.seeding.guarded),
        "seeds": [_plain(seed) for seed in found.seeds],
    }
    return json.dumps(data, indent=2) + "\n"


def _plain(seed: Seed) -> dict[str, Any]:
    return {
        "agent": seed.agent,
        "unit": seed.unit,
        "score": seed.score,
        "factors": dict(seed.factors),
        "pains": [
            {"tag": pain.tag, "hours": pain.hours, "path": pain.path, "requests": list(pain.requests)}
            for pain in seed.pains
        ],
        "appetite": seed.appetite,
        "autonomy": seed.autonomy,
        "peers": seed.peers,
        "peers_with": list(seed.peers_with),
        "asked_for": seed.is_asked_for,
        "was_tried": seed.was_tried,
        "needs_first": seed.first and seed.first.value,
        "paths": list(seed.paths),
    }


def report_seeds_csv(_: Site, found: Suggestions, /) -> str:
    """The suggestions as a table with a header, the factors as they enter the score."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for seed in found.seeds:
        pains, peers = "; ".join(pain.tag for pain in seed.pains), "; ".join(seed.peers_with)
        cells = (seed.agent, seed.unit, seed.score, *seed.factors.values(), pains, peers, "; ".join(_notes(seed)))
        writer.writerow(map(safe_cell, cells))
    return out.getvalue()


def create_seed_lines(site: Site, found: Suggestions, /) -> Iterator[Line]:
    """The suggestions as a table, with the formula below and what a star means."""
    pairs = f"{count(found.seeding.pairs, 'pair')} of an agent and a unit that share a pain"
    yield ("Where to seed next", "bold"), (f", {day(site.figures.as_of)}: {pairs}", "")
    if not found.seeds:
        yield ((f"  {_why_none(found)}", ""),)
        return
    yield ()
    yield from table_lines(HEADS, [_row(site, seed) for seed in found.seeds], numbers=NUMBERS)
    yield ()
    yield ((f"  {FORMULA}", "dim"),)
    if any(seed.appetite is None or seed.autonomy is None for seed in found.seeds):
        yield (("  * not stated by the unit; 3 is assumed", "dim"),)
    if found.seeding.guarded:
        yield ((f"  {count(len(found.seeding.guarded), 'unit')} of too few people left out", "dim"),)


def _row(site: Site, seed: Seed) -> Sequence[str]:
    return (
        site.name("agents", seed.agent),
        site.name("units", seed.unit),
        f"{seed.hours:,.0f}",
        "3*" if seed.appetite is None else str(seed.appetite),
        "3*" if seed.autonomy is None else str(seed.autonomy),
        f"{seed.centrality:.2f}",
        f"{len(seed.peers_with)} of {seed.peers}",
        f"{seed.score:,.0f}",
        "; ".join(_notes(seed)),
    )


def _notes(seed: Seed) -> Iterator[str]:
    """What to know before one suggests it."""
    if seed.is_asked_for:
        yield "asked for"
    if seed.was_tried:
        yield "tried and ended before"
    if seed.first:
        yield f"needs a live agent of {safe_text(seed.first.value)} risk first"


def _why_none(found: Suggestions) -> str:
    if found.seeding.pairs:
        return "nothing fits what you asked for: no open agent takes on a pain that the unit states and lacks it there"
    return (
        "no agent that is open for copying (validated or production) shares a pain with a unit that lacks it. "
        "State `pains` in catalog/agents/*/blueprint.yml and catalog/units/*.yml by the same tags."
    )
