"""A visitor: a page of the browser that remembers what it was asked to load and what went wrong."""

from __future__ import annotations

import re

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
