"""The content security policy: the pages work under it, and nothing else runs."""

import functools
import re

import pytest

from tests.browser.serving import QuietHandler, serving

PAGES = ("index.html", "agents/index.html", "diffusion/index.html", "governance/index.html", "about.html", "404.html")


@pytest.fixture
def strict_address(site):
    """The site with the policy as a header on every file, as a careful server sends it."""
    policy = (site / "assets/seedbed/content-security-policy.txt").read_text("utf-8").strip()

    class Strict(QuietHandler):
        def end_headers(self):
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    with serving(functools.partial(Strict, directory=str(site))) as here:
        yield here


def told(visit, page):
    """What the browser complains about on one page."""
    words = []
    visit.page.on("console", lambda message: words.append(message.text))
    visit.page.on("pageerror", lambda error: words.append(str(error)))
    visit.page.goto(f"{visit.base}{page}")
    visit.page.wait_for_load_state("networkidle")
    return [one for one in words if "Content Security Policy" in one or "Error" in one]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_breaks_the_policy_that_a_server_sends_with_every_file(visit, strict_address, page):
    assert told(visit(base=strict_address), page) == []


def test_no_page_breaks_it_when_opened_from_a_file(visit, site):
    assert told(visit(base=f"{site.as_uri()}/"), "agents/index.html") == []


def test_a_script_that_gets_into_a_page_does_not_run(visit):
    one = visit()
    one.page.goto(f"{one.base}index.html")
    one.page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
    one.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')")
    one.page.wait_for_load_state("networkidle")
    assert one.page.evaluate("window.ran") is None


def test_every_page_has_the_policy(site):
    lacking = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if not re.search(r'charset="utf-8">\s*<meta http-equiv="Content-Security-Policy"', path.read_text("utf-8"))
    ]
    assert lacking == []
