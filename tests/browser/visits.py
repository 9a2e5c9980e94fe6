"""A visitor: a page of the browser that remembers what it was asked to load and what went wrong."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Until then whatever a script left for the next frame has been done, and painted."""
AT_REST = """() => {
  const text = id => document.getElementById(id).textContent;
  const asked = new URLSearchParams(location.search).get("find") || "";
  return text("sb_said") !== "" && text("sb_said") === text("sb_count")
    && asked === document.getElementById("sb_find").value.trim()
    && document.getElementById("sb_finder").getAttribute("aria-busy") !== "true";
}"""
"""Whether the list of agents has been drawn for what was asked, and all that follows it has been done too."""


def saved(page: Page, form: str, chart: int = 0) -> tuple[str, bytes]:
    """What the browser saves of one chart: its suggested name and its bytes."""
    box = page.locator("figure.sb-chart .sb-save").nth(chart)
    box.locator("summary").click()
    with page.expect_download() as download:
        box.get_by_role("button", name=form, exact=True).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def kinds_of(site: Path) -> list[str]:
    """Every place of the navigation and, of each, one page below it."""
    places = sorted(path.parent for path in site.glob("*/index.html"))
    entries = [
        next((one for one in sorted(place.rglob("*.html")) if one.name != "index.html"), None) for place in places
    ]
    pages = [*site.glob("*/index.html"), *filter(None, entries), *site.glob("demos/*/index.html")]
    return sorted({path.relative_to(site).as_posix() for path in pages})


class Visit:
    """A page on the site at `base`; `asked` are the addresses it requested, `errors` what it complained about."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def go(self, uri: str) -> Page:
        self.page.goto(self.base + uri)
        return self.page

    def rest(self) -> None:
        """Wait until the list of agents is drawn, told, and in the address; somebody must have touched it."""
        self.page.wait_for_function(AT_REST)

    @property
    def names(self) -> list[str]:
        """The titles of the cards that are seen, once all of them are drawn."""
        self.page.locator("#sb_finder:not([aria-busy=true])").wait_for()
        return self.page.locator("#sb_cards .sb-card__title").all_inner_texts()

    @property
    def count(self) -> str:
        return self.page.locator("#sb_count").inner_text()

    def expect_query(self, query: str) -> None:
        """Wait until the address asks for this; nothing stands for an address that asks for nothing."""
        expect(self.page).to_have_url(re.compile(rf"\?{re.escape(query)}$" if query else r"^[^?]*$"))
