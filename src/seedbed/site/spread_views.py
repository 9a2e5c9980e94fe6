"""How far agents have come, drawn: the widest, the generations, the families, and from function to function."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from seedbed.metrics.network import Copy, Lineage, Network
from seedbed.records import Status
from seedbed.site import charts
from seedbed.site.charts import Bar, Bars, Cell, Matrix, Node, figure
from seedbed.site.language import Language, marked
from seedbed.site.page import relative
from seedbed.site.tracing import cell
from seedbed.site.views import Site

INDEX = "diffusion/index.html"
"""The page on which these stand, unless they are told another."""


REACH_HEADS = (marked("Agent"), marked("Live in units"), marked("Copies"), marked("Generations"))


def reach_chart(site: Site, families: Sequence[Lineage], /, *, most: int) -> Markup:
    """The agents that spread furthest, at most `most`: copies that are live, and those that are paused or ended."""
    if not families:
        return Markup("")
    first = families[0]
    units = site.figures.network.units
    language = site.language
    says = language.plural(
        len(first.copies),
        "{agent} spread furthest: {count} copy beside its owner's.",
        "{agent} spread furthest: {count} copies beside its owner's.",
        agent=site.name("agents", first.agent),
    )
    bars = tuple(
        Bar(
            name=cell(site, "agents", one.agent, start=INDEX),
            parts=(_count(one.copies, live=True), _count(one.copies, live=False)),
            cells=(
                Cell(language.say("{some} of {all}", some=len(site.figures.summaries[one.agent].live), all=units)),
                Cell(str(len(one.copies))),
                Cell(str(one.depth)),
            ),
        )
        for one in families[:most]
    )
    return figure(
        Bars(
            title=language.say("Copies by other units than the owner's"),
            says=says,
            heads=tuple(language.look_up(one) for one in REACH_HEADS),
            bars=bars,
            parts=(language.say("live"), language.say("paused or ended")),
        )
    )


def _count(copies: Sequence[Copy], *, live: bool) -> int:
    return sum((copy.status is Status.LIVE) is live for copy in copies)


def generation_chart(network: Network, language: Language) -> Markup:
    """Copies by how far they are from the owner; '' without copies."""
    if not network.copies:
        return Markup("")
    longest = network.longest
    says = language.plural(
        longest.depth if longest else 0,
        "The longest way an agent took from unit to unit has {count} step.",
        "The longest way an agent took from unit to unit has {count} steps.",
    )
    bars = tuple(
        Bar(name=Cell(_generation(one, language)), parts=(count,), cells=(Cell(language.number(count)),))
        for one, count in network.generations.items()
    )
    heads = (language.say("Generation"), language.say("Copies"))
    return figure(Bars(title=language.say("Copies by generation"), says=says, heads=heads, bars=bars))


def _generation(generation: int | None, language: Language) -> str:
    if generation is None:
        return language.say("not known")
    known = {
        1: language.say("1, from the owner"),
        2: language.say("2, from a copy"),
        3: language.say("3, from a copy of a copy"),
    }
    return known.get(generation) or language.number(generation)


def family_tree(site: Site, family: Lineage) -> Markup:
    """One agent's family, each unit below the one it copied from."""
    name = site.name("agents", family.agent)
    language = site.language
    says = language.say(
        "{agent} went from {owner} to {units} in {generations}.",
        agent=name,
        owner=site.name("units", family.owner),
        units=language.counted(len(family.copies), "unit"),
        generations=language.counted(family.depth, "generation"),
    )
    title = language.say("Family of {agent}", agent=name)
    nodes = [
        Node(
            id=family.owner,
            name=cell(site, "units", family.owner, start=INDEX),
            parent=None,
            note=language.say("owner"),
        )
    ]
    nodes += [_node(site, copy) for copy in (*family.copies, *family.planned)]
    return figure(
        charts.Lineage(id=f"family-{family.agent}", title=title, says=says, nodes=tuple(nodes), language=language)
    )


def _node(site: Site, copy: Copy) -> Node:
    is_live = copy.status is Status.LIVE
    return Node(
        id=copy.unit,
        name=cell(site, "units", copy.unit, start=INDEX),
        parent=copy.source,
        note="" if is_live else site.language.word(copy.status),
        is_hollow=not is_live,
    )


def matrix_of(site: Site, /, *, start: str) -> Markup:
    """Copies from function to function, as a table on the page `start`; '' without copies."""
    counts = site.figures.network.matrix
    if not counts:
        return Markup("")
    across = sum(count for (source, adopter), count in counts.items() if source != adopter)
    total = sum(counts.values())
    language = site.language
    says = language.plural(
        total,
        "{across} of {count} copy crossed from one function to another.",
        "{across} of {count} copies crossed from one function to another.",
        across=across,
    )
    functions = site.figures.adoption.by_function
    names = {one: Cell(site.function_name(one), relative(f"functions/{one}.html", start=start)) for one in functions}
    return figure(
        Matrix(
            title=language.say("Copies from function to function"),
            says=says,
            rows=language.say("From"),
            columns=language.say("to"),
            language=language,
            names=names,
            counts=counts,
        )
    )
