"""What the example's central platform offers, and which items an agent needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from seedbed.example.facts import PlatformItem
from seedbed.example.functions import FUNCTIONS
from seedbed.example.names import AI_OFFICE
from seedbed.example.tasks import Card

OLD_MODEL, NEW_MODEL, SEALED_MODEL = "orla-2", "orla-3", "orla-sealed"

ITEMS: tuple[tuple[str, str, str, str, str, str, str | None], ...] = (
    # id, kind, status, data allowed, name, summary, the playbook that guides
    (OLD_MODEL, "model", "approved", "confidential", "Orla 2", "The general model most agents started on.", None),
    (
        SEALED_MODEL,
        "model",
        "approved",
        "restricted",
        "Orla Sealed",
        "Runs in our own rooms; slower, sees all data.",
        None,
    ),
    ("wren-mini", "model", "approved", "internal", "Wren Mini", "Small and cheap, for sorting and short texts.", None),
    (
        "bench-hand",
        "coding-agent",
        "approved",
        "internal",
        "Bench Hand",
        "Builds small tools from a description.",
        None,
    ),
    ("quarry", "coding-agent", "trial", "internal", "Quarry", "Works on whole repositories; two teams try it.", None),
    ("page-reader", "tool", "approved", "restricted", "Page Reader", "Reads scans and photographs into text.", None),
    ("sheet-hand", "tool", "approved", "confidential", "Sheet Hand", "Reads and fills spreadsheets.", None),
    ("voice-notes", "tool", "hold", "internal", "Voice Notes", "Writes down what was said in a room.", None),
    (
        "wiki-shelf",
        "connector",
        "approved",
        "confidential",
        "Wiki Shelf",
        "Searches the handbook and the team pages.",
        None,
    ),
    ("mail-gate", "connector", "approved", "confidential", "Mail Gate", "Reads shared mailboxes and sends mail.", None),
    (
        "greenfield",
        "sandbox",
        "approved",
        "internal",
        "Greenfield",
        "A fenced place to try things with made-up data.",
        None,
    ),
    (
        "one-page-agent",
        "template",
        "approved",
        "confidential",
        "One-page agent",
        "Prompt, source and sample on one page.",
        "replication-blueprint",
    ),
    (
        "paper-mill",
        "tool",
        "retired",
        "internal",
        "Paper Mill",
        "The first summary tool; nothing runs on it now.",
        None,
    ),
    (
        "supervising-basics",
        "training",
        "approved",
        "internal",
        "Supervising agents",
        "Two mornings: prompting, auditing, escalating.",
        "supervise-an-agent",
    ),
    (
        "supervising-high-risk",
        "training",
        "approved",
        "internal",
        "Supervising high-risk agents",
        "A week with cases from our own incidents.",
        "risk-classes",
    ),
)

TOOLS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "extracting": (("page-reader", "read"),),
    "predicting": (("sheet-hand", "read"),),
    "converting": (("sheet-hand", "write"),),
    "answering": (("wiki-shelf", "read"),),
    "coding": (("greenfield", "execute"),),
}
"""Further items that a kind of work needs, where the data allow them."""

ACCESS = {
    "approved": "Open to everybody after the basics course; ask in the AI office's channel.",
    "trial": "Ask the AI office for a seat; it is open to two teams until the trial ends.",
    "hold": "Nothing new on it, please; those who use it keep their seat for now.",
    "retired": "Closed. Ask the AI office what to use instead.",
}


def first_items(playbooks: Iterable[str], /) -> dict[str, PlatformItem]:
    """The items of the first day by id; a guide is named only where that playbook exists."""
    known = set(playbooks)
    named = {
        name: PlatformItem(
            kind=kind,
            name=title,
            summary=summary,
            status=status,
            data_allowed=allowed,
            access=ACCESS[status],
            owner=AI_OFFICE,
            guide=guide if guide in known else None,
            tokens=2_000_000 if kind in {"model", "coding-agent"} else None,
        )
        for name, kind, status, allowed, title, summary, guide in ITEMS
    }
    return named | {words.connector[0]: _connector(*words.connector[1:]) for words in FUNCTIONS.values()}


def new_model() -> PlatformItem:
    """The model that takes over from the old one."""
    return PlatformItem(
        kind="model",
        name="Orla 3",
        summary="Follows long instructions better than Orla 2 at half its price.",
        status="trial",
        data_allowed="confidential",
        access=ACCESS["trial"],
        owner=AI_OFFICE,
        tokens=4_000_000,
    )


def items_for(card: Card, model: str, /) -> tuple[tuple[str, str], ...]:
    """What an agent with this card uses; restricted data go only where they are allowed."""
    restricted = card.subject.classification == "restricted"
    own = FUNCTIONS[card.function].connector[0]
    general = () if restricted and card.form.kind != "extracting" else TOOLS.get(card.form.kind, ())
    sends = card.autonomy.startswith("acts") and card.form.kind == "answering" and not restricted
    system = tuple((own, access) for access in card.form.access if access != "execute")
    return (
        (SEALED_MODEL if restricted else model, "read"),
        *system,
        *general,
        *((("mail-gate", "send"),) if sends else ()),
    )


def _connector(name: str, allowed: str) -> PlatformItem:
    return PlatformItem(
        kind="connector",
        name=name,
        summary=f"Reads and writes the records behind the {name.removesuffix(' connector').lower()}.",
        status="approved",
        data_allowed=allowed,
        access="The unit that owns the system grants it; allow three working days.",
        owner=AI_OFFICE,
    )
