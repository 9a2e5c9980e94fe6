"""Judges a built portal with the web's own tools, and prints two tables: `make quality`.

Every page is held against the HTML standard (html-validate), every link and anchor is followed (linkinator), and four
pages are measured by Lighthouse as a middling phone sees them, three times each; the medians count. The site is served
packed and with its content security policy as a header on every file, as a good host does.
Needs Node 20, npm and Chromium; the tools are installed into build/ from scripts/webcheck/package-lock.json.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from serving import served

TOOLS = Path(__file__).parent / "webcheck"
POLICY = "assets/seedbed/content-security-policy.txt"
CATEGORIES = {"performance": 98, "accessibility": 100, "best-practices": 100}
"""What is promised of each category, of 100."""
CHROMIUM = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"


def main() -> None:
    """Judge the sites; end with 1 when one promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the built site whose pages and links are judged")
    parser.add_argument("--large", type=Path, help="the built site that Lighthouse measures (default: the same)")
    parser.add_argument("--tools", type=Path, default=Path("build/webcheck"), help="where the tools are installed")
    parser.add_argument("--runs", type=int, default=3, help="runs of Lighthouse for each page (default 3)")
    options = parser.parse_args()
    for site in (options.site, options.large or options.site):
        if not (site / POLICY).is_file():
            parser.error(f"{site} is not a built portal: {POLICY} is missing")
    tools = install(options.tools)
    faults = invalid_pages(options.site, tools) + lost_links(options.site, tools)
    print(
        "\n".join(faults) or f"{len(list(options.site.rglob('*.html')))} pages: valid HTML, no broken link or anchor."
    )
    low = list(lighthouse_table(options.large or options.site, tools, runs=options.runs))
    sys.exit(1 if faults or low else 0)


def install(folder: Path) -> Path:
    """The folder of the tools' commands; they are installed when the lock is another than that of the last success."""
    folder.mkdir(parents=True, exist_ok=True)
    lock, installed = TOOLS / "package-lock.json", folder / "installed-lock.json"
    if not installed.exists() or installed.read_bytes() != lock.read_bytes():
        shutil.copy(TOOLS / "package.json", folder)
        shutil.copy(lock, folder)
        os.environ["PUPPETEER_SKIP_DOWNLOAD"] = "1"
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, check=True)
        shutil.copy(lock, installed)
    return (folder / "node_modules/.bin").resolve()


def invalid_pages(site: Path, tools: Path) -> list[str]:
    """What breaks the HTML standard: a line for each kind of fault, with its first place."""
    command = [tools / "html-validate", "--config", TOOLS / "html-validate.json", "--formatter", "json"]
    found = json.loads(_said([*command, f"{site.resolve()}/**/*.html"]))
    faults = [(one["ruleId"], one["message"], page["filePath"]) for page in found for one in page["messages"]]
    counts = Counter((rule, message) for rule, message, _ in faults)
    first = {(rule, message): path for rule, message, path in reversed(faults)}
    return [f"{n} times {rule}: {message} ({first[rule, message]})" for (rule, message), n in counts.most_common()]


def lost_links(site: Path, tools: Path) -> list[str]:
    """Links inside the site that lead nowhere, and anchors that are not on their page."""
    with as_hosted(site) as address:
        command = [tools / "linkinator", address, "--recurse", "--check-fragments", "--format", "json"]
        found = json.loads(_said([*command, "--skip", f"^(?!{address})"]))
    return [f"{one['parent']}: {one['url']} leads nowhere" for one in found["links"] if one["state"] == "BROKEN"]


def lighthouse_table(site: Path, tools: Path, *, runs: int) -> Iterator[str]:
    """Print the table of Lighthouse; yields the pages that are below a promise."""
    names = ("page", *CATEGORIES, "first paint, s", "largest paint, s", "blocked, ms", "shift", "sent, kB")
    print(f"\n| {' | '.join(names)} |\n| --- |{' ---: |' * (len(names) - 1)}")
    with as_hosted(site) as address:
        for uri in lighthouse_pages(site):
            scores = [measured(address + uri, tools) for _ in range(runs)]
            middle = {name: statistics.median(one[name] for one in scores) for name in scores[0]}
            print(f"| {uri} | {' | '.join(f'{value:g}' for value in middle.values())} |", flush=True)
            if any(middle[name] < least for name, least in CATEGORIES.items()):
                yield uri


def lighthouse_pages(site: Path) -> list[str]:
    """Home, the agents, one agent (the largest page of them, as the hardest), and diffusion."""
    agents = [path for path in (site / "agents").glob("*.html") if path.name != "index.html"]
    largest = max(agents, key=lambda path: path.stat().st_size)
    return ["index.html", "agents/index.html", f"agents/{largest.name}", "diffusion/index.html"]


def measured(url: str, tools: Path) -> dict[str, float]:
    """One run of Lighthouse on the phone profile: scores of 100, seconds, milliseconds, and kB on the wire."""
    with tempfile.TemporaryDirectory() as profile:
        flags = f"--chrome-flags={CHROMIUM} --user-data-dir={profile}"
        wanted = f"--only-categories={','.join(CATEGORIES)}"
        told = json.loads(_said([tools / "lighthouse", url, "--quiet", "--output=json", wanted, flags]))
    audits: Mapping[str, Any] = told["audits"]
    return {
        **{name: round(100 * told["categories"][name]["score"]) for name in CATEGORIES},
        "first": round(audits["first-contentful-paint"]["numericValue"] / 1000, 1),
        "largest": round(audits["largest-contentful-paint"]["numericValue"] / 1000, 1),
        "blocked": round(audits["total-blocking-time"]["numericValue"]),
        "shift": round(audits["cumulative-layout-shift"]["numericValue"], 3),
        "sent": round(audits["total-byte-weight"]["numericValue"] / 1000),
    }


def _said(command: list[str | Path]) -> str:
    """What a tool prints. They end with 1 when they find something: only an empty answer is a failure.

    It goes through a file: some of them end before a pipe has taken all they said.
    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    with tempfile.TemporaryFile() as said:
        code = subprocess.run(command, stdout=said, env={**os.environ, "CHROME_PATH": chromium}, check=False).returncode
        said.seek(0)
        answer = said.read().decode()
    if not answer:
        raise subprocess.CalledProcessError(code, command)
    return answer


def as_hosted(site: Path) -> AbstractContextManager[str]:
    """The site on this machine for a while, with its policy on every file; gives its address."""
    return served(site, policy=(site / POLICY).read_text("utf-8").strip())


if __name__ == "__main__":
    main()
