"""What forges write about reviews: each maker gives a true answer, changed by what the test is about."""

from __future__ import annotations

from typing import Any

HEAD = "a1" * 20
OTHER = "b2" * 20
SUBMITTED = "2026-11-20T10:00:00Z"


def github(login: str, state: str = "APPROVED", **changes: Any) -> dict[str, Any]:
    """One review of GitHub's list."""
    facts = {
        "id": 80,
        "node_id": "MDE3OlB1bGxSZXF1ZXN0UmV2aWV3ODA=",
        "user": {"login": login, "id": 1, "type": "User"},
        "body": "Here is the body for the review.",
        "state": state,
        "submitted_at": SUBMITTED,
        "commit_id": HEAD,
        "author_association": "MEMBER",
    }
    return facts | changes


def forgejo(login: str, **changes: Any) -> dict[str, Any]:
    """One review of the list of Forgejo and Gitea."""
    facts = {
        "id": 4,
        "user": {"id": 1, "login": login},
        "team": None,
        "state": "APPROVED",
        "body": "",
        "commit_id": HEAD,
        "stale": False,
        "official": True,
        "dismissed": False,
        "submitted_at": "2026-11-20T11:00:00+01:00",
    }
    return facts | changes


def approvals(**moments: str | None) -> dict[str, Any]:
    """GitLab's answer about approvals: who, and when where the server says so."""
    given = [
        {"user": {"id": 1, "username": name}} | ({"approved_at": at} if at else {}) for name, at in moments.items()
    ]
    return {"id": 5, "iid": 5, "title": "Approvals", "state": "opened", "approvals_required": 2, "approved_by": given}


def version(head: str, at: str, /) -> dict[str, Any]:
    """One head of GitLab's list of versions."""
    return {"id": 110, "head_commit_sha": head, "base_commit_sha": OTHER, "created_at": at, "state": "collected"}


def note(username: str, body: str, at: str, /, *, system: bool = True) -> dict[str, Any]:
    """One note of GitLab's list."""
    return {"id": 301, "body": body, "author": {"id": 1, "username": username}, "created_at": at, "system": system}
