"""What the agents of the example do: forms of work, and cards drawn from forms and subjects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from random import Random

from msgspec import Struct

from seedbed.example.functions import FUNCTIONS, Subject


class Form(Struct, frozen=True, kw_only=True):
    """A form of work; `given` and `result` complete "hands over … and gets back …"."""

    kind: str
    suffix: str
    verb: str
    pain: str
    given: str
    result: str
    minutes: tuple[int, int]
    autonomy: tuple[str, ...]
    access: tuple[str, ...] = ("read",)


class Card(Struct, frozen=True, kw_only=True):
    """What does not change in the life of an agent: the task it takes over."""

    subject: Subject
    form: Form
    function: str
    title: str
    autonomy: str
    origin: str
    vendor: str | None
    minutes: int
    variant: int

    @property
    def summary(self) -> str:
        """The one sentence of the blueprint."""
        words = {"one": self.subject.one, "many": self.subject.many}
        return f"Hands over {self.form.given.format(**words)} and gets back {self.form.result.format(**words)}."

    @property
    def pains(self) -> tuple[str, str]:
        """The pains it removes: of the form of work, and of its subject."""
        return self.form.pain, self.subject.tag

    @property
    def eu_ai_act(self) -> str:
        """Its tier: judging applicants is high-risk, answering people outside calls for openness."""
        if "applicants" in self.subject.affects and self.form.kind in {"classifying", "routing", "predicting"}:
            return "high-risk"
        outside = {"customers", "public"} & set(self.subject.affects)
        return "transparency" if outside and self.form.kind in {"answering", "drafting"} else "minimal"


FORMS = (
    Form(
        kind="drafting",
        suffix="drafts",
        verb="Drafting",
        pain="slow-first-drafts",
        given="the facts for one {one}",
        result="a first draft in house style with the open points marked",
        minutes=(18, 55),
        autonomy=("drafts", "drafts", "suggests"),
    ),
    Form(
        kind="summarising",
        suffix="summaries",
        verb="Summarising",
        pain="long-reading",
        given="the full text of one {one}",
        result="one page with decisions, figures and open questions",
        minutes=(15, 45),
        autonomy=("drafts", "suggests"),
    ),
    Form(
        kind="classifying",
        suffix="sorting",
        verb="Sorting",
        pain="sorting-by-hand",
        given="a day's {many}",
        result="each one with a type, an urgency and the reason for both",
        minutes=(4, 10),
        autonomy=("acts-with-approval", "suggests", "acts-with-review"),
        access=("read", "write"),
    ),
    Form(
        kind="extracting",
        suffix="data entry",
        verb="Typing in",
        pain="retyping",
        given="scanned or mailed {many}",
        result="their fields in a table that is ready to load",
        minutes=(6, 14),
        autonomy=("acts-with-approval", "drafts"),
        access=("read", "write"),
    ),
    Form(
        kind="answering",
        suffix="answers",
        verb="Answering questions about",
        pain="repeated-questions",
        given="a question about {many}",
        result="an answer with the passage that it rests on",
        minutes=(7, 18),
        autonomy=("drafts", "suggests", "acts-with-approval"),
    ),
    Form(
        kind="checking",
        suffix="checks",
        verb="Checking",
        pain="errors-found-late",
        given="finished {many}",
        result="a list of gaps and contradictions, each with its place",
        minutes=(9, 25),
        autonomy=("suggests", "suggests", "acts-with-approval"),
    ),
    Form(
        kind="converting",
        suffix="conversion",
        verb="Converting",
        pain="layout-work",
        given="{many} in any layout",
        result="the same content in the agreed layout",
        minutes=(10, 30),
        autonomy=("drafts", "acts-with-review"),
        access=("read", "write"),
    ),
    Form(
        kind="routing",
        suffix="routing",
        verb="Routing",
        pain="lost-in-queues",
        given="incoming {many}",
        result="the queue and the person each one belongs to",
        minutes=(3, 8),
        autonomy=("acts-with-approval", "acts-with-review", "suggests"),
        access=("read", "write"),
    ),
    Form(
        kind="researching",
        suffix="research",
        verb="Researching",
        pain="scattered-sources",
        given="the name and the background of one {one}",
        result="a page of findings with their sources, newest first",
        minutes=(30, 90),
        autonomy=("suggests", "drafts"),
    ),
    Form(
        kind="predicting",
        suffix="forecasts",
        verb="Forecasting",
        pain="planning-by-guess",
        given="two years of {many}",
        result="next month's volume with a range and the reasons",
        minutes=(25, 80),
        autonomy=("suggests",),
    ),
)

CODING = Form(
    kind="coding",
    suffix="scripts",
    verb="Writing scripts for",
    pain="script-chores",
    given="the wish behind one {one}",
    result="a tested script with comments and a way back",
    minutes=(40, 120),
    autonomy=("drafts", "suggests"),
    access=("read", "execute"),
)

QUALIFIERS = (
    "Nordic",
    "Retail",
    "Wholesale",
    "Export",
    "Spare-part",
    "Signal-lamp",
    "Street-lamp",
    "Harbour",
    "Night-shift",
    "Small-order",
    "Heritage",
    "Workshop",
)
"""Narrower editions of a task, for organisations with more agents than plain tasks."""

VENDORS = ("Thistle Cloud", "Parsley Systems", "Ombra Software", "Wickhouse", "Nine Ladders")
EMBEDDED_IN = ("Ledgerline", "Deskbell", "Roster Seven", "Paperwing")


def deck(function: str, rng: Random, /) -> Iterator[tuple[str, Subject, Form]]:
    """Titles, subjects and forms of a function in random order, without end: plain ones first."""
    forms = (*FORMS, CODING) if function in {"it", "research"} else FORMS
    for turn in count():
        for qualifier in ("", *QUALIFIERS):
            pairs = [(subject, form) for subject in FUNCTIONS[function].subjects for form in forms]
            rng.shuffle(pairs)
            for subject, form in pairs:
                yield _title(qualifier, subject, form, turn), subject, form


def draw_card(function: str, drawn: tuple[str, Subject, Form], rng: Random, /) -> Card:
    """A card from a drawn combination, with what varies between agents of the same form."""
    title, subject, form = drawn
    origin = rng.choices(("built", "vendor", "embedded"), (70, 20, 10))[0]
    sellers = {"vendor": VENDORS, "embedded": EMBEDDED_IN}.get(origin)
    return Card(
        subject=subject,
        form=form,
        function=function,
        title=title,
        autonomy=rng.choice(form.autonomy),
        origin=origin,
        vendor=rng.choice(sellers) if sellers else None,
        minutes=rng.randint(*form.minutes),
        variant=rng.randrange(1 << 16),
    )


def _title(qualifier: str, subject: Subject, form: Form, turn: int) -> str:
    words = f"{qualifier} {subject.one}" if qualifier else subject.one[0].upper() + subject.one[1:]
    number = f" {turn + 1}" if turn else ""
    return f"{words} {form.suffix}{number}"
