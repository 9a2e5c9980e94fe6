"""The page of the attack suite, made from the stories; `python -m tests.attacks.page` tells them all and writes it."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from seedbed.gate.verdict import Answer
from tests.attacks.telling import Story, Teller, load_books, load_stories
from tests.helpers.remembering import Attentive, Remembered

ROOT = Path(__file__).parents[2]
PAGE, README = ROOT / "docs" / "attacks.md", ROOT / "README.md"
SENTENCE = re.compile(r"\d+ attacks are refused, \d+ honest changes pass")


def create_page() -> str:
    """docs/attacks.md."""
    return "".join(f"{line}\n" for line in _lines())


def create_sentence() -> str:
    """The result in a few words, as the README has it."""
    return f"{len(load_stories('attacks'))} attacks are refused, {len(load_stories('honest'))} honest changes pass"


def _lines() -> Iterator[str]:
    yield "# Attacks on the gate, and honest changes"
    yield ""
    yield f"**{create_sentence()}**: all that were told; none is skipped or excused."
    yield ""
    yield "Each line is a small story, told to the gate with real commits over one small portal. An attack must be"
    yield "stopped by exactly the rules that are named; an honest change must pass. The stories lie in"
    yield "`tests/attacks/stories/`, and `make test` tells them all. This page is made from them by"
    yield "`python -m tests.attacks.page`, which writes nothing when a single story ends otherwise."
    yield ""
    yield "What a forge has to guarantee itself (that the gate's code is main's, that nobody pushes past it) stands in"
    yield "[Forges](forges.md); every push to main is judged again before it is published."
    for name, book in load_books():
        yield from _book(name, book)


def _book(name: str, book: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", f"## {name.replace('-', ' ').capitalize()}", "", book["theme"])
    attacks, honest = book.get("attacks", []), book.get("honest", [])
    if attacks:
        yield from ("", "| attack | what happens | stopped by |", "| --- | --- | --- |")
    for told in attacks:
        rules = ", ".join(f"`{rule}`" for rule in told["caught_by"])
        yield f"| {_cell(told['title'])} | {_cell(told['does'])} | {rules} |"
    if honest:
        yield from ("", "| honest change | what happens | told |", "| --- | --- | ---: |")
    for told in honest:
        yield f"| {_cell(told['title'])} | {_cell(told['does'])} | {len(told.get('each', ['']))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;")


def differing(stories: list[Story], top: Path, /) -> Iterator[str]:
    """Every story that ends otherwise than it should."""
    told = Teller.begin(top, stories)
    with told.writer, Remembered(Attentive.open(top)) as objects:
        for story in stories:
            verdict = told.verdict(story, objects)
            blocking = {result.rule for result in verdict.blocking}
            if blocking != story.caught_by or (verdict.answer is Answer.PASS) is (story.kind == "attacks"):
                yield f"{story.id}: {sorted(blocking)} instead of {sorted(story.caught_by)}"


def main() -> None:
    """Tell every story; write the page and the README's sentence when all end as they should."""
    with tempfile.TemporaryDirectory() as folder:
        wrong = list(differing([*load_stories("attacks"), *load_stories("honest")], Path(folder) / "repo.git"))
    if wrong:
        sys.exit("\n".join(wrong))
    PAGE.write_text(create_page(), "utf-8")
    README.write_text(SENTENCE.sub(create_sentence(), README.read_text("utf-8")), "utf-8")
    sys.stdout.write(f"{create_sentence()}\n")


if __name__ == "__main__":
    main()
