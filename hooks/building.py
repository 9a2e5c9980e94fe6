"""The call of the engine: which records, which day, which commit, and what a build with bad records says."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import get_plugin_logger

from seedbed.pipeline import BadRecordsError, OnError, Portal, build
from seedbed.reports import Findings, Format, create_report
from seedbed.repository.git import Git, GitError
from seedbed.repository.tree import WorkingTree
from seedbed.workers import collect_rarely, run_on_all_cores

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = get_plugin_logger("portal")


def build_portal(config: MkDocsConfig) -> Portal:
    """Build the portal of the records beside mkdocs.yml; bad records end the build with the list of what to mend."""
    collect_rarely()
    root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    on_error = _on_error(config)
    try:
        portal = build(
            WorkingTree(root),
            today=_today(),
            commit=_commit(root),
            url=config.site_url or "",
            on_error=on_error,
            run=run_on_all_cores,
        )
    except BadRecordsError as error:
        report = create_report(Findings(problems=error.problems, texts=error.texts), format=Format.TEXT)
        log.error("The portal was not built:\n\n%s", report)
        message = "Mend the records above, or publish the good ones alone: extra.seedbed.on_error: quarantine"
        raise Abort(message) from None
    if portal.problems:
        log.info("%d problems in the records were let pass; the page Governance lists them", len(portal.problems))
    return portal


def _on_error(config: MkDocsConfig) -> OnError:
    """The setting `extra.seedbed.on_error`; raises ConfigurationError for a word that is none of its values."""
    word = (config.extra.get("seedbed") or {}).get("on_error", OnError.STOP)
    try:
        return OnError(word)
    except ValueError:
        message = f"mkdocs.yml: extra.seedbed.on_error is {word!r}; it can be {' or '.join(OnError)}"
        raise ConfigurationError(message) from None


def _today() -> date:
    """The day of the build, or that of SOURCE_DATE_EPOCH for a build that can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()


def _commit(root: Path) -> str | None:
    try:
        return Git.open(root).commit("HEAD")
    except GitError:
        return None
