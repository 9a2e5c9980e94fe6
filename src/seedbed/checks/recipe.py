"""Recipes: one page by which another unit copies the agent without asking."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from seedbed.checks.context import Context
from seedbed.checks.markdown import Heading, headings, section
from seedbed.checks.wording import counted, nearest
from seedbed.problems import Finding, Place, Problem, Severity, rule
from seedbed.records import LADDER, Agent, Stage
from seedbed.repository.load import Source

MOST_WORDS = 650
"""About what fits on one printed page beside the facts."""

SECTIONS = ("Before you start", "Steps", "Oversight", "When it fails")
WORD = re.compile(r"\w\S*")


def check(context: Context, /) -> Iterator[Problem]:
    """The recipe of every agent, and agents without one."""
    for source in context.sources.of("recipe"):
        yield from recipe_length(source)
        agent = context.catalogue.agents.get(source.id)
        if agent and needs_recipe(agent):
            yield from recipe_sections(context, source, agent)
            yield from recipe_gap(context, source, agent)
            yield from recipe_steps(context, source)
    for agent in context.catalogue.agents.values():
        yield from recipe_missing(context, agent)


def needs_recipe(agent: Agent, /) -> bool:
    """Whether the agent is far enough for somebody else to copy it."""
    return agent.stage in LADDER[LADDER.index(Stage.PROTOTYPE) :]


@rule("recipe-missing", family="recipe")
def recipe_missing(context: Context, agent: Agent, /) -> Iterator[Finding]:
    """From prototype on, an agent has a recipe.md: the page that a new unit follows.

    An imported agent is only reminded of it, by the rule `recorded-gap`.
    """
    if needs_recipe(agent) and not agent.recorded and not context.has("recipe", agent.id):
        path = agent.path.replace("blueprint.yml", "recipe.md")
        titles = ", ".join(f"`## {name}`" for name in SECTIONS)
        message = f"the agent has reached {agent.stage} without a recipe"
        yield Finding(context.place(agent, "stage"), message, f"Write {path} with {titles}.")


@rule("recipe-length", family="recipe")
def recipe_length(source: Source, /) -> Iterator[Finding]:
    """A recipe is one page: at most 650 words.

    What does not fit belongs into the code, the handbook or a playbook, behind a link.
    """
    count = len(WORD.findall(source.body))
    if count > MOST_WORDS:
        first_over = next(islice(WORD.finditer(source.body), MOST_WORDS, None))
        line = source.body_line + source.body.count("\n", 0, first_over.start())
        message = f"{count} words, at most {MOST_WORDS} fit on the page, which ends here"
        yield Finding(Place(path=source.path, line=line), message, f"Cut {counted(count - MOST_WORDS, 'word')}.")


@rule("recipe-sections", family="recipe")
def recipe_sections(context: Context, source: Source, agent: Agent, /) -> Iterator[Finding]:
    """A recipe has the sections Before you start, Steps, Oversight and When it fails, in this order.

    They are headings of level 2, so that every recipe is found at the same places. `## What it does` may come first.
    """
    if not agent.recorded:
        yield from _amiss(source, headings(context.blocks(source)))


@rule("recipe-gap", family="recipe", severity=Severity.WARNING)
def recipe_gap(context: Context, source: Source, agent: Agent, /) -> Iterator[Finding]:
    """The recipe of an imported agent gets the sections that every recipe has, in time.

    One reminder a recipe: an inventory has thousands of them.
    """
    amiss = list(_amiss(source, headings(context.blocks(source)))) if agent.recorded else []
    if amiss:
        mends = " ".join(dict.fromkeys(one.fix for one in amiss))
        yield Finding(amiss[0].place, "; ".join(one.message for one in amiss), mends)


@rule("recipe-steps", family="recipe")
def recipe_steps(context: Context, source: Source, /) -> Iterator[Finding]:
    """The steps of a recipe are a numbered list, so that people can say where they are."""
    blocks = context.blocks(source)
    steps = next((one for one in headings(blocks) if one.level == 2 and one.text == "Steps"), None)
    if steps and not any(token.type == "ordered_list_open" for token in section(blocks, "Steps")):
        fix = "Begin each step with its number: `1. `, `2. `."
        yield Finding(_place(source, steps), "the steps are not a numbered list", fix)


def _amiss(source: Source, found: list[Heading]) -> Iterator[Finding]:
    """What is wrong with the sections: missing, misspelt, at another level, out of order."""
    titles = [one.text for one in found if one.level == 2]
    for name in SECTIONS:
        if name in titles:
            continue
        spare = {one.text: one for one in found if one.text not in SECTIONS or one.level != 2}
        meant = name if name in spare else nearest(name, spare)
        if meant:
            message = f"the section {name} has another name or level here"
            yield Finding(_place(source, spare[meant]), message, f"Write `## {name}`.")
        else:
            fix = f"Add the heading `## {name}` and its text."
            yield Finding(Place(path=source.path), f"the section {name} is missing", fix)
    known = [one for one in found if one.level == 2 and one.text in SECTIONS]
    for before, after in pairwise(known):
        if SECTIONS.index(after.text) <= SECTIONS.index(before.text):
            again = "stands twice" if after.text == before.text else f"stands after {before.text}"
            fix = f"The order is: {', '.join(SECTIONS)}."
            yield Finding(_place(source, after), f"the section {after.text} {again}", fix)


def _place(source: Source, heading: Heading) -> Place:
    return Place(path=source.path, line=source.body_line + heading.line - 1)
