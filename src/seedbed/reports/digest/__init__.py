"""The newsletter of a portal: what spread, what was won, whom to congratulate; one content, three voices.

What is told is decided in `contents`, by what a site may tell; a voice only writes it down, and escapes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from seedbed.reports import Format
from seedbed.reports.digest.contents import create_digest
from seedbed.reports.digest.html import report_html
from seedbed.reports.digest.markdown import report_markdown
from seedbed.reports.digest.parts import Digest
from seedbed.reports.digest.text import report_text

__all__ = ["DIGEST_REPORTS", "Digest", "create_digest"]

DIGEST_REPORTS: Mapping[Format, Callable[[Digest], str]] = {
    Format.TEXT: report_text,
    Format.MARKDOWN: report_markdown,
    Format.HTML: report_html,
}
