"""The forms for people who do not use Git: one table, from which the forge's files are made and answers are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from seedbed.imports.yaml_out import dump
from seedbed.records import OPEN_STAGES, Catalogue

FOLDER = ".github/ISSUE_TEMPLATE"
LABEL = "seedbed-form"
"""The label that starts the workflow; a form puts it on every issue."""

MOST_CHOICES = 100
"""Longer lists are asked for as text: nobody scrolls through two thousand agents."""
MOST_OPTION = 100


class Entry(StrEnum):
    """How an answer is given."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"


class Field(Struct, frozen=True, kw_only=True):
    """One question. `shelf` names what the answer must be one of; `most` is the longest answer in characters."""

    id: str
    label: str
    help: str
    entry: Entry = Entry.LINE
    shelf: str = ""
    required: bool = True
    most: int = 200


class Form(Struct, frozen=True, kw_only=True):
    """A form: the kind of record that it makes, its words, and its questions in order."""

    id: str
    name: str
    about: str
    fields: tuple[Field, ...]


TITLE_MOST = 100
SUMMARY_MOST = 200
PROSE_MOST = 4_000

UNIT = Field(id="unit", label="Your unit", help="Where you work.", entry=Entry.CHOICE, shelf="units")
AGENT = Field(id="agent", label="Which agent?", help="", entry=Entry.CHOICE, shelf="agents")

DEMO = Form(
    id="demo",
    name="Submit a demo",
    about="You built something that runs, and want to show it.",
    fields=(
        Field(id="title", label="What did you build?", help="A name of a few words.", most=TITLE_MOST),
        Field(id="event", label="Where do you show it?", help="", entry=Entry.CHOICE, shelf="events"),
        Field(
            id="summary",
            label="What does it do?",
            help="One sentence of 20 to 200 characters, for somebody from another unit.",
            most=SUMMARY_MOST,
        ),
        UNIT,
        Field(id="team", label="Who made it?", help="Names, with commas between them.", most=1_000),
        Field(
            id="video", label="Address of a video", help="One of video, app and code is due.", required=False, most=500
        ),
        Field(id="app", label="Address of the app", help="Where one can try it.", required=False, most=500),
        Field(id="code", label="Address of the code", help="Where one can read it.", required=False, most=500),
        Field(
            id="flow",
            label="How does it work?",
            help="One step a line: what comes in, what the agent does, who looks at it, what comes out.",
            entry=Entry.TEXT,
            most=1_000,
        ),
        Field(
            id="told",
            label="What should others know?",
            help="For whom it is, what surprised you, what is still missing.",
            entry=Entry.TEXT,
            most=PROSE_MOST,
        ),
    ),
)

REQUEST = Form(
    id="request",
    name="Ask for an agent",
    about="Something takes your unit hours every month, and you would like help.",
    fields=(
        Field(id="title", label="What would help?", help="A few words.", most=120),
        UNIT,
        Field(
            id="tag",
            label="What kind of work is it?",
            help="One or two words, the same that others use: invoices, first replies, meeting minutes.",
            most=40,
        ),
        Field(id="hours", label="Hours a month", help="What it costs your unit today, as a number.", most=15),
        Field(id="people", label="How many people do it?", help="A number.", most=10),
        Field(
            id="hurts",
            label="What hurts today?",
            help="Who does the work, how often, and what goes wrong.",
            entry=Entry.TEXT,
            most=PROSE_MOST,
        ),
        Field(
            id="better",
            label="What would be better?",
            help="What you would hand over, and what you would like to get back.",
            entry=Entry.TEXT,
            most=PROSE_MOST,
        ),
    ),
)

INCIDENT = Form(
    id="incident",
    name="Report an incident",
    about="An agent did something wrong. If it is still doing it, stop it first; its page says how.",
    fields=(
        AGENT,
        Field(id="unit", label="In which unit?", help="", entry=Entry.CHOICE, shelf="units"),
        Field(id="severity", label="How bad was it?", help="", entry=Entry.CHOICE, shelf="severity"),
        Field(id="on", label="On which day?", help="As 2026-05-31. Empty means today.", required=False, most=10),
        Field(id="title", label="What went wrong?", help="A few words.", most=120),
        Field(
            id="happened",
            label="What happened?",
            help="Facts: what, how many, who was affected. No names of customers, no passwords.",
            entry=Entry.TEXT,
            most=1_000,
        ),
    ),
)

