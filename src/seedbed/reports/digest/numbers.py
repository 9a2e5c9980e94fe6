"""The figures at the head of a digest, each beside what it was before."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.metrics.replication.velocity import Velocity
from seedbed.reports.findings import count
from seedbed.site.views import Site
from seedbed.site.words import month, percent


def headline(site: Site, before: Site | None, /) -> Iterator[str]:
    """A sentence each about speed, adoption and hours; what is not known yet is not told."""
    history = site.figures.history
    if history:
        velocity = history.replication.velocity
        then = before.figures.history.replication.velocity if before and before.figures.history else None
        yield _speed(velocity, then)
    adoption = site.figures.adoption.everything
    old = before.figures.adoption.everything if before else None
    live = f"{adoption.units_live} of {count(adoption.units, 'unit')} run a live agent{_was(old and old.units_live)}"
    if adoption.share is None:
        yield f"{live}."
    else:
        share = _was(percent(old.share) if old and old.share is not None else None)
        yield f"{live}; {percent(adoption.share)} of routine work is offloaded{share}."
    months = site.figures.output.months
    if months:
        yield f"Agents gave back {months[-1].hours:,.0f} hours in {month(months[-1].period)}."


def _speed(now: Velocity, then: Velocity | None) -> str:
    proven = now.replicated + now.waiting
    waiting = f"{count(now.waiting, 'proven agent') if now.waiting else 'none'} waiting for a first copy"
    if now.median_days is None:
        copied = (
            f"{now.replicated} of {count(proven, 'proven agent')} copied so far" if proven else "No agent is proven yet"
        )
        return f"{copied}; {waiting}." if proven else f"{copied}."
    was = _was(then.median_days if then else None)
    return f"Half of the proven agents are copied within {count(now.median_days, 'day')}{was}; {waiting}."


def _was(value: object) -> str:
    return "" if value is None else f" ({value} before)"
