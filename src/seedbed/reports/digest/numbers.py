"""The figures at the head of a digest, each beside what it was before."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.metrics.replication.velocity import Velocity
from seedbed.site.language import Language
from seedbed.site.views import Site


def headline(site: Site, before: Site | None, /) -> Iterator[str]:
    """A sentence each about speed, adoption and hours; what is not known yet is not told."""
    language, history = site.language, site.figures.history
    if history:
        velocity = history.replication.velocity
        then = before.figures.history.replication.velocity if before and before.figures.history else None
        yield _speed(language, velocity, then)
    yield _adoption(site, before)
    months = site.figures.output.months
    if months:
        last = language.month(months[-1].period)
        yield language.say("Agents gave back {hours} hours in {month}.", hours=round(months[-1].hours), month=last)


def _adoption(site: Site, before: Site | None) -> str:
    language = site.language
    adoption = site.figures.adoption.everything
    old = before.figures.adoption.everything if before else None
    live = language.plural(
        adoption.units,
        "{some} of {count} unit runs a live agent",
        "{some} of {count} units run a live agent",
        some=adoption.units_live,
    ) + _was(language, language.number(old.units_live) if old else None)
    if adoption.share is None:
        return f"{live}."
    was = _was(language, language.percent(old.share) if old and old.share is not None else None)
    share = language.say("{share} of routine work is offloaded", share=language.percent(adoption.share))
    return f"{live}; {share}{was}."


def _speed(language: Language, now: Velocity, then: Velocity | None) -> str:
    proven = now.replicated + now.waiting
    waiting = language.plural(
        now.waiting, "{count} proven agent waiting for a first copy", "{count} proven agents waiting for a first copy"
    )
    if not now.waiting:
        waiting = language.say("none waiting for a first copy")
    if now.median_days is not None:
        was = _was(language, language.number(then.median_days) if then and then.median_days is not None else None)
        days = language.counted(now.median_days, "day")
        half = language.say("Half of the proven agents are copied within {days}", days=days)
        return f"{half}{was}; {waiting}."
    if not proven:
        return language.say("No agent is proven yet.")
    copied = language.plural(
        proven,
        "{some} of {count} proven agent copied so far",
        "{some} of {count} proven agents copied so far",
        some=now.replicated,
    )
    return f"{copied}; {waiting}."


def _was(language: Language, value: str | None) -> str:
    return "" if value is None else f" ({language.say('{value} before', value=value)})"
