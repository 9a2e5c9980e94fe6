"""From the answers of a form to a record: facts in fields, prose as plain paragraphs, and nothing that commands.

The record is a proposal. It is checked here like any other, and the gate judges it again as the work of whoever filled
in the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from seedbed.checks import check
from seedbed.forge.answers import Answers, Complaint, read_answers
from seedbed.imports.slugs import assign_slugs, own_slug, slugify
from seedbed.imports.yaml_out import dump, dump_record, in_order
from seedbed.kinds import KIND, MOST_CHARACTERS, Form
from seedbed.problems import Severity
from seedbed.records import Catalogue, Person
from seedbed.repository.load import Sources, parse_source

MOST_TAG = 40
MOST_STEPS = 20
MOST_STEP = 80
MARKS = re.compile(r"([\\`*_\[\]<>|~&!])")
START = re.compile(r"^([#+=-]|[0-9]{1,9}(?=[.)]))", re.MULTILINE)
LABEL_MARKS = str.maketrans(dict.fromkeys("\"'`[](){}<>|\\;&#%", " "))
"""Characters with a meaning in a diagram; in the words of its boxes they stand as blanks."""

Making = tuple[str, dict[str, Any], str]
"""The id of a record, its fields, and its body ('' where it has none)."""


class Context(Struct, frozen=True, kw_only=True):
    """What a form meets: the portal's sources and good records, the day, and the account that filled it in."""

    sources: Sources
    catalogue: Catalogue
    today: date
    author: str

    @property
    def person(self) -> Person | None:
        """Who the account belongs to, if the portal knows them."""
        known = (one for one in self.catalogue.people.values() if one.forge)
        return next((one for one in known if str(one.forge).casefold() == self.author.casefold()), None)


class Submission(Struct, frozen=True, kw_only=True):
    """A record made from a form; `path` is '' where there are complaints and nothing was made."""

    path: str = ""
    text: str = ""
    title: str = ""
    complaints: tuple[Complaint, ...] = ()
    hints: tuple[str, ...] = ()


def read_submission(text: str, context: Context, /) -> Submission:
    """The record that an issue's text asks for, checked; or everything that is wrong with it at once."""
    answers = read_answers(text, context.catalogue)
    if answers.form is None or answers.complaints:
        return Submission(complaints=answers.complaints)
    kind, make = MAKERS[answers.form.id]
    maker = _Maker(answers=answers, context=context)
    record_id, data, body = make(maker)
    if maker.complaints:
        return Submission(complaints=tuple(maker.complaints))
    path = KIND[kind].path(record_id)
    title = f"{answers.form.name}: {answers.values.get('title') or record_id}"
    return _checked(Submission(path=path, text=_text(kind, path, data, body), title=title), kind, record_id, context)


def _text(kind: str, path: str, data: Mapping[str, Any], body: str) -> str:
    if KIND[kind].form is Form.YAML:
        return dump_record(data, path=path, schema=kind)
    return f"---\n{dump(in_order(data, kind))}---\n\n{body}"


def _checked(made: Submission, kind: str, record_id: str, context: Context) -> Submission:
    """The submission, or what a check of the portal with it finds in it."""
    source = parse_source(made.text.encode(), path=made.path, kind=KIND[kind], record_id=record_id)
    sources = replace(context.sources, files=dict(sorted({**context.sources.files, made.path: source}.items())))
    found = [one for one in check(sources, today=context.today).problems if one.path == made.path]
    words = [(one.severity, f"{one.message}. {one.fix}".strip()) for one in found]
    errors = tuple(Complaint(label="", message=said) for severity, said in words if severity is Severity.ERROR)
    if errors:
        return Submission(complaints=errors)
    return replace(made, hints=tuple(said for severity, said in words if severity is not Severity.ERROR))


class _Maker:
    """Answers turned into values; what cannot be turned is a complaint under its question."""

    def __init__(self, *, answers: Answers, context: Context) -> None:
        self.answers, self.context = answers, context
        self.complaints: list[Complaint] = []

    def __getitem__(self, field: str) -> str:
        return self.answers.values[field]

    def number(self, field: str, *, whole: bool = False) -> float:
        """A figure of at least zero, written with a point or without."""
        text = self[field].replace(",", "") if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", self[field]) else self[field]
        if re.fullmatch(r"[0-9]{1,12}" if whole else r"[0-9]{1,12}(\.[0-9]{1,3})?", text):
            return float(text) if "." in text else int(text)
        return float(self.refuse(field, "Write a whole number." if whole else "Write a number, as in 12 or 12.5."))

    def refuse(self, field: str, words: str) -> int:
        """Note what is wrong with an answer."""
        label = next(one.label for one in self.answers.form.fields if one.id == field) if self.answers.form else ""
        self.complaints.append(Complaint(label=label, message=words))
        return 0

    def free(self, kind: str, *, parent: str = "", day: str = "") -> str:
        """An id from the title that no record has; one that is taken gets a hash behind it."""
        before = f"{parent}/" if parent else ""
        taken = {one.id.removeprefix(before) for one in self.context.sources.of(kind) if one.id.startswith(before)}
        start = f"{day}-" if day else ""
        slug = start + own_slug(self["title"], most=MOST_CHARACTERS - len(start))
        return assign_slugs({slug: slug}, taken=taken, stem=kind)[slug] if slug in taken else slug


