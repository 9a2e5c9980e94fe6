"""Addressing columns, also where a table is careless about headers."""

import pytest

from seedbed.imports.columns import Address, Column, Lost, find_column, letter_of, parse_address, position_of

HEADERS = ("Name", "Other", "Stage", "other ", "", "List[2]")
COLUMNS = tuple(Column(position=position, header=header) for position, header in enumerate(HEADERS))

FOUND = [
    ("Name", 0),
    ("  NAME ", 0),
    ("Other[1]", 1),
    ("other[2]", 3),
    ("List[2]", 5),  # a header that is spelled like a number of twins
    ({"letter": "c"}, 2),
    ({"position": 5}, 4),
    ({"header": "Other", "nth": 2}, 3),
]
LOST = [
    ("Nmae", "no column has the header 'Nmae'", "Did you mean 'Name' (A)?"),
    ("Other", "2 columns have the header 'Other' (B, D)", "Say which: Other[1] to Other[2], or {letter: B}."),
    ("Other[3]", "2 columns have the header 'Other' (B, D)", "Say which: Other[1] to Other[2], or {letter: B}."),
    ({"letter": "G"}, "there is no column G: the table has 6", "The last column is F."),
]


@pytest.mark.parametrize(("data", "position"), FOUND, ids=str)
def test_find_column(data, position):
    assert find_column(parse_address(data), COLUMNS) == position


@pytest.mark.parametrize(("data", "message", "fix"), LOST, ids=str)
def test_find_column_says_why_not(data, message, fix):
    assert find_column(parse_address(data), COLUMNS) == Lost(message, fix)


def test_a_long_table_is_named_in_part():
    columns = [Column(position=position, header=f"h{position}") for position in range(30)]
    lost = find_column(Address(header="zzz"), columns)
    assert isinstance(lost, Lost)
    assert lost.fix.endswith("'h7' ….")


def test_letters_and_positions_are_inverse():
    assert [letter_of(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(position_of(letter_of(n)) == n for n in range(2000))
