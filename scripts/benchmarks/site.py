"""The site of an inventory, beside a plain MkDocs site of as many Markdown pages with the same words."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from benchmarks.measure import Row, Run, in_turn, run

REPOSITORY = Path(__file__).parents[2]

PLAIN = """\
site_name: Plain
use_directory_urls: false
theme: {name: material, font: false}
plugins: [search]
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
markdown_extensions: [admonition, attr_list, footnotes, tables, {toc: {permalink: true}}, pymdownx.details,
  pymdownx.highlight, pymdownx.superfences, pymdownx.tasklist]
"""


def write_portal(folder: Path, *, agents: int) -> Path:
    """A fresh portal with an inventory of imported agents, its words taken from the playbooks."""
    subprocess.run([tool("seedbed"), "init", folder, "--no-git", "--quiet"], check=True)
    chance = random.Random(1)  # noqa: S311 - the same words in every run, nothing secret
    words = re.findall(
        r"[A-Za-z]+", " ".join(p.read_text("utf-8") for p in sorted((REPOSITORY / "playbooks").glob("*.md")))
    )
    functions = [
        one["id"] for one in yaml.safe_load((folder / "catalog/organization.yml").read_text("utf-8"))["functions"]
    ]
    for number in range(60):
        unit = f"name: Bureau {number}\nfunction: {chance.choice(functions)}\n"
        (folder / f"catalog/units/bureau-{number}.yml").write_text(unit, "utf-8")
    for number in range(agents):
        _write_agent(folder / f"catalog/agents/entry-{number}", number, words, chance, functions)
    return folder


def _write_agent(folder: Path, number: int, words: list[str], chance: random.Random, functions: list[str]) -> None:
    def some(count: int) -> str:
        start = chance.randrange(len(words) - count)
        return " ".join(words[start : start + count]).capitalize()

    blueprint = {
        "name": f"{some(5)[:60]} {number}",
        "summary": f"{some(18)[:190]}.",
        "function": chance.choice(functions),
        "stage": chance.choice(["idea", "prototype", "pilot", "production", "retired"]),
        "risk": chance.choice(["low", "low", "medium", "high"]),
        "owner": {"unit": f"bureau-{chance.randrange(60)}"},
        "origin": "built",
        "recorded": {"source": f"Inventory, row {number}"},
    }
    folder.mkdir(parents=True)
    (folder / "blueprint.yml").write_text(yaml.safe_dump(blueprint, sort_keys=False), "utf-8")
    paragraphs = "\n\n".join(f"{some(chance.randrange(40, 90))}." for _ in range(3))
    (folder / "recipe.md").write_text(f"## What it does\n\n{paragraphs}\n\n## Outputs\n\n{some(60)}.\n", "utf-8")


def measure(portal: Path, *, work: Path, runs: int) -> list[Row]:
    """Wall time of both builds, each into a folder that was not there before."""
    first = work / "first"
    _build(portal, first)
    # It stays until the end: some disks make new files slowly for minutes after thousands were removed.
    plain = _write_plain(first, work / "plain")

    def ours(number: int) -> Run:
        return _build(portal, work / f"ours-{number}")

    def reference(number: int) -> Run:
        return _build(plain, work / f"plain-site-{number}")

    built, compared = in_turn(ours, reference, runs=runs)
    count = sum(1 for _ in (plain / "docs/agents").glob("*.md"))
    name = f"site of {count:,} entries, beside plain MkDocs pages with the same words"
    return [
        Row(
            name=name,
            ours=built.wall,
            reference=compared.wall,
            memory=built.memory,
            promise="ratio at most 0.25",
            work=built.work / compared.work,
        )
    ]


def _build(folder: Path, site: Path) -> Run:
    return run([tool("mkdocs"), "build", "--site-dir", site], folder=folder)


def tool(name: str) -> Path:
    """The path of a command of this environment."""
    return Path(sys.executable).with_name(name)


def _write_plain(site: Path, folder: Path) -> Path:
    """The words of every built agent page as Markdown, in a plain MkDocs project."""
    docs = folder / "docs"
    (docs / "agents").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")
    (docs / "index.md").write_text("# Home\n", "utf-8")
    for page in (site / "agents").glob("*.html"):
        if page.stem not in {"index", "all"}:
            article = LexborHTMLParser(page.read_text("utf-8")).css_first("article")
            (docs / "agents" / f"{page.stem}.md").write_text("\n".join(_markdown(article)), "utf-8")
    return folder


def _markdown(node: LexborNode | None) -> Iterator[str]:
    """The blocks of an article: headings, items and paragraphs, with the words that a reader sees."""
    marks = {
        "h1": "# ",
        "h2": "## ",
        "h3": "### ",
        "li": "- ",
        "dt": "**",
        "dd": "",
        "p": "",
        "td": "",
        "th": "",
        "caption": "",
    }
    for block in node.css(",".join(marks)) if node else ():
        words = " ".join(block.text(deep=True).split())
        inner = [one for one in block.css("li, p, td, dt") if one != block]
        if words and not inner:
            yield f"{marks[block.tag]}{words}{'**' if block.tag == 'dt' else ''}\n"
