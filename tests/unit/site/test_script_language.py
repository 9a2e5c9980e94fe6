"""No text of a script is shown past the translators."""

from __future__ import annotations

import re

import pytest

from tests.helpers.building import ROOT
from tests.helpers.literals import untold

TOLD = re.compile(r'\bsay\((?P<text>"[^"\\]*")\)')
SCRIPTS = sorted((ROOT / "theme/assets/seedbed").glob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_text_of_a_script_is_told(path):
    assert untold(path.read_text("utf-8")) == []


def test_every_told_text_would_be_missed_if_it_were_not_told():
    """But for single small words, which names of things look like."""
    tried = 0
    for path in SCRIPTS:
        script = path.read_text("utf-8")
        for told in TOLD.finditer(script):
            bare = f"{script[: told.start()]}{told['text']}{script[told.end() :]}"
            assert untold(bare) or told["text"].strip('"').islower(), (path.name, told["text"])
            tried += 1
    assert tried > 50


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('one.textContent = "ready";', ["ready"]),
        ('one.textContent = say("ready");', []),
        ('made("span", { textContent: "ready" });', ["ready"]),
        ('one.setAttribute("aria-label", "close");', ["close"]),
        ('one.setAttribute("aria-label", say("close"));', []),
        ("field.placeholder = 'Name or task';", ["Name or task"]),
        ('make("p", "sb-small", [count + " agents fit"]);', [" agents fit"]),
        ('say("{what} fits", { what: "Nothing at all" });', ["Nothing at all"]),
        ('plural(rows.length, "{count} agent fits", "{count} agents fit");', []),
        ('node.append(copied ? "Copied." : "");', ["Copied."]),
        ('document.title = "Agents";', ["Agents"]),
        ("node.append(`All agents`);", ["All agents"]),
        ('/* say "No agent fits" */ // "All agents"', []),
        ('text.replace(/"All agents"/g, "");', []),
        ('one.className = "sb-card sb-card--open"; root.querySelector(".sb-pick input");', []),
        ('if (event.key === "Escape") { throw new Error("no picture"); }', []),
    ],
)
def test_what_is_past_the_translators_is_found(script, found):
    assert untold(script) == found
