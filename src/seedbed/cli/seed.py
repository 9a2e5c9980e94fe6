"""`seedbed seed`: which agent to suggest to which unit next, with each factor."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from seedbed.cli import shell
from seedbed.cli.endings import CLEAN
from seedbed.cli.past import AsOfOption, AtOption, TodayOption, load_portal
from seedbed.cli.shell import CannotRunError, FormatOption, QuietOption, RootOption
from seedbed.reports import Format

if TYPE_CHECKING:
    from seedbed.reports.seeding import Suggestions
    from seedbed.site.views import Site

UnitOption = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help="What this unit could copy.")]
AgentOption = Annotated[str | None, typer.Option("--agent", metavar="AGENT", help="Where this agent could go.")]
LimitOption = Annotated[int, typer.Option("--limit", metavar="N", min=1, max=1000, help="Most suggestions.")]


def seed(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    *,
    unit: UnitOption = None,
    agent: AgentOption = None,
    limit: LimitOption = 10,
    as_of: AsOfOption = None,
    at: AtOption = None,
    today: TodayOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Suggest where to seed next: pain, appetite, autonomy, centrality and peers of every unit, multiplied."""
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    form = common.form(Format.TEXT, Format.JSON, Format.CSV)
    site = load_portal(common, today=today, as_of=as_of, at=at)
    found = suggest(site, unit=unit, agent=agent, limit=limit)
    from seedbed.reports.seeding import create_seed_lines, report_seeds_csv, report_seeds_json

    if form is Format.TEXT:
        shell.print_lines(create_seed_lines(site, found))
    else:
        shell.print_answer((report_seeds_json if form is Format.JSON else report_seeds_csv)(site, found))
    return CLEAN


def suggest(site: Site, /, *, unit: str | None, agent: str | None, limit: int) -> Suggestions:
    """The seeds that were asked for. Raises CannotRunError for a unit or an agent for which there cannot be any."""
    from seedbed.reports.seeding import Suggestions

    if unit is not None:
        _must_be_known("unit", unit, site.catalogue.units)
    if agent is not None:
        _must_be_open(site, agent)
    seeding = site.seeding(most=max(limit, len(site.catalogue.agents)) if unit and agent else limit)
    if unit in seeding.guarded:
        raise CannotRunError(
            f"{unit} has fewer people than the policy lets be shown (small_group): nothing is suggested."
        )
    if unit is not None:
        seeds = [one for one in seeding.for_unit(unit) if agent in {None, one.agent}]
    else:
        seeds = list(seeding.for_agent(agent) if agent is not None else seeding.top)
    return Suggestions(seeds=seeds[:limit], seeding=seeding)


def _must_be_open(site: Site, agent: str) -> None:
    _must_be_known("agent", agent, site.catalogue.agents)
    record = site.catalogue.agents[agent]
    if record.visibility != "all":
        raise CannotRunError(f"{agent} takes no part in figures, as its record asks (visibility: {record.visibility}).")
    if not record.is_open:
        raise CannotRunError(
            f"{agent} is at stage {record.stage.value}; open for copying are validated and production."
        )


def _must_be_known(noun: str, name: str, known: Collection[str]) -> None:
    if name in known:
        return
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {len(known)} in catalog/{noun}s."
    raise CannotRunError(f"there is no {noun} {name!r}: {hint}")
