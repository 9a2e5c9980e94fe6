"""What three forges write about reviews, and everything that is no such answer."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.repository.reviews import Forge, Opinion, ReviewsError, account, read_reviews
from tests.helpers.forges import HEAD, OTHER, approvals, forgejo, github, note, version

LATER = "2026-11-20T11:00:00Z"


def read(*values: Any, forge: Forge | None = None) -> Any:
    return read_reviews("".join(json.dumps(value) for value in values).encode(), forge=forge)


def opinions(*values: Any) -> list[tuple[str, str, str | None]]:
    return [(one.handle, one.opinion.value, one.head) for one in read(*values).last_of_each.values()]


# --- GitHub


def test_github_review_is_read_with_its_commit():
    assert opinions([github("ada")]) == [("ada", "approved", HEAD)]


def test_github_last_opinion_of_each_counts_whatever_its_case():
    answer = [github("Ada", id=1), github("ada", "CHANGES_REQUESTED", id=2, submitted_at=LATER)]
    assert opinions(answer) == [("ada", "changes-requested", HEAD)]


@pytest.mark.parametrize("state", ["COMMENTED", "PENDING"])
def test_github_comment_leaves_an_approval_standing(state):
    later = github("ada", state, id=2, submitted_at=None if state == "PENDING" else LATER)
    assert opinions([github("ada", id=1), later]) == [("ada", "approved", HEAD)]


def test_github_dismissed_approval_is_withdrawn():
    assert opinions([github("ada", "DISMISSED")]) == [("ada", "withdrawn", HEAD)]


def test_github_review_without_commit_has_no_head():
    assert opinions([github("ada", commit_id=None)]) == [("ada", "approved", None)]


def test_github_review_of_a_deleted_account_is_nobodys():
    assert opinions([github("ada", user=None)]) == []


def test_github_order_is_of_time_and_not_of_pages():
    answer = [[github("ada", "DISMISSED", id=9, submitted_at=LATER)], [github("ada", id=3)]]
    assert opinions(answer) == [("ada", "withdrawn", HEAD)]


def test_github_same_second_is_ordered_by_number():
    answer = [github("ada", "CHANGES_REQUESTED", id=10), github("ada", id=9)]
    assert opinions(answer) == [("ada", "changes-requested", HEAD)]


def test_github_bots_are_marked():
    by_type = github("helper", user={"login": "helper", "type": "Bot"})
    assert [one.is_bot for one in read([by_type, github("merge[bot]"), github("ada")]).reviews] == [True, True, False]


@pytest.mark.parametrize(
    "values",
    [
        ([github("ada"), github("ben")],),  # one page
        ([github("ada")], [github("ben")]),  # pages one after the other: gh api --paginate
        ([[github("ada")], [github("ben")]],),  # a list of pages: gh api --paginate --slurp
        ([[], [github("ada"), github("ben")]],),
    ],
)
def test_pages_are_read_however_they_are_joined(values):
    assert [handle for handle, *_ in opinions(*values)] == ["ada", "ben"]


@pytest.mark.parametrize("data", [b"[]", b"[]\n[]", b"[[]]", b" \n[ ] "])
def test_no_review_is_no_review(data):
    assert read_reviews(data).reviews == ()


# --- Forgejo and Gitea


def test_forgejo_review_is_read():
    assert opinions([forgejo("ada")]) == [("ada", "approved", HEAD)]


@pytest.mark.parametrize(
    ("changes", "opinion", "doubt"),
    [
        ({}, "approved", ""),
        ({"dismissed": True}, "withdrawn", ""),
        ({"stale": True}, "approved", "altered after it"),
        ({"official": False}, "approved", "may not write"),
        ({"state": "REQUEST_CHANGES"}, "changes-requested", ""),
    ],
)
def test_forgejo_says_itself_what_it_does_not_count(changes, opinion, doubt):
    (review,) = read([forgejo("ada", **changes)]).reviews
    assert review.opinion.value == opinion
    assert doubt in review.doubt
    assert bool(doubt) is bool(review.doubt)


@pytest.mark.parametrize("state", ["COMMENT", "PENDING", "REQUEST_REVIEW", "UNKNOWN", ""])
def test_forgejo_other_states_change_nothing(state):
    assert opinions([forgejo("ada", id=1), forgejo("ada", state=state, id=2)]) == [("ada", "approved", HEAD)]


def test_forgejo_review_of_a_team_is_nobodys():
    assert opinions([forgejo("ada", user=None, team={"name": "office"})]) == []


# --- GitLab


def test_gitlab_approval_belongs_to_the_head_of_its_moment():
    answer = {
        "approvals": approvals(ada="2026-11-20T10:30:00.123Z"),
        "versions": [version(HEAD, "2026-11-20T10:00:00Z"), version(OTHER, "2026-11-19T10:00:00Z")],
    }
    assert opinions(answer) == [("ada", "approved", HEAD)]


def test_gitlab_approval_before_the_last_push_belongs_to_the_head_before():
    answer = {
        "approvals": approvals(ada="2026-11-20T09:59:59Z"),
        "versions": [version(HEAD, "2026-11-20T10:00:00Z"), version(OTHER, "2026-11-19T10:00:00Z")],
    }
    assert opinions(answer) == [("ada", "approved", OTHER)]


def test_gitlab_approvals_alone_name_no_commit_and_say_so():
    found = read(approvals(ada="2026-11-20T09:59:59Z"))
    assert [one.head for one in found.reviews] == [None]
    assert "do not say which commit" in found.remarks[0]


def test_gitlab_moment_comes_from_the_note_where_the_server_gives_none():
    answer = {
        "approvals": approvals(ada=None),
        "versions": [version(HEAD, "2026-11-20T10:00:00Z")],
        "notes": [note("ada", "approved this merge request", "2026-11-20T10:30:00Z")],
    }
    assert opinions(answer) == [("ada", "approved", HEAD)]


def test_gitlab_comment_with_the_words_of_the_system_proves_nothing():
    words = note("ada", "approved this merge request", "2026-11-20T10:30:00Z", system=False)
    found = read(
        {"approvals": approvals(ada=None), "versions": [version(HEAD, "2026-11-20T10:00:00Z")], "notes": [words]}
    )
    assert [(one.head, bool(one.doubt)) for one in found.reviews] == [(None, True)]


def test_gitlab_note_alone_is_no_approval():
    answer = {"approvals": approvals(), "notes": [note("ada", "approved this merge request", LATER)]}
    assert opinions(answer) == []


def test_gitlab_changes_requested_after_an_approval_stand():
    answer = {
        "approvals": approvals(ada="2026-11-20T10:30:00Z"),
        "versions": [version(HEAD, "2026-11-20T10:00:00Z")],
        "notes": [note("ada", "requested changes", LATER)],
    }
    assert opinions(answer) == [("ada", "changes-requested", HEAD)]


# --- What is no answer


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\xff\xfe[\x00]\x00", "UTF-8"),
        (b"[{]", "no JSON"),
        (b"[] trailing", "no JSON"),
        (b"3", "no list"),
        (b'"APPROVED"', "no list"),
        (b"null", "no list"),
        (b"[3]", "cannot be told"),
        (b"[null]", "cannot be told"),
        (b'[{"state": "APPROVED"}]', "cannot be told"),
        (b'{"message": "Not Found", "documentation_url": "https://docs"}', "error message"),
        (b'{"reviews": []}', "another interface"),
        (b'{"approved": true}', "form"),
        (b'{"approved_by": 3}', "no list"),
        (b'[{"node_id": "x", "node_id": "y"}]', "same key twice"),
        (b'[{"node_id": NaN}]', "NaN"),
        (b'[{"node_id": -Infinity}]', "-Infinity"),
        (b"[" * 100_000, "nested"),
        (b" [" + b"[" * 60 + b"]" * 61, "nested"),
        (b'{"a":' * 100_000, "nested"),
        (b"[1" + b"0" * 5000 + b"]", "no JSON"),
        (b"[]" * 1001, "JSON values"),
        (b"[" + b" " * (32 * 1024 * 1024) + b"]", "bytes"),
    ],
    ids=lambda value: repr(value[:30]),
)
def test_what_is_no_answer_is_refused(data, words):
    with pytest.raises(ReviewsError, match=words):
        read_reviews(data)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": "APPROVE"}, "state"),
        ({"state": None}, "state"),
        ({"state": ["APPROVED"]}, "state"),
        ({"commit_id": HEAD[:12]}, "commit id"),
        ({"commit_id": HEAD.upper()}, "commit id"),
        ({"commit_id": f"{HEAD}\n"}, "commit id"),
        ({"commit_id": 3}, "commit id"),
        ({"submitted_at": None}, "submitted_at"),
        ({"submitted_at": "yesterday"}, "moment"),
        ({"submitted_at": "2026-11-20"}, "moment"),
        ({"submitted_at": "2026-13-20T10:00:00Z"}, "moment"),
        ({"submitted_at": "0001-01-01T00:00:00+23:59"}, "moment"),
        ({"user": "ada"}, "no object"),
        ({"user": {"login": ""}}, "login"),
        ({"user": {"login": 7}}, "login"),
        ({"user": {"login": "a" * 300}}, "300 characters"),
        ({"id": True}, "id"),
        ({"id": -1}, "id"),
        ({"id": "1"}, "id"),
    ],
)
def test_a_review_with_odd_fields_is_refused(changes, words):
    with pytest.raises(ReviewsError, match=words):
        read([github("ada", **changes)])


@pytest.mark.parametrize("changes", [{"official": "yes"}, {"stale": 1}, {"dismissed": None}, {"state": "LGTM"}])
def test_a_forgejo_review_with_odd_fields_is_refused(changes):
    with pytest.raises(ReviewsError):
        read([forgejo("ada", **changes)])


@pytest.mark.parametrize(
    "answer",
    [
        {"approvals": approvals(ada=LATER), "versions": [{}]},
        {"approvals": approvals(ada=LATER), "versions": {}},
        {"approvals": approvals(ada=LATER), "notes": ["approved this merge request"]},
        {"approvals": approvals(ada=LATER), "votes": []},
        {"approvals": [], "versions": []},
        {"versions": []},
    ],
)
def test_a_gitlab_object_with_odd_parts_is_refused(answer):
    with pytest.raises(ReviewsError):
        read(answer)


@pytest.mark.parametrize(
    ("answer", "forge"),
    [
        ([github("ada")], Forge.FORGEJO),
        ([forgejo("ada")], Forge.GITHUB),
        ([github("ada")], Forge.GITLAB),
        (approvals(ada=LATER), Forge.GITHUB),
        ([3], Forge.GITLAB),
    ],
)
def test_an_answer_of_another_forge_than_named_is_refused(answer, forge):
    with pytest.raises(ReviewsError):
        read(answer, forge=forge)


def test_answers_of_two_forges_in_one_file_are_refused():
    with pytest.raises(ReviewsError, match="cannot be told"):
        read([github("ada"), forgejo("ben")])


def test_accounts_are_folded_in_ascii_only():
    assert account("ADA-b_C.9") == "ada-b_c.9"
    assert account("\N{KELVIN SIGN}im") != account("kim")
    assert account("İda") == "İda"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.sampled_from(["APPROVED", HEAD, LATER]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["user", "state", "login", "commit_id", "submitted_at", "id", "approved_by", "official"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from([None, *Forge]))
def test_no_json_is_read_as_an_approval_by_accident(value, forge):
    """Whatever it is: refused, or a list of opinions each with an account and a moment."""
    try:
        found = read(value, forge=forge)
    except ReviewsError:
        return
    assert all(one.handle and isinstance(one.at, datetime) and one.opinion in Opinion for one in found.reviews)


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(data):
    try:
        found = read_reviews(data)
    except ReviewsError:
        return
    assert found.reviews == ()
