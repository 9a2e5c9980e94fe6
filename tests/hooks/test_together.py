"""No line of a page ends between a number and its per cent sign, nor between a day and its month."""

from __future__ import annotations

import importlib.util

import pytest

from tests.helpers.building import ROOT

SPEC = importlib.util.spec_from_file_location("together", ROOT / "hooks/together.py")
assert SPEC
assert SPEC.loader
together = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(together)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<td>78 % right</td>", "<td>78\u00a0% right</td>"),
        ("<p>no figure</p>", "<p>no figure</p>"),
        (
            "1 %<code>x % 2</code> 3 % <code class='a'>7 %</code>",
            "1\u00a0%<code>x % 2</code> 3\u00a0% <code class='a'>7 %</code>",
        ),
        ("on 5 March 2026, 14:05", "on 5\u00a0March 2026, 14:05"),
        ("am 5. März 2026 und am 12. Mai 2025", "am 5.\u00a0März 2026 und am 12.\u00a0Mai 2025"),
        ("3 March 2026<code>3 May 2026</code>", "3\u00a0March 2026<code>3 May 2026</code>"),
        ("from March 2026 to May 2026", "from March 2026 to May 2026"),
        ("<code>never closed 5 %", "<code>never closed 5 %"),
        ("", ""),
    ],
)
def test_a_sign_and_a_month_stay_with_their_number_and_code_as_it_was(written: str, kept: str):
    assert together.together(written) == kept
