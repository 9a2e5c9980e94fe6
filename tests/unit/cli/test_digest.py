"""`seedbed digest`: which period it takes, and what it refuses. Its contents are tested beside the reports."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.helpers.git import Repo

DAY = ("--today", "2026-11-20")


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_voice_tells_the_same_period(command, example, form):
    ended = command("digest", "--root", example, "--since", "2025-06-01", "--format", form, "--quiet", *DAY)
    assert (ended.code, ended.err) == (0, "")
    for words in ("1 June 2025 to 20 November 2026", "Copied for the first time", "Promoted", "Congratulations to"):
        assert words in ended.out


def test_the_portal_is_linked_where_its_address_is_known(command, example):
    asked = ("digest", "--root", example, "--since", "2025-06-01", "--format", "html", *DAY)
    links = LexborHTMLParser(command(*asked, "--url", "https://portal.example/x/").out).css("a[href*=portal]")
    assert links
    assert all(link.attributes["href"].startswith("https://portal.example/x/") for link in links)
    assert "portal.example" not in command(*asked).out


def test_a_period_of_the_past_is_told_as_it_was_known_then(command, example, tmp_path):
    asked = ("--since", "2026-01-01", "--until", "2026-03-31")
    last = Repo(example).git("rev-list", "-1", "--first-parent", "--before=2026-03-31T23:59:59Z", "HEAD")
    Repo(tmp_path).git("clone", "--quiet", str(example), "clone")
    Repo(tmp_path / "clone").git("checkout", "--quiet", last)
    then = command("digest", "--root", tmp_path / "clone", "--since", "2026-01-01", "--today", "2026-03-31")
    assert command("digest", "--root", example, *asked, *DAY).out == then.out


@pytest.mark.parametrize("since", ["2020-01-01", "0001-01-01"])
def test_a_period_that_begins_before_the_portal_has_nothing_to_compare(command, example, since):
    ended = command("digest", "--root", example, "--since", since, *DAY)
    assert (ended.code, " before)" in ended.out) == (0, False)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Missing option '--since'"),
        (("--since", "yesterday"), "'yesterday' is no day. Write it as YYYY-MM-DD."),
        (("--since", "2026-11-21"), "2026-11-21 is yet to come"),
        (("--since", "2026-11-01", "--until", "2026-11-21"), "2026-11-21 is yet to come"),
        (
            ("--since", "2026-11-02", "--until", "2026-11-01"),
            "--since 2026-11-02 is after --until 2026-11-01. Swap them.",
        ),
        (("--since", "2026-11-02", "--format", "json"), "it has text, markdown, html"),
        (("--since", "2026-01-01"), "there is no Git history here"),
    ],
)
def test_what_cannot_be_told_is_refused_on_one_line(command, portal, arguments, words):
    ended = command("digest", *arguments, *DAY)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert words in ended.err
