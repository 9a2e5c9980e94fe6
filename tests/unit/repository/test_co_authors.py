"""Who a commit's message names as author: in any case, at any place, with any line end, and however long the line."""

import pytest

from seedbed.repository.proposed import Signature, _co_authors


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("Change\n\nCo-authored-by: Ada <ada@brook.example>\n", [("Ada", "ada@brook.example")]),
        ("CO-AUTHORED-BY: Ada <ada@brook.example>", [("Ada", "ada@brook.example")]),
        ("co-authored-by:<ada@brook.example>", [("", "ada@brook.example")]),
        ("Co-authored-by: Ada <ada@brook.example>\r\nMore words.\r\n", [("Ada", "ada@brook.example")]),
        ("  Co-authored-by:\tAda Okoye\t< ada@brook.example > ", [("Ada Okoye", "ada@brook.example")]),
        ("Co-authored-by: A <a@b>\nCo-authored-by: C <c@d>", [("A", "a@b"), ("C", "c@d")]),
        ("Co-authored-by: Ada", []),
        ("Co-authored-by: Ada <ada", []),
        ("Co-authored-by Ada <ada@brook.example>", []),
        ("We co-authored-by: Ada <ada@brook.example>", []),
        ("", []),
    ],
)
def test_co_authors_are_found(message, named):
    assert list(_co_authors(message)) == [Signature(*one) for one in named]


@pytest.mark.parametrize("filler", [" ", "\t", "<", ">", "x ", "<>"])
def test_a_long_line_takes_no_longer_than_its_length(filler):
    """A pattern that tried every way to part these blanks would not come back."""
    assert len(list(_co_authors(f"Co-authored-by: {filler * 300_000}"))) <= 1
