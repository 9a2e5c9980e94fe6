"""The content security policy of every page, and the same as a file for whoever runs a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import ConfigurationError

from seedbed.site.content_policy import header_words, script_hashes, with_policy

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

HEADER = "assets/seedbed/content-security-policy.txt"
"""The value of the header that fits every page of the site."""


class Guard:
    """Puts the policy into pages, unless the setting `extra.seedbed.content_security_policy` is `off`."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Read the setting. Raises ConfigurationError for anything but on and off."""
        word = (config.extra.get("seedbed") or {}).get("content_security_policy", "on")
        if word not in ("on", "off", True, False):
            message = f"mkdocs.yml: extra.seedbed.content_security_policy is {word!r}; it can be on or off"
            raise ConfigurationError(message)
        self.is_on = word in ("on", True)
        self.hashes: dict[str, None] = {}

    def apply(self, html: str) -> str:
        """The page with its policy."""
        if not self.is_on or "<html" not in html:
            return html
        self.hashes.update(dict.fromkeys(script_hashes(html)))
        return with_policy(html)

    def write(self, site: Path) -> None:
        """Leave the value of the header beside the pages."""
        if self.is_on:
            path = site / HEADER
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{header_words(self.hashes)}\n", encoding="utf-8")
