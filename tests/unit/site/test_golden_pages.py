"""A page of each kind as it was when somebody last looked at it (SEEDBED_UPDATE_GOLDEN=1 writes them anew)."""

import pytest

from seedbed.problems import Problem, Severity
from seedbed.site.pages import demos, governance, news, people, platform, playbooks, programs, requests, stories
from tests.helpers.golden import assert_golden
from tests.helpers.sites import base_site

PROBLEMS = [
    Problem(
        rule="schema-enum",
        severity=Severity.ERROR,
        path="catalog/units/legal.yml",
        line=2,
        column=11,
        message="`lawyers` is no function of the organisation.",
        fix="Did you mean `legal`?",
    ),
    Problem(
        rule="review-overdue",
        severity=Severity.WARNING,
        path="catalog/agents/paper-sorter/blueprint.yml",
        line=9,
        column=1,
        message="The review was due on 2026-11-01.",
        fix="Review it, then move review_by.",
    ),
]
GOLDEN = {
    demos: ["demos/index", "demos/spring-day/index", "demos/spring-day/reply-bot"],
    governance: ["governance/index"],
    news: ["news/index"],
    people: ["people/index", "people/ben-sato"],
    platform: ["platform/index", "platform/supervising"],
    playbooks: ["playbooks/index", "playbooks/first-steps"],
    programs: ["programs/index"],
    requests: ["requests/index", "requests/faster-replies"],
    stories: ["stories/index", "stories/2026-05-12-first-copy"],
}


@pytest.mark.parametrize(("place", "uri"), [(place, uri) for place, uris in GOLDEN.items() for uri in uris])
def test_page_is_the_golden_one(place, uri):
    pages = {page.uri: page for page in place.create(base_site(PROBLEMS))}
    page = pages[f"{uri}.html"]
    head = f"<!-- {page.title} | {page.summary} | {page.source} | {page.section} -->\n"
    assert_golden(f"pages/{uri.replace('/', '.')}.html", head + _without_blank_lines(page.html))


def _without_blank_lines(html):
    return "".join(f"{line.strip()}\n" for line in html.splitlines() if line.strip())
