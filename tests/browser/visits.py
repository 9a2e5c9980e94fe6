"""A visitor: a page of the browser that remembers what it was asked to load and what went wrong."""

from __future__ import annotations

from playwright.sync_api import Page


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

    @property
    def names(self) -> list[str]:
        """The titles of the cards that are seen, once all of them are drawn."""
        self.page.locator("#sb_finder:not([aria-busy=true])").wait_for()
        return self.page.locator("#sb_cards .sb-card__title").all_inner_texts()

    @property
    def count(self) -> str:
        return self.page.locator("#sb_count").inner_text()

    @property
    def query(self) -> str:
        return self.page.url.partition("?")[2]
