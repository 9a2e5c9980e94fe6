"""Proposals made in the browser: where a forge opens its editor with a new record in it.

Nobody needs Git for it: the forge makes the branch and asks for the merge. GitHub and Forgejo take the file's name and
its text from the address, GitLab the name alone, and Bitbucket has no such address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from seedbed.kinds import KIND
from seedbed.quoting import scalar
from seedbed.records import Catalogue, Forge
from seedbed.repository.csv_text import HEADER
from seedbed.scaffold import Draft
from seedbed.site.views import Site

NEW: Mapping[str, str] = {
    "github": "{url}/new/{branch}?filename={path}",
    "gitlab": "{url}/-/new/{branch}/{folder}?file_name={name}",
    "forgejo": "{url}/_new/{branch}/{folder}?filename={name}",
}
"""Where each forge starts a new file. GitHub forgets the last folder of an address that names a file as well."""

TEXT: Mapping[str, str] = {"github": "&value={text}", "forgejo": "&value={text}"}
"""How its address says what is in the file, where it can."""

EDIT: Mapping[str, str] = {
    "github": "{url}/edit/{branch}/{path}",
    "gitlab": "{url}/-/edit/{branch}/{path}",
    "forgejo": "{url}/_edit/{branch}/{path}",
}
"""Where each forge edits a file."""

MOST = 7_500
"""Characters of an address that every forge and what stands before it let pass; a longer text is left out."""

VERSION, SOURCE, SUPERVISOR = "0.0.0", "the-source", "the-supervisor"
"""What stands in the record of a copy for what only the reader's choice of a unit fills in."""

DEMO = "the-event/the-demo"
"""What stands in the draft of an agent for the demo that it comes from."""


class Editor(Struct, frozen=True, kw_only=True):
    """A forge's editor, as addresses with blanks.

    `new` begins a file, with `{folder}` and `{name}` or its `{path}`; `text` is the part of that address for what is in
    it, empty where the forge takes none; `edit` opens a file that is there.
    """

    new: str
    text: str
    edit: str


def editor_of(forge: Forge | None, /) -> Editor | None:
    """The editor of a forge, None where it has none that an address can open."""
    if forge is None or forge.kind not in NEW or not forge.url.startswith("https://"):
        return None
    new, edit = (
        pattern[forge.kind].replace("{branch}", quote(forge.branch)).replace("{url}", _plain(forge))
        for pattern in (NEW, EDIT)
    )
    return Editor(new=new, text=TEXT.get(forge.kind, ""), edit=edit)


def proposal_url(forge: Forge | None, path: str, text: str = "", /) -> str | None:
    """The address at which the forge starts the file `path`, with `text` in it where it can take one.

    None where the forge has no such address. Raises ValueError for a path that leads out of the repository.
    """
    editor = editor_of(forge)
    if editor is None:
        return None
    address = _fill(editor.new, path)
    whole = address + editor.text.replace("{text}", quote(text, safe=""))
    return whole if text and len(whole) <= MOST else address


def edit_url(forge: Forge | None, path: str, /) -> str | None:
    """The address at which the forge edits a file that is there; None likewise."""
    editor = editor_of(forge)
    return _fill(editor.edit, path) if editor else None


def _plain(forge: Forge) -> str:
    """The address of the repository; its own braces, should it have any, are not ours to fill."""
    return forge.url.rstrip("/").replace("{", "%7B").replace("}", "%7D")


def _fill(pattern: str, path: str) -> str:
    """An address with its blanks filled, each part of the path as addresses write it."""
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        message = f"{path!r} is no path inside a repository"
        raise ValueError(message)
    *folders, name = quoted = [quote(part, safe="") for part in parts]
    words = {"{folder}": "/".join(folders), "{name}": name, "{path}": "/".join(quoted)}
    return re.sub(r"\{(?:folder|name|path)\}", lambda found: words[found[0]], pattern)


def draft_text(site: Site, kind: str, record_id: str, /, **answers: Any) -> str:
    """The draft of a record, as `seedbed new` writes it."""
    return _draft(site.catalogue, site, kind, record_id, answers)


def draft_url(site: Site, kind: str, record_id: str, /, **answers: Any) -> str | None:
    """Where the forge opens a draft. What names it stands in capitals, so that one left as it is does not pass."""
    return _begun(site, kind, record_id, draft_text(site, kind, record_id, **answers))


def url_of_what_becomes(site: Site, demo: str, /) -> str | None:
    """Where the forge opens the draft of the agent that a demo may become: made once, since its id is all that differs.

    A gallery has thousands of demos that became nothing yet.
    """
    text = site.once("draft", lambda: draft_text(site, "agent", "your-agent", from_demo=DEMO))
    return _begun(site, "agent", "your-agent", text.replace(DEMO, scalar(demo)))


def _begun(site: Site, kind: str, record_id: str, text: str) -> str | None:
    own = record_id.rpartition("/")[2]
    folders = [part.replace(own, own.upper()) for part in KIND[kind].path(record_id).split("/")]
    return proposal_url(forge_of(site), "/".join(folders), text)


def forge_of(site: Site, /) -> Forge | None:
    """The forge of a portal, where its organisation names one."""
    return site.catalogue.organization.forge if site.catalogue.organization else None


def copy_blocks(site: Site, /) -> list[str]:
    """The record of a planned copy, field by field, with `VERSION`, `SOURCE` and `SUPERVISOR` to be filled in."""
    answers = {"status": "planned", "version": VERSION, "copied_from": SOURCE, "supervisor": SUPERVISOR}
    return _draft(Catalogue(), site, "deployment", "agent/unit", answers).rstrip("\n").split("\n\n")


def incident_text(site: Site, /) -> str:
    """The record of an incident, the same for every agent: its file says which."""
    return _draft(Catalogue(), site, "incident", f"agent/{site.today.isoformat()}-what-happened", {})


def table_text(site: Site, /) -> str:
    """A measurement table with its first month, for `VERSION`."""
    text = _draft(Catalogue(), site, "measurement", "agent/unit", {"version": VERSION})
    return text if text.startswith(HEADER) else f"{HEADER}\n{text}"


def _draft(catalogue: Catalogue, site: Site, kind: str, record_id: str, answers: Mapping[str, Any]) -> str:
    draft = Draft(kind=KIND[kind], id=record_id, catalogue=catalogue, today=site.today, answers=answers)
    return draft.create_files()[draft.path]
