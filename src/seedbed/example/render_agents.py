"""Text of the records under catalog/agents/: most files of the history, so each is one f-string."""

from __future__ import annotations

from seedbed.example import phrases
from seedbed.example.facts import Baseline, Blueprint, Deployment, Incident, Measurements, Recipe
from seedbed.example.names import FORGE, slug
from seedbed.example.tasks import Card
from seedbed.quoting import item, scalar, sequence

COLUMNS = (
    *("period", "version", "tasks", "automated", "judged", "correct", "human_minutes"),
    *("cost", "input_tokens", "output_tokens", "escalations", "method", "source"),
)
HEADER = ",".join(COLUMNS)


def render_blueprint(record: Blueprint, /) -> str:
    """blueprint.yml: what the stage asks for and no more."""
    return "".join(
        (_identity(record), *((_details(record), _oversight(record)) if record.version else ()), _end(record))
    )


def render_recipe(record: Recipe, /) -> str:
    """recipe.md."""
    card = record.card
    words = {"one": card.subject.one, "many": card.subject.many}
    start = "\n".join(f"- {line.format(**words)}" for line in phrases.START)
    steps = [*phrases.STEPS[card.form.kind], *phrases.CLOSING_STEPS]
    numbered = "\n".join(f"{number}. {step.format(**words)}" for number, step in enumerate(steps, 1))
    fails = [phrases.FAILURES[(card.variant + turn) % len(phrases.FAILURES)] for turn in (0, 2, 3)]
    failures = "\n".join(f"- {line.format(**words)}" for line in fails)
    advice = phrases.ADVICE[(card.variant + record.revision) % len(phrases.ADVICE)]
    edition = f" (edition {record.revision + 1})" if record.revision else ""
    return (
        f"## What it does\n\n{card.summary}\n\n## Before you start\n\n{start}\n\n## Steps\n\n{numbered}\n\n"
        f"A word from those who did it{edition}: {advice[0].lower()}{advice[1:]}\n\n"
        f"## Oversight\n\n{_auditing(card)}\n\n{_pick(phrases.STOP, card, 5)}\n\n## When it fails\n\n{failures}\n"
    )


def render_deployment(record: Deployment, /) -> str:
    """deployments/<unit>.yml."""
    lines = [f"status: {record.status}", f"version: {record.version}"]
    if record.copied_from:
        lines.append(f"copied_from: {record.copied_from}")
    lines += [f"strategy: {record.strategy}", f"supervisor: {record.supervisor}"]
    if record.champion:
        lines.append(f"champion: {record.champion}")
    lines.append(f"baseline: {_baseline(record.baseline)}")
    if record.funding:
        lines.append(f"funding: {{source: {record.funding[0]}, amount: {record.funding[1]}}}")
    if record.changes:
        lines += ["changes:", *(f"  - {scalar(change)}" for change in record.changes)]
    if tale := record.experience:
        worked = "true" if tale.worked else "false"
        lines.append(
            f"experience: {{hours_to_deploy: {tale.hours}, steps_changed: {tale.steps_changed}, worked: {worked}}}"
        )
    return "\n".join(lines) + "\n"


def render_measurements(record: Measurements, /) -> str:
    """measurements/<unit>.csv."""
    return "\n".join((HEADER, *record.rows, ""))


def render_incident(record: Incident, /) -> str:
    """incidents/<date>-<slug>.yml."""
    mended = f"mended: {scalar(record.mended)}\nclosed: {record.closed}\n" if record.mended else ""
    return (
        f"title: {scalar(record.title)}\nunit: {record.unit}\nseverity: {record.severity}\nstatus: {record.status}\n"
        f"happened: {scalar(record.happened)}\n{mended}reported_by: {record.reported_by}\n"
    )


def _identity(record: Blueprint) -> str:
    card = record.card
    detailed = record.version is not None
    people = f"  supervisor: {record.supervisor}\n" if detailed else ""
    people += f"  champion: {record.champion}\n" if detailed and record.champion else ""
    vendor = f"vendor: {scalar(card.vendor)}\n" if card.vendor else ""
    formerly = f"formerly: {sequence(record.formerly)}\n" if record.formerly else ""
    demo = f"from_demo: {record.from_demo}\n" if record.from_demo else ""
    request = f"from_request: {record.from_request}\n" if record.from_request else ""
    return (
        f"name: {scalar(record.name)}\nsummary: {scalar(card.summary)}\nfunction: {card.function}\n"
        f"stage: {record.stage}\nrisk: {record.risk}\nowner:\n  unit: {record.owner}\n{people}"
        f"origin: {card.origin}\n{vendor}{formerly}{demo}{request}pains: {sequence(card.pains)}\n"
    )


def _details(record: Blueprint) -> str:
    card = record.card
    uses = "".join(f"  - {{item: {name}, access: {access}}}\n" for name, access in record.uses)
    role = "provider" if card.origin == "built" and card.eu_ai_act == "high-risk" else "deployer"
    return (
        f"version: {record.version}\ntask:\n  name: {scalar(f'{card.form.verb} {card.subject.many}')}\n"
        f"  kind: {card.form.kind}\n  baseline: {_baseline(record.baseline)}\nautonomy: {card.autonomy}\nuses:\n{uses}"
        f"data: {{classification: {card.subject.classification}, personal: {card.subject.personal}}}\n"
        f"affects: {sequence(record.affects)}\nregulation: {{eu_ai_act: {card.eu_ai_act}, role: {role}}}\n"
        f"code: {FORGE}/{slug(card.title)}\n"
    )


def _oversight(record: Blueprint) -> str:
    if not record.review_by:
        return ""
    card = record.card
    escalation = _pick(phrases.ESCALATION, card, 3).format(who="the supervisor of the day")
    return (
        f"oversight:\n  prompting: {scalar(_pick(phrases.PROMPTING, card, 2))}\n  auditing: {scalar(_auditing(card))}\n"
        f"  escalation: {scalar(escalation)}\n  stop: {scalar(_pick(phrases.STOP, card, 5))}\n"
        f"incident_contact: {record.supervisor}\nreview_by: {record.review_by}\n"
    )


def _end(record: Blueprint) -> str:
    if not record.ended:
        return ""
    successor = f"  successor: {record.ended.successor}\n" if record.ended.successor else ""
    return f"ended:\n  reason: {scalar(record.ended.reason)}\n{successor}  data: {scalar(record.ended.data)}\n"


def _baseline(baseline: Baseline) -> str:
    return (
        f"{{tasks_per_month: {baseline.tasks}, minutes_per_task: {baseline.minutes}, "
        f"people: {baseline.people}, method: {item(baseline.method)}}}"
    )


def _auditing(card: Card) -> str:
    return _pick(phrases.AUDITING, card, 7).format(share=3 + card.variant % 8)


def _pick(choices: tuple[str, ...], card: Card, step: int) -> str:
    return choices[card.variant // step % len(choices)]