def make_demo(form: _Maker, /) -> Making:
    """catalog/demos/<event>/<demo>.md."""
    shows = {name: form[name] for name in ("video", "app", "code") if form[name]}
    if not shows:
        form.refuse("video", "Give at least one address: of a video, of the app, or of the code.")
    team = list(dict.fromkeys(name.strip() for name in form["team"].split(",") if name.strip()))
    data = {
        "title": form["title"],
        "summary": form["summary"],
        "team": team,
        "unit": form["unit"],
        "shows": shows,
    }
    steps = [line for line in form["flow"].split("\n") if line]
    if not 1 < len(steps) <= MOST_STEPS or any(len(step) > MOST_STEP for step in steps):
        form.refuse("flow", f"Write two to {MOST_STEPS} lines of at most {MOST_STEP} characters, one for each step.")
    body = f"## What it is\n\n{paragraphs(form['told'])}\n## How it works\n\n{diagram(steps)}"
    return f"{form['event']}/{form.free('demo', parent=form['event'])}", data, body


def make_request(form: _Maker, /) -> Making:
    """catalog/requests/<request>.md."""
    tag = slugify(form["tag"], most=MOST_TAG)
    if len(tag) < len("it"):
        form.refuse("tag", "Write one or two words, as in meeting minutes.")
    pain = {"tag": tag, "hours_per_month": form.number("hours"), "people": form.number("people", whole=True)}
    data = {"title": form["title"], "unit": form["unit"], "pain": pain, "status": "open"}
    hurts, better = paragraphs(form["hurts"]), paragraphs(form["better"])
    return form.free("request"), data, f"## What hurts today\n\n{hurts}\n## What would be better\n\n{better}"


def make_incident(form: _Maker, /) -> Making:
    """catalog/agents/<agent>/incidents/<date>-<slug>.yml."""
    today = form.context.today
    day = form["on"] or today.isoformat()
    try:
        known = date.fromisoformat(day).isoformat() == day <= today.isoformat()
    except ValueError:
        known = False
    if not known:
        form.refuse("on", f"Write a day up to today as {today.isoformat()}.")
    data = {
        "title": form["title"],
        "unit": form["unit"],
        "severity": form["severity"],
        "status": "open",
        "happened": " ".join(form["happened"].split()),
    }
    person = form.context.person
    slug = form.free("incident", parent=form["agent"], day=day)
    return f"{form['agent']}/{slug}", data | ({"reported_by": person.id} if person else {}), ""


def make_copy(form: _Maker, /) -> Making:
    """catalog/agents/<agent>/deployments/<unit>.yml, planned."""
    agent = form.context.catalogue.agents[form["agent"]]
    record_id = f"{agent.id}/{form['unit']}"
    if form.context.sources.get(KIND["deployment"], record_id):
        form.refuse("unit", "This unit has a copy of the agent already; its record is changed by pull request.")
    if form["source"] == form["unit"]:
        form.refuse("source", "A unit cannot copy from itself. Name the unit that runs the agent today.")
    baseline = {
        "tasks_per_month": form.number("tasks"),
        "minutes_per_task": form.number("minutes"),
        "people": form.number("people", whole=True),
        "method": form["method"],
    }
    data = {
        "status": "planned",
        "version": agent.version or "0.1.0",
        "copied_from": form["source"],
        "supervisor": form["supervisor"],
        "baseline": baseline,
    }
    return record_id, data, ""


MAKERS: Mapping[str, tuple[str, Callable[[_Maker], Making]]] = {
    "demo": ("demo", make_demo),
    "request": ("request", make_request),
    "incident": ("incident", make_incident),
    "replicate": ("deployment", make_copy),
}
"""The kind of record that each form makes, and how."""


def paragraphs(text: str, /) -> str:
    """Prose as Markdown in which nothing but blank lines has a meaning; ends with a line feed."""
    marked = MARKS.sub(r"\\\1", text)
    return START.sub(lambda found: _unmarked(found[1]), marked) + "\n"


def _unmarked(start: str) -> str:
    """The beginning of a line that would be a heading, a list or a rule; behind a number its dot is masked."""
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def diagram(steps: list[str], /) -> str:
    """Steps as a flowchart in mermaid's notation, one box behind the other."""
    return "".join(["```mermaid\n", "flowchart LR\n", *_boxes(steps), "```\n"])


def _boxes(steps: list[str]) -> Iterator[str]:
    for number, step in enumerate(steps, start=1):
        words = " ".join(step.translate(LABEL_MARKS).split()) or f"Step {number}"
        arrow = f"  s{number - 1} --> " if number > 1 else "  "
        yield f"{arrow}s{number}[{words}]\n"
