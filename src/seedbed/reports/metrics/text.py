"""The figures for people at a terminal: what matters first, each with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.reports.findings import count, safe_text
from seedbed.reports.metrics.text_records import fleet_facts, programme_facts, usage_facts, value_facts
from seedbed.reports.metrics.text_spread import (
    adoption_facts,
    declared_facts,
    function_rows,
    network_facts,
    velocity_facts,
    waiting_rows,
)
from seedbed.reports.tabular import fact_lines, heading, table_lines
from seedbed.reports.text import Line
from seedbed.site.views import Site
from seedbed.site.words import day

SHORT_ID = 10
MOST_WAITING = 5

NO_HISTORY = "no history was read, so nobody knows: it takes a Git repository with all of its commits"


def report_text(site: Site, /) -> str:
    """The plain report."""
    return "".join("".join(text for text, _ in line) + "\n" for line in create_metrics_lines(site))


def create_metrics_lines(site: Site, /) -> Iterator[Line]:
    """The report line by line."""
    yield from _title(site)
    yield from _velocity(site)
    yield from _adoption(site)
    yield from heading("Network: who copied from whom")
    yield from fact_lines(network_facts(site))
    yield from heading("Value")
    yield from fact_lines(value_facts(site))
    yield from heading("Use")
    yield from fact_lines(usage_facts(site))
    yield from heading("Fleet health")
    yield from fact_lines(fleet_facts(site))
    yield from heading("Programme")
    yield from fact_lines(programme_facts(site))


def _title(site: Site) -> Iterator[Line]:
    name = site.catalogue.organization.name if site.catalogue.organization else "Figures"
    commit = f", commit {site.commit[:SHORT_ID]}" if site.commit else ""
    agents = count(len(site.figures.summaries), "agent")
    yield (safe_text(name), "bold"), (f", {day(site.figures.as_of)}{commit}: {agents}", "")


def _velocity(site: Site) -> Iterator[Line]:
    yield from heading("Replication Velocity: from validated to the first copy in another unit")
    history = site.figures.history
    if history is None:
        yield ((f"  {NO_HISTORY}", ""),)
        return
    yield from fact_lines(velocity_facts(history.replication))
    yield from fact_lines(declared_facts(history.replication))
    rows = waiting_rows(site, history.replication)
    if rows:
        yield ()
        yield from table_lines(("Waiting longest", "Days", "Owner", "Risk"), rows[:MOST_WAITING], numbers=[1])
        if len(rows) > MOST_WAITING:
            yield ((f"  and {len(rows) - MOST_WAITING:,} more; --format json names them all", "dim"),)


def _adoption(site: Site) -> Iterator[Line]:
    yield from heading("Adoption: routine work that agents do")
    yield from fact_lines(adoption_facts(site))
    rows = function_rows(site)
    if rows:
        yield ()
        yield from table_lines(("Function", "Units live", "Offloaded", "Phase", "Since"), rows, numbers=[1, 2])
