"""Text of the records outside catalog/agents/, and the table from a record to its text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from seedbed.example import facts
from seedbed.example.functions import FUNCTIONS
from seedbed.example.names import DOMAIN, FORGE, NAME, NOTICE
from seedbed.example.policy import render_policy
from seedbed.example.render_agents import (
    render_blueprint,
    render_deployment,
    render_incident,
    render_measurements,
    render_recipe,
)
from seedbed.quoting import item, scalar, sequence


def render(record: facts.Record, /) -> bytes:
    """The content of a record's file."""
    if isinstance(record, facts.Document):
        return record.content
    return RENDERERS[type(record)](record).encode()


def render_organization(record: facts.Organization, /) -> str:
    """organization.yml."""
    functions = "".join(
        f"  - {{id: {name}, name: {item(words.name)}, wave: {words.wave}}}\n" for name, words in FUNCTIONS.items()
    )
    return (
        f"name: {scalar(NAME)}\nnotice: {scalar(NOTICE)}\nlanguage: en\ncurrency: EUR\nfunctions:\n{functions}"
        f"programme_start: {record.programme_start}\nsponsor: {record.sponsor}\nlinks:\n"
        f"  - {{title: AI office chat, url: {item(f'https://chat.{DOMAIN}/ai-office')}}}\n"
        f"  - {{title: Service desk, url: {item(f'https://desk.{DOMAIN}/')}}}\n"
        f"forge:\n  kind: github\n  url: {FORGE}\n  branch: main\n"
    )


def render_unit(record: facts.Unit, /) -> str:
    """units/<unit>.yml."""
    part_of = f"part_of: {record.part_of}\n" if record.part_of else ""
    pains = "".join(f"  - {{tag: {item(tag)}, hours_per_month: {hours}}}\n" for tag, hours in record.pains)
    contacts = "".join(f"  - {{unit: {item(unit)}, weight: {weight}}}\n" for unit, weight in record.contacts)
    return (
        f"name: {scalar(record.name)}\nfunction: {record.function}\n{part_of}headcount: {record.headcount}\n"
        f"routine_hours_per_month: {record.routine_hours}\nappetite: {record.appetite}\nautonomy: {record.autonomy}\n"
        f"pains:\n{pains}lead: {record.lead}\n" + (f"contacts:\n{contacts}" if contacts else "")
    )


def render_person(record: facts.Person, /) -> str:
    """people/<person>.yml."""
    passed = "".join(
        f"  - {{course: {each.course}, level: {each.level}, on: {each.on}, expires: {each.expires}}}\n"
        for each in record.certificates
    )
    return (
        f"name: {scalar(record.name)}\nunit: {record.unit}\nroles: {sequence(record.roles)}\n"
        f"forge: {scalar(record.forge)}\nemails: {sequence(record.emails)}\n"
        + (f"certificates:\n{passed}" if passed else "")
    )


def render_platform_item(record: facts.PlatformItem, /) -> str:
    """platform/<item>.yml."""
    guide = f"guide: {record.guide}\n" if record.guide else ""
    budget = f"budget: {{tokens_per_person_per_month: {record.tokens}}}\n" if record.tokens else ""
    return (
        f"kind: {record.kind}\nname: {scalar(record.name)}\nsummary: {scalar(record.summary)}\n"
        f"status: {record.status}\ndata_allowed: {record.data_allowed}\naccess: {scalar(record.access)}\n"
        f"{guide}{budget}owner: {record.owner}\n"
    )


def render_event(record: facts.Event, /) -> str:
    """demos/<event>/event.yml."""
    prizes = "".join(f"  - {{name: {item(name)}, reward: {item(reward)}}}\n" for name, reward in record.prizes)
    return (
        f"name: {scalar(record.name)}\nkind: {record.kind}\nsummary: {scalar(record.summary)}\n"
        f"starts: {record.starts}\nplace: {scalar(record.place)}\n"
        + (f"prizes:\n{prizes}" if prizes else "")
        + f"sponsor: {record.sponsor}\ndeadline: {record.deadline}\n"
    )


