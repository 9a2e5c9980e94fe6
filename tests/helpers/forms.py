"""Issue forms as a forge hands them over: the text of an issue, filled in with what a test is about."""

from __future__ import annotations

from functools import cache

from seedbed.checks import check
from seedbed.forge.answers import NOTHING
from seedbed.forge.forms import FORMS
from seedbed.forge.submission import Context
from seedbed.repository.load import Sources, load_sources
from seedbed.repository.tree import WorkingTree
from tests.helpers.portals import BASE, TODAY

FILLED = {
    "demo": {
        "title": "Parcel finder",
        "event": "Spring day (spring-day)",
        "summary": "Tells where a parcel is from the words of a customer's mail.",
        "unit": "Support desk (support)",
        "team": "Ada Okoye, Ben Sato",
        "video": "https://media.brook.example/parcels",
        "flow": "A mail comes in\nThe agent looks the parcel up\nA person reads the answer\nThe answer goes out",
        "told": "It finds nine in ten.\n\nParcels from abroad are still missing.",
    },
    "request": {
        "title": "Sort the post",
        "unit": "billing",
        "tag": "Post sorting",
        "hours": "12.5",
        "people": "3",
        "hurts": "Two of us sort letters every morning.",
        "better": "A pile for each desk.",
    },
    "incident": {
        "agent": "First reply (first-reply)",
        "unit": "support",
        "severity": "Work was lost, or people outside noticed (medium)",
        "on": "2026-11-18",
        "title": "Answered in the wrong language",
        "happened": "Forty customers got an answer in Finnish.\nNobody noticed for a day.",
    },
    "replicate": {
        "agent": "First reply (first-reply)",
        "unit": "finance",
        "source": "support",
        "supervisor": "Ben Sato (ben-sato)",
        "tasks": "1,200",
        "minutes": "4",
        "people": "5",
        "method": "A guess by those who do it (estimated)",
    },
}
"""An honest filling of every form, for the portal of tests/cases/_base."""


def body_of(form_id: str, /, **answers: str) -> str:
    """The text of an issue as GitHub makes it from a form; an answer that is left out stands as such."""
    filled = FILLED[form_id] | answers
    parts = (f"### {field.label}\n\n{filled.get(field.id) or NOTHING}" for field in FORMS[form_id].fields)
    return "\n\n".join(parts)


@cache
def base_sources() -> Sources:
    return load_sources(WorkingTree(BASE))


def base_context(author: str = "ada") -> Context:
    """What a form meets in the portal of tests/cases/_base."""
    sources = base_sources()
    return Context(sources=sources, catalogue=check(sources, today=TODAY).catalogue, today=TODAY, author=author)