REPLICATE = Form(
    id="replicate",
    name="Copy an agent",
    about="Your unit wants to run an agent that others run already.",
    fields=(
        Field(
            id="agent", label="Which agent?", help="Only proven ones are listed.", entry=Entry.CHOICE, shelf="proven"
        ),
        Field(id="unit", label="For which unit?", help="", entry=Entry.CHOICE, shelf="units"),
        Field(id="source", label="From which unit?", help="Whose copy you follow.", entry=Entry.CHOICE, shelf="units"),
        Field(
            id="supervisor",
            label="Who will oversee it?",
            help="Somebody with a certificate for its risk class.",
            entry=Entry.CHOICE,
            shelf="people",
        ),
        Field(id="tasks", label="Tasks a month", help="How often the task is done today, as a number.", most=15),
        Field(id="minutes", label="Minutes a task", help="Working time on one task today, as a number.", most=15),
        Field(id="people", label="How many people do it?", help="A number.", most=10),
        Field(
            id="method",
            label="Where do the figures come from?",
            help="",
            entry=Entry.CHOICE,
            shelf="method",
        ),
    ),
)

FORMS: Mapping[str, Form] = {form.id: form for form in (DEMO, REQUEST, INCIDENT, REPLICATE)}

FIXED: Mapping[str, Mapping[str, str]] = {
    "severity": {
        "low": "Somebody noticed and put it right",
        "medium": "Work was lost, or people outside noticed",
        "high": "Somebody was harmed, or data got out",
    },
    "method": {
        "measured": "From a system that counts",
        "sampled": "Counted for a while",
        "estimated": "A guess by those who do it",
        "survey": "Asked around",
    },
}
"""Choices that are the same everywhere."""


def choices(shelf: str, catalogue: Catalogue, /) -> Mapping[str, str]:
    """What an answer may be, name by id. Only proven agents are offered for copying, and only those meant for all."""
    if shelf in FIXED:
        return FIXED[shelf]
    if shelf == "proven":
        agents = catalogue.agents.values()
        return {one.id: one.name for one in agents if one.visibility == "all" and one.stage in OPEN_STAGES}
    return {one.id: one.name for one in getattr(catalogue, shelf).values()}


def create_issue_forms(catalogue: Catalogue, /) -> dict[str, str]:
    """The forge's files of all forms, text by path."""
    files = {f"{FOLDER}/{form.id}.yml": dump(_form(form, catalogue)) for form in FORMS.values()}
    return files | {f"{FOLDER}/config.yml": "blank_issues_enabled: true\n"}


def _form(form: Form, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "name": form.name,
        "description": form.about,
        "labels": [LABEL],
        "body": list(_body(form, catalogue)),
    }


def _body(form: Form, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    hello = f"{form.about} Everybody who can read this repository reads what you write here."
    yield {"type": "markdown", "attributes": {"value": hello}}
    for field in form.fields:
        yield _field(field, catalogue)


def _field(field: Field, catalogue: Catalogue) -> dict[str, Any]:
    known = choices(field.shelf, catalogue) if field.shelf else {}
    options = [_option(one, name) for one, name in sorted(known.items())]
    listed = 0 < len(options) <= MOST_CHOICES
    kind = "textarea" if field.entry is Entry.TEXT else "dropdown" if listed else "input"
    about = {"label": field.label} | ({"description": field.help} if field.help else {})
    more = {"options": options} if kind == "dropdown" else {}
    return {"type": kind, "id": field.id, "attributes": about | more, "validations": {"required": field.required}}


def _option(record_id: str, name: str) -> str:
    room = MOST_OPTION - len(record_id) - len(" ()")
    return f"{name if len(name) <= room else name[: room - 1] + '…'} ({record_id})"
