"""What speaks against an agent or one of its copies today, each reason with the record that shows it.

Reasons about the agent: open incidents, a review overdue, an owning unit or supervisor who is not there or holds no
certificate in force for the class, and, once it is open for copying, what its proof fails to show: a pilot is there
to find that out. Reasons about a copy: its own supervisor, its own figures, a version behind the agent's. A reason
that a standing waiver covers is told, but asks for no decision.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from seedbed.metrics.evidence import Evidence, Proof, find_shortfalls, is_stale, is_thin
from seedbed.metrics.output import Output
from seedbed.metrics.periods import end_of
from seedbed.policy import is_certified
from seedbed.records import Agent, Catalogue, Deployment, Incident, Stage, Thresholds, Waiver
from seedbed.sentences import Sentence


class Why(StrEnum):
    """Kinds of reasons, the gravest first."""

    INCIDENT = "open incident"
    BELOW = "below threshold"
    ORPHANED = "orphaned"
    REVIEW = "overdue review"
    STALE = "stale evidence"
    UNMEASURED = "not measured"
    THIN = "thin evidence"
    UNSUPERVISED = "no supervisor named"
    IMPORTED = "imported without figures"
    DRIFT = "behind version"


ORDER = {why: number for number, why in enumerate(Why)}
GRAVE = frozenset({Why.INCIDENT, Why.BELOW, Why.ORPHANED, Why.REVIEW, Why.STALE, Why.UNMEASURED})
"""Reasons that ask for a decision; the others ask somebody to look after it."""

RULES: Mapping[Why, frozenset[str]] = {
    Why.BELOW: frozenset({"evidence-below"}),
    Why.ORPHANED: frozenset({"certificate", "certificate-high", "reference-person", "reference-unit"}),
    Why.REVIEW: frozenset({"review-overdue"}),
    Why.STALE: frozenset({"evidence-stale"}),
    Why.UNMEASURED: frozenset({"evidence-thin"}),
    Why.THIN: frozenset({"evidence-thin"}),
}
"""The rules of `seedbed check` that find the same; a waiver names one of them."""


class Reason(Struct, frozen=True, kw_only=True):
    """One thing against an agent, or against the copy in `unit`, in a few words.

    `path` is the record that shows it, `since` the ISO day from which it holds where that is known, `waived` the last
    day of the waiver that covers it.
    """

    why: Why
    text: str
    path: str
    unit: str | None = None
    since: str | None = None
    waived: str | None = None

    @property
    def is_grave(self) -> bool:
        """Whether it asks for a decision. A copy without rows may be of this month: records do not tell its age."""
        is_new = self.why is Why.UNMEASURED and self.unit is not None
        return self.why in GRAVE and self.waived is None and not is_new

    @property
    def order(self) -> tuple[bool, bool, int, str, str]:
        """What asks for a decision first, the agent before its copies, the gravest kind before the others."""
        return (not self.is_grave, self.unit is not None, ORDER[self.why], self.unit or "", self.text)


class Dossier(Struct, frozen=True, kw_only=True):
    """The records of one agent that are judged together."""

    agent: Agent
    live: Sequence[Deployment]
    incidents: Sequence[Incident]
    proof: Proof | None


class Judge(Struct, frozen=True):
    """What every judgement needs: the catalogue, the evidence of every copy, the day."""

    catalogue: Catalogue
    outputs: Mapping[str, Output]
    today: date

    def reasons(self, dossier: Dossier, /) -> tuple[Reason, ...]:
        """Everything against one agent and its live copies, in order of weight."""
        found = [
            *self._about_agent(dossier),
            *(one for copy in dossier.live for one in self._about_copy(dossier, copy)),
        ]
        waivers = [one for one in self.catalogue.waivers.values() if one.expires >= self.today.isoformat()]
        return tuple(sorted((_waived(one, waivers) for one in found), key=lambda one: one.order))

    def _about_agent(self, dossier: Dossier) -> Iterator[Reason]:
        agent = dossier.agent
        yield from _incidents(dossier.incidents)
        if agent.review_by and agent.review_by < self.today.isoformat():
            yield Reason(
                why=Why.REVIEW, text=Sentence("The review has been due"), path=agent.path, since=agent.review_by
            )
        if agent.owner.unit not in self.catalogue.units:
            yield Reason(
                why=Why.ORPHANED,
                text=Sentence("The owning unit {unit} is not there", unit=agent.owner.unit),
                path=agent.path,
            )
        if agent.stage is not Stage.PROTOTYPE:
            yield from self._supervisor(agent.owner.supervisor, agent, path=agent.path)
        if agent.is_open:
            yield from self._proof(dossier)

    def _proof(self, dossier: Dossier) -> Iterator[Reason]:
        agent, policy = dossier.agent, self.catalogue.policy
        if dossier.proof is None:
            why = Why.IMPORTED if agent.recorded else Why.UNMEASURED
            yield Reason(why=why, text=Sentence("Open for copying, and nothing was measured"), path=agent.path)
        elif policy:
            table, evidence = dossier.proof
            output = self.outputs.get(table.id)
            is_small = output is not None and output.is_small
            yield from _weaknesses(evidence, policy.thresholds, path=table.path, is_small=is_small)

    def _supervisor(self, name: str | None, agent: Agent, *, path: str, unit: str | None = None) -> Iterator[Reason]:
        person = self.catalogue.people.get(name or "")
        if name is None:
            yield Reason(why=Why.UNSUPERVISED, text=Sentence("No supervisor is named"), path=path, unit=unit)
        elif person is None:
            gone = Sentence("The supervisor {name} is not there any more", name=name)
            yield Reason(why=Why.ORPHANED, text=gone, path=path, unit=unit)
        elif not is_certified(person, agent.risk, today=self.today):
            text = Sentence(
                "{person} supervises without a certificate in force for {risk} risk",
                person=person.name,
                risk=Sentence(agent.risk),
            )
            yield Reason(why=Why.ORPHANED, text=text, path=person.path, unit=unit)

    def _about_copy(self, dossier: Dossier, copy: Deployment) -> Iterator[Reason]:
        agent = dossier.agent
        if copy.supervisor != agent.owner.supervisor:
            yield from self._supervisor(copy.supervisor, agent, path=copy.path, unit=copy.unit)
        if is_behind(agent, copy):
            text = Sentence("Runs {version}, present is {newest}", version=copy.version, newest=agent.version)
            yield Reason(why=Why.DRIFT, text=text, path=copy.path, unit=copy.unit)
        if agent.is_open and not (dossier.proof and dossier.proof[0].id == copy.id):
            yield from self._figures(agent, copy)

    def _figures(self, agent: Agent, copy: Deployment) -> Iterator[Reason]:
        output, policy = self.outputs.get(copy.id), self.catalogue.policy
        if output is None:
            why = Why.IMPORTED if agent.recorded else Why.UNMEASURED
            yield Reason(why=why, text=Sentence("No month was measured"), path=copy.path, unit=copy.unit)
        elif policy:
            yield from _weaknesses(
                output.evidence, policy.thresholds, path=output.path, unit=copy.unit, is_small=output.is_small
            )


def is_behind(agent: Agent, copy: Deployment, /) -> bool:
    """Whether a copy runs another version than its agent has now; where one of them states none, nobody can tell."""
    return bool(agent.version and copy.version and agent.version != copy.version)


def _incidents(incidents: Iterable[Incident]) -> Iterator[Reason]:
    for one in incidents:
        if one.status == "open":
            text = Sentence("{title} ({severity} severity)", title=one.title, severity=Sentence(one.severity))
            yield Reason(why=Why.INCIDENT, text=text, path=one.path, since=one.on)


def _weaknesses(
    evidence: Evidence, bar: Thresholds, *, path: str, unit: str | None = None, is_small: bool
) -> Iterator[Reason]:
    """What rows fail to show. With too few of them a figure below the bar proves as little as one above.

    Of a small group no figure is told, nor which one stays below.
    """
    if not evidence.last_period:
        text = Sentence("Nothing was measured with the present version")
        yield Reason(why=Why.THIN, text=text, path=path, unit=unit)
        return
    if is_stale(evidence, bar):
        end = end_of(evidence.last_period).isoformat()
        yield Reason(why=Why.STALE, text=Sentence("Nothing was measured"), path=path, unit=unit, since=end)
    if is_thin(evidence, bar):
        text = FEW if is_small else _counts(evidence, bar)
        yield Reason(why=Why.THIN, text=text, path=path, unit=unit)
        return
    short = list(find_shortfalls(evidence, bar))
    for one in short[:1] if is_small else short:
        text = SOMETHING if is_small else BELOW[one.name](value=_percent(one.value), least=_percent(one.least))
        yield Reason(why=Why.BELOW, text=text, path=path, unit=unit)


def _counts(evidence: Evidence, bar: Thresholds) -> Sentence:
    return Sentence(
        "{measured} tasks measured and {judged} judged with the present version; policy asks {tasks} and {judgements}",
        measured=evidence.tasks,
        judged=evidence.judged,
        tasks=bar.measured_tasks,
        judgements=bar.judged_tasks,
    )


FEW = Sentence("Too few tasks measured or judged; how many is not shown, to protect small groups")
SOMETHING = Sentence("Something stays below what policy asks; what is not shown, to protect small groups")
"""What is said of a small group in place of its figures."""


BELOW = {
    "accuracy": partial(Sentence, "Accuracy {value}, policy asks {least}"),
    "automation": partial(Sentence, "Automation {value}, policy asks {least}"),
    "Net Output": partial(Sentence, "Net Output {value}, policy asks {least}"),
}


def _percent(value: Fraction) -> Sentence:
    """A share rounded down to a tenth of a per cent, so that what fails never reads as if it passed."""
    text = f"{math.floor(value * 1000) / 10:.1f}".removesuffix(".0")
    return Sentence("{share} %", share=Decimal(text))


def _waived(reason: Reason, waivers: Iterable[Waiver]) -> Reason:
    """The same reason, with the end of the waiver that covers it: its rule, and its file or the agent's folder."""
    rules = RULES.get(reason.why, frozenset())
    for one in waivers:
        is_about = reason.path == one.subject or reason.path.startswith(f"catalog/agents/{one.subject}/")
        if one.rule in rules and is_about:
            return replace(reason, waived=one.expires)
    return reason
