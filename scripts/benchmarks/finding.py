"""The page Agents of 1,000 and of 10,000 agents in a real browser: its weight, its first list, keys, clicks, memory.

The catalogue is made in memory from words as real inventories have them (summaries of 145 letters on average); its page
is set into the frame of a portal that was built for it, so that a visitor loads all that a page brings.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import serving
from msgspec import Struct
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from benchmarks import browsing, metrics
from benchmarks.site import REPOSITORY
from seedbed.records import (
    Agent,
    Catalogue,
    Deployment,
    MeasurementTable,
    Owner,
    Pain,
    PlatformItem,
    Risk,
    Stage,
    Status,
    Use,
)
from seedbed.site.page import text_of
from seedbed.site.pages import agents
from seedbed.site.views import Site

SIZES = (1_000, 10_000)
SLOWER = (1, 4)
MODELS, PAINS, ITEMS, COPIES = 20, 80, 40, 2
TODAY = date(2026, 11, 22)
START, END = '<div id="sb-content" tabindex="-1"></div>', "</article>"
SLIPS = 4
"""Every so-many-th word is typed with two letters swapped."""


class Figure(Struct, frozen=True, kw_only=True):
    """One line of the table: a figure at both sizes with its unit, and what is promised of the larger."""

    name: str
    values: tuple[float, ...]
    unit: str
    promise: str = ""

    @staticmethod
    def header() -> str:
        """The head of the table."""
        sizes = " | ".join(f"{size:,} agents" for size in SIZES)
        return f"| finding an agent | {sizes} | promise at {SIZES[-1]:,} |\n|---|{'---:|' * len(SIZES)}---|"

    def text(self) -> str:
        """The line as Markdown."""
        values = " | ".join(
            f"{value:.0f} {self.unit}" if value >= 10 else f"{value:.1f} {self.unit}" for value in self.values
        )
        return f"| {self.name} | {values} | {self.promise} |"


PROMISES = {
    "the page before a touch, compressed": ("kB", "at most 130 kB"),
    "scripts of ours among it": ("kB", "under 60 kB"),
    "data after the first touch, compressed": ("kB", "at most 650 kB"),
    "first list from a link that somebody sent, cold, 10 Mbit/s": ("ms", ""),
    "processor time of a key": ("ms", ""),
    "a key, with paint, p50": ("ms", ""),
    "a key, with paint, p95": ("ms", "under 65 ms"),
    "a key, with paint, p50, processor 4 times slower": ("ms", ""),
    "a key, with paint, p95, processor 4 times slower": ("ms", "under 220 ms"),
    "a click on a filter, with paint, p50": ("ms", ""),
    "a click on a filter, with paint, p95": ("ms", "under 65 ms"),
    "a click on a filter, with paint, p50, processor 4 times slower": ("ms", ""),
    "a click on a filter, with paint, p95, processor 4 times slower": ("ms", "under 220 ms"),
    "memory of the scripts": ("MB", ""),
    "memory of the tab's process": ("MB", "under 100 MB"),
}


def measure(*, work: Path) -> list[Figure]:
    """Every figure at both sizes."""
    frame = build_frame(work / "frame")
    with browsing.chromium() as browser:
        found = [_of_size(browser, frame, size) for size in SIZES]
    return [
        Figure(name=name, values=tuple(one[name] for one in found), unit=unit, promise=promise)
        for name, (unit, promise) in PROMISES.items()
        if all(name in one for one in found)
    ]


def build_frame(folder: Path) -> Path:
    """The built site of a new portal."""
    tools = Path(sys.executable).parent
    subprocess.run([tools / "seedbed", "init", folder, "--no-git", "--quiet"], check=True)
    site = folder.with_name("frame-site")
    command = [tools / "mkdocs", "build", "--quiet", "--site-dir", site]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return site


def _of_size(browser: Browser, frame: Path, size: int) -> dict[str, float]:
    words = set_in(frame, size)
    with serving.served(frame) as address:
        found = _weights(browser, frame, address)
        found["first list from a link that somebody sent, cold, 10 Mbit/s"] = median(
            _first_list(browser, address, words[0]) for _ in range(3)
        )
        for slower in SLOWER:
            found |= _answers(browser, address, words, slower=slower)
    return found


def set_in(frame: Path, size: int) -> list[str]:
    """Put the catalogue of so many agents into the frame; gives words that are in it."""
    site = Site(catalogue=catalogue_of(size), problems=(), today=TODAY, commit=None)
    page = next(agents.create(site))
    path = frame / page.uri
    whole = path.read_text("utf-8")
    begin, end = whole.index(START) + len(START), whole.rindex(END)
    path.write_text(whole[:begin] + page.html + whole[end:], "utf-8")
    text = text_of(agents.create_files(site)["agents/catalogue.js"])
    (frame / "agents/catalogue.js").write_text(text, "utf-8")
    names = [one.name for one in site.catalogue.agents.values()][:: size // 20]
    return [word for name in names for word in re.findall(r"[a-z]{6,}", name)][:12]


def _weights(browser: Browser, frame: Path, address: str) -> dict[str, float]:
    with browsing.visit(browser) as (page, control):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path.lstrip("/")))
        page.goto(f"{address}agents/index.html")
        page.wait_for_load_state("networkidle")
        before = list(asked)
        page.locator("#sb_find").focus()
        page.wait_for_function("() => window.SEEDBED_CATALOGUE")
        page.locator("#sb_find").press_sequentially("inv")
        page.wait_for_timeout(1_500)
        memory = browsing.process_memory(browser)
        ours = [path for path in before if "/seedbed/" in path and path.endswith(".js")]
        found = {
            "the page before a touch, compressed": _kilobytes(frame, before),
            "scripts of ours among it": _kilobytes(frame, ours),
            "data after the first touch, compressed": _kilobytes(frame, asked[len(before) :]),
            "memory of the scripts": browsing.heap(control),
        }
        return found | ({} if memory is None else {"memory of the tab's process": memory})


def _kilobytes(frame: Path, paths: Sequence[str]) -> float:
    return sum(len(serving.packed(frame / path)) for path in paths) / 1000


def _first_list(browser: Browser, address: str, word: str) -> float:
    with browsing.visit(browser, on_a_slow_line=True) as (page, _):
        page.goto(f"{address}agents/index.html?find={word}", wait_until="commit")
        page.locator("#sb_count", has_text=" of ").wait_for()
        return float(page.evaluate("performance.now()"))


def _answers(browser: Browser, address: str, words: Sequence[str], *, slower: int) -> dict[str, float]:
    with browsing.visit(browser, slower=slower) as (page, control):
        page.goto(f"{address}agents/index.html")
        page.locator("#sb_find").focus()
        page.wait_for_function("() => window.SEEDBED_CATALOGUE")
        page.wait_for_timeout(1_500 * slower)
        page.evaluate(browsing.WATCH)
        before = browsing.work_of(control)
        keys = browsing.times_of(page, lambda: _type(page, words))
        work = (browsing.work_of(control) - before) / len(keys)
        clicks = browsing.times_of(page, lambda: _click(page))
    suffix = "" if slower == 1 else f", processor {slower} times slower"
    return ({"processor time of a key": work} if slower == 1 else {}) | {
        f"{act}, with paint, p{round(share * 100)}{suffix}": browsing.percentile(times, share)
        for act, times in (("a key", keys), ("a click on a filter", clicks))
        for share in (0.5, 0.95)
    }


def _type(page: Page, words: Sequence[str]) -> None:
    """Type words letter by letter, some with a slip, and take each away again."""
    for number, word in enumerate(words):
        typed = word[:2] + word[3] + word[2] + word[4:] if number % SLIPS == SLIPS - 1 else word
        for letter in typed:
            page.keyboard.press(letter)
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")


def _click(page: Page) -> None:
    """Choose and drop the first choices of every filter."""
    for box in page.locator(".sb-facet__choice:nth-child(-n+2) input").all():
        box.check()
        box.uncheck()


def catalogue_of(size: int) -> Catalogue:
    """So many agents in 200 units, each open one with two copies and tables of two months; always the same."""
    chance = random.Random(11)  # noqa: S311 - always the same on purpose
    speech = Speech(chance)
    plain, _ = metrics.organisation(MODELS)
    pains = [speech.words(2).lower().replace(" ", "-") for _ in range(PAINS)]
    units = {
        unit.id: replace(
            unit, name=f"{speech.words(2)} {number}", pains=(Pain(tag=chance.choice(pains), hours_per_month=40),)
        )
        for number, unit in enumerate(plain.units.values())
    }
    items = {name: _item(name, speech.words(2)) for name in (f"item-{number}" for number in range(ITEMS))}
    catalogue = Catalogue(organization=plain.organization, policy=plain.policy, units=units, platform=items)
    models = list(zip(plain.agents.values(), plain.measurements.values(), strict=False))
    for number in range(size):
        _add(catalogue, number, models[number % MODELS], speech, chance, pains)
    return catalogue


class Speech:
    """Says things in the words of this repository's own texts, each followed by one that follows it there."""

    def __init__(self, chance: random.Random) -> None:
        """Read the texts."""
        paths = sorted([*(REPOSITORY / "docs").glob("*.md"), *(REPOSITORY / "playbooks").glob("*.md")])
        said = re.findall(r"[A-Za-z][a-z]+", " ".join(path.read_text("utf-8") for path in paths))
        self.chance, self.all, self.next = chance, said, defaultdict[str, list[str]](list)
        for word, follower in pairwise(said):
            self.next[word].append(follower)

    def words(self, count: int) -> str:
        """So many words, the first with a capital."""
        found = [self.chance.choice(self.all)]
        while len(found) < count:
            found.append(self.chance.choice(self.next[found[-1]] or self.all))
        return " ".join(found).capitalize()

    def sentence(self, length: int) -> str:
        """A sentence of about so many letters."""
        return f"{self.words(length // 5)[:length].rsplit(' ', 1)[0]}."


