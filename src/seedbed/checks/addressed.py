"""Text that speaks to the machine that reads along, and not to the people for whom a record is written.

Coding agents and AI reviewers read what teams write here; whoever writes a recipe can try to write them an order. No
list of phrases finds every such order, and none proves one: these few are hints for the person who reviews, and block
nothing. What a machine alone would see is refused elsewhere (hidden characters, comments, raw HTML).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from seedbed.checks.context import Context
from seedbed.checks.secret_forms import long_words
from seedbed.problems import Finding, Place, Problem, Severity, printable, rule
from seedbed.repository.load import Source

MOST_FINDINGS = 5
"""Hints about one file; whoever reads five reads the file."""

MOST_SHOWN = 80
LONG_RUN = 120
"""Characters of what may be encoded text; ids, keys and addresses are shorter."""

FILLER = r"(?:\s+(?:the|of|any|these|those|this|that|my|our|and|or|other|every|further)){0,3}"
KEY = r"\s+(?:all|your|previous|prior|earlier|preceding|above|former|foregoing|existing|system|safety)"
ORDERS = r"(?:instructions?|prompts?|rules|guidelines|directives|directions|guardrails)"
MACHINE = r"(?:AI|LLM|language model|large language model|chat ?bot|coding agent|coding assistant|copilot)"

WHICH = r"(?:\s+(?:reviewer|agent|assistant|model|system|tool))?s?"

OWN = "(?:prompt|instructions|message)"

TAKEN_BACK = (
    rf"\b(?:ignore|disregard|forget|override){FILLER}(?:{KEY}{FILLER}){{1,3}}\s+{ORDERS}\b",
    r"\bignorier\w*\s+(?:(?:sie|alle|die|deine|ihre)\s+){0,3}(?:vorherigen|bisherigen|obigen|früheren)\s+anweisungen\b",
    r"\bignore[rz]?\s+(?:toutes\s+)?(?:les|tes|vos)\s+instructions\s+(?:précédentes|antérieures)",
    r"\bignor[ae]\s+(?:todas\s+)?(?:las|tus|sus)\s+instrucciones\s+(?:anteriores|previas)",
)
SPOKEN_TO = (
    rf"\b(?:if|when|since|because|as)\s+you(?:\s+are|'re)\s+(?:an?\s+)?(?:automated\s+)?{MACHINE}\b",
    rf"\b(?:note|message|instructions?|attention)\s*(?:to|for|,|:)?\s+(?:(?:all|any|the)\s+)?{MACHINE}{WHICH}\s*[:,]",
)
ANOTHER_ROLE = (
    r"\byou are now\s+(?:an?\s+|the\s+|in\s+)?(?:unrestricted|jailbroken|a different|AI\b|DAN\b|root\b|developer mode)",
    r"\bnew\s+(?:system\s+)?instructions\s*:",
)
OWN_ORDERS = (
    rf"\b(?:reveal|print|repeat|output|show|leak|send|copy)\s+(?:(?:me|us)\s+)?your\s+(?:system|initial|hidden)\s+{OWN}",
)
MARKS = (
    r"<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id)\|>",
    r"\[/?INST\]|<<SYS>>|<start_of_turn>|</?(?:system|assistant)(?:[-_](?:prompt|message|reminder))?>",
)
RUN_UNREAD = (
    r"\b(?:curl|wget)\b[^|\n]{0,200}\|\s*(?:sudo\s+)?(?:ba|z|da|fi)?sh\b",
    r"\b(?:iwr|Invoke-WebRequest)\b[^|\n]{0,200}\|\s*iex\b",
)
"""Blanks in a phrase may be line breaks."""

RUNS_UNREAD, IS_ENCODED = "runs what a download brings, unread", "holds a long encoded piece"
SAY = "Say it to people; a text about such attacks quotes them and names them prompt injection."
FIXES = {
    RUNS_UNREAD: "Make it three steps: fetch it, read it, run it.",
    IS_ENCODED: "Say in words what it holds, or link to it.",
}
"""How to mend what a phrase does, where it is not `SAY`."""

FORMS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("takes back what a machine was told before", ("ignor", "disregard", "forget", "overrid"), TAKEN_BACK),
    ("speaks to a machine", ("you are a", "you're a", "note", "attention", "instruction", "message"), SPOKEN_TO),
    ("gives a machine another role", ("you are now", "new instructions", "new system instructions"), ANOTHER_ROLE),
    ("asks a machine for its own instructions", ("your system", "your hid", "your ini"), OWN_ORDERS),
    (
        "holds the marks that part the turns of a talk with a model",
        ("<|", "[inst]", "[/inst]", "<<sys>>", "<start_of_turn>", "<system", "</system", "<assistant", "</assistant"),
        MARKS,
    ),
    (RUNS_UNREAD, ("curl", "wget", "iwr", "invoke-webrequest"), RUN_UNREAD),
)
"""What a phrase does, signs without which it is not looked for, its patterns."""

ENCODED = re.compile(rf"(?<![A-Za-z0-9+/=_.-])[A-Za-z0-9+/]{{{LONG_RUN},}}={{0,2}}")
MIXED = re.compile(r"[A-Z].*[0-9]|[0-9].*[A-Z]")
"""A long run of letters is encoded text when it holds a digit and a capital. Asked of the run alone: a look ahead from
every place of a hostile text took a minute."""
TOLD_OF = re.compile(r"prompt[-\s]+injection|jailbreak", re.IGNORECASE)
QUOTES = re.compile('["`“”„«»]')

_FORMS = tuple((what, signs, re.compile("|".join(patterns), re.IGNORECASE)) for what, signs, patterns in FORMS)


def check(context: Context, /) -> Iterator[Problem]:
    """Every text, whether its record can be used or not."""
    for source in context.sources.files.values():
        yield from speaks_to_machines(source)


@rule("speaks-to-machines", family="text", severity=Severity.WARNING)
def speaks_to_machines(source: Source, /) -> Iterator[Finding]:
    """A record is written for people. Phrases that read like an order to an AI reviewer or a coding agent are shown.

    Such as a request to ignore previous instructions, marks of a chat template, a download that is run unread, or a
    long encoded text. It is a hint for whoever reviews: read the text as an agent would to whom it is handed. In a text
    that is about prompt injection, phrases in quotes or code are let through.
    """
    for start, end, what in islice(_found(source.text), MOST_FINDINGS):
        shown = printable(" ".join(source.text[start : min(end, start + MOST_SHOWN)].split()))
        line = source.text.count("\n", 0, start) + 1
        place = Place(path=source.path, line=line, column=start - source.text.rfind("\n", 0, start))
        yield Finding(place, f"a text that {what}: “{shown}”", FIXES.get(what, SAY))


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each phrase begins and ends, and what it does."""
    folded = text.lower().replace("\n", " ")
    for what, signs, pattern in _FORMS:
        if any(sign in folded for sign in signs):
            for match in pattern.finditer(text):
                if not _is_told_of(text, match):
                    yield match.start(), match.end(), what
    for match in ENCODED.finditer(text) if long_words(text, least=LONG_RUN) else ():
        if MIXED.search(match[0]):
            yield match.start(), match.end(), IS_ENCODED


def _is_told_of(text: str, match: re.Match[str]) -> bool:
    """Whether a text about such attacks quotes one: there are quotes or code marks on both sides of it on its lines."""
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    after = text[match.end() :].split("\n", maxsplit=1)[0]
    return bool(QUOTES.search(before) and QUOTES.search(after) and TOLD_OF.search(text))