def render_demo(record: facts.Demo, /) -> str:
    """demos/<event>/<demo>.md, with the diagram of what was built."""
    card = record.card
    shows = "".join(f"  {name}: {item(address)}\n" for name, address in record.shows)
    agent = f"agent: {record.agent}\n" if record.agent else ""
    awards = f"awards: {sequence(record.awards)}\n" if record.awards else ""
    return (
        f"---\ntitle: {scalar(record.title)}\nsummary: {scalar(card.summary)}\nteam: {sequence(record.team)}\n"
        f"unit: {record.unit}\nshows:\n{shows}built_with: {sequence(record.built_with)}\n{agent}{awards}---\n\n"
        f"## What it does\n\n{card.summary} The team showed it on real {card.subject.many} of the last month, the hard "
        "ones included, and said which of them it got wrong.\n\n## How it is built\n\n```mermaid\nflowchart LR\n"
        f'  source["{card.subject.many.capitalize()}"] --> agent["{card.form.kind.capitalize()} agent"]\n'
        '  agent --> person{"Supervisor"}\n  person -->|right| result["Result in use"]\n'
        '  person -->|wrong| cases["Cases for the next version"]\n  cases --> agent\n```\n'
    )


def render_request(record: facts.Request, /) -> str:
    """requests/<request>.md."""
    card = record.card
    answered = f"answered_by: {record.answered_by}\n" if record.answered_by else ""
    supporters = f"supporters: {sequence(record.supporters)}\n" if record.supporters else ""
    pain = f"{{tag: {item(card.pains[0])}, hours_per_month: {record.hours}, people: {record.people}}}"
    return (
        f"---\ntitle: {scalar(f'Help with {card.subject.many}')}\nunit: {record.unit}\npain: {pain}\n"
        f"status: {record.status}\n{answered}{supporters}---\n\n"
        f"{card.form.verb} {card.subject.many} takes {record.people} of us about {record.hours} hours a month, mostly "
        f"in the last week of it. We would hand over {card.form.given.format(**_words(record))} and need "
        f"{card.form.result.format(**_words(record))}. A person would still look at every result.\n"
    )


def render_program(record: facts.Program, /) -> str:
    """programs/<program>.yml."""
    units = f"units: {sequence(record.units)}\n" if record.units else ""
    hours = f"hours_per_week: {record.hours_per_week}\n" if record.hours_per_week else ""
    budget = ", ".join(
        f"{name}: {value}" for name, value in (("amount", record.amount), ("tokens_per_month", record.tokens)) if value
    )
    sessions = "".join(
        f"  - {{date: {each.date}, led_by: {each.led_by}, unit: {item(each.unit)}, attended: {each.attended}}}\n"
        for each in record.sessions
    )
    return (
        f"kind: {record.kind}\nname: {scalar(record.name)}\nsummary: {scalar(record.summary)}\n{units}{hours}"
        f"starts: {record.starts}\n"
        + (f"budget: {{{budget}}}\n" if budget else "")
        + (f"sessions:\n{sessions}" if sessions else "")
    )


def render_story(record: facts.Story, /) -> str:
    """stories/<date>-<slug>.md."""
    return (
        f"---\ntitle: {scalar(record.title)}\nkind: {record.kind}\nagents: {sequence(record.agents)}\n"
        f"unit: {record.unit}\nquote:\n  who: {record.who}\n  words: {scalar(record.words)}\n---\n\n{record.body}\n"
    )


RENDERERS: dict[type, Callable[[Any], str]] = {
    facts.Blueprint: render_blueprint,
    facts.Recipe: render_recipe,
    facts.Deployment: render_deployment,
    facts.Measurements: render_measurements,
    facts.Incident: render_incident,
    facts.Organization: render_organization,
    facts.Policy: render_policy,
    facts.Unit: render_unit,
    facts.Person: render_person,
    facts.PlatformItem: render_platform_item,
    facts.Event: render_event,
    facts.Demo: render_demo,
    facts.Request: render_request,
    facts.Program: render_program,
    facts.Story: render_story,
}


def _words(record: facts.Request) -> dict[str, str]:
    return {"one": record.card.subject.one, "many": record.card.subject.many}