def _item(name: str, title: str) -> PlatformItem:
    path = f"catalog/platform/{name}.yml"
    return PlatformItem(
        id=name, path=path, kind="connector", name=title, status="approved", data_allowed="internal", access="Ask."
    )


def _add(
    catalogue: Catalogue,
    number: int,
    model: tuple[Agent, MeasurementTable],
    speech: Speech,
    chance: random.Random,
    pains: Sequence[str],
) -> None:
    name, units = speech.words(chance.randrange(3, 7)), chance.sample(sorted(catalogue.units), COPIES)
    slug = f"{re.sub('[^a-z0-9]+', '-', name.lower())[:50].strip('-')}-{number}"
    uses = chance.sample(sorted(catalogue.platform), chance.randrange(1, 4))
    agent = replace(
        model[0],
        id=slug,
        path=f"catalog/agents/{slug}/blueprint.yml",
        name=name,
        summary=speech.sentence(chance.randrange(90, 200)),
        stage=chance.choice(list(Stage)[:5]),
        risk=chance.choice(list(Risk)[:3]),
        owner=Owner(unit=units[0]),
        pains=tuple(chance.sample(list(pains), chance.randrange(1, 3))),
        uses=tuple(Use(item=one, access="read") for one in uses),
    )
    catalogue.agents[slug] = agent
    for unit in units if agent.is_open else units[:1]:
        _add_copy(catalogue, agent, unit, model[1])


def _add_copy(catalogue: Catalogue, agent: Agent, unit: str, model: MeasurementTable) -> None:
    name, folder = f"{agent.id}/{unit}", f"catalog/agents/{agent.id}"
    path = f"{folder}/deployments/{unit}.yml"
    catalogue.deployments[name] = Deployment(
        id=name, path=path, agent=agent.id, unit=unit, status=Status.LIVE, version="1.0.0"
    )
    path = f"{folder}/measurements/{unit}.csv"
    catalogue.measurements[name] = MeasurementTable(
        id=name, path=path, agent=agent.id, unit=unit, rows=tuple(model.rows)[-2:]
    )
