"""A mailmap maps as Git maps: the same lines are given to both."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.timeline.mailmap import parse_mailmap
from tests.helpers.examples import examples
from tests.helpers.git import Repo

BO = ("Bobby", "bo@home.example")


@pytest.mark.parametrize(
    ("lines", "mapped"),
    [
        ("", BO),
        ("Bo Lind <bo@home.example>", ("Bo Lind", "bo@home.example")),
        ("<bo@brook.example> <bo@home.example>", ("Bobby", "bo@brook.example")),
        ("Bo Lind <bo@brook.example> <bo@home.example>", ("Bo Lind", "bo@brook.example")),
        ("Bo Lind <bo@brook.example> Bobby <bo@home.example>", ("Bo Lind", "bo@brook.example")),
        ("Bo Lind <bo@brook.example> Robert <bo@home.example>", BO),
        ("Bo Lind <bo@brook.example> BOBBY <BO@Home.example>", ("Bo Lind", "bo@brook.example")),
        ("Bo Lind <bo@home.example>\n<bo@brook.example> <bo@home.example>", ("Bo Lind", "bo@brook.example")),
        ("Bo Lind <bo@home.example>\nBo L. <bo@home.example>", ("Bo L.", "bo@home.example")),
        ("# Bo Lind <bo@home.example>", BO),
        ("Bo Lind bo@home.example", BO),
        ("  Bo Lind   <bo@home.example>  # his home", ("Bo Lind", "bo@home.example")),
        ("Åsa Ünal <bo@home.example>", ("Åsa Ünal", "bo@home.example")),
    ],
)
def test_lines(lines, mapped, tmp_path):
    assert parse_mailmap(lines).map(BO) == mapped
    assert git_says(tmp_path, lines, BO) == mapped


def git_says(top, lines, signature):
    """What Git makes of a signature by the same mailmap."""
    repo = Repo.init(top)
    repo.write({".mailmap": lines})
    said = repo.git("check-mailmap", f"{signature[0]} <{signature[1]}>")
    name, _, email = said.rstrip(">").rpartition(" <")
    return name, email


names = st.sampled_from(["Bobby", "bobby", "Bo", "Robert"])
emails = st.sampled_from(["bo@home.example", "BO@home.example", "bo@brook.example"])
entries = st.one_of(
    st.builds("{} <{}>".format, names, emails),
    st.builds("<{}> <{}>".format, emails, emails),
    st.builds("{} <{}> <{}>".format, names, emails, emails),
    st.builds("{} <{}> {} <{}>".format, names, emails, names, emails),
)


@pytest.fixture(scope="module")
def top(tmp_path_factory):
    return tmp_path_factory.mktemp("mailmaps")


@settings(max_examples=examples(60))
@given(lines=st.lists(entries, max_size=4).map("\n".join), name=names, email=emails)
def test_many_lines_map_as_git_maps(lines, name, email, top):
    assert parse_mailmap(lines).map((name, email)) == git_says(top, lines, (name, email))
