"""The call of the engine: which records, which day, which history, and what a build says that cannot go on."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from compiled import keep_compiled
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import get_plugin_logger

from seedbed.ledger import SWITCH, read_portal_timeline, remarks, wants_history
from seedbed.metrics.lives import end_of_day
from seedbed.pipeline import BadRecordsError, OnError, build, preview
from seedbed.repository.git import Git, GitError
from seedbed.repository.nearby import find_nearby
from seedbed.repository.tree import WorkingTree
from seedbed.site.audited import parse_audit
from seedbed.workers import aside, begin_on_all_cores, collect_later

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mkdocs.config.defaults import MkDocsConfig

    from seedbed.ledger import Reading
    from seedbed.portal import Begin, Portal
    from seedbed.problems import Problem
    from seedbed.site.audited import Audited
    from seedbed.site.language import Language
    from seedbed.timeline import Timeline

AUDIT = "SEEDBED_AUDIT"
"""The variable with the file that `seedbed audit --also json=FILE` wrote."""

log = get_plugin_logger("portal")


def build_portal(config: MkDocsConfig, *, begin: Begin) -> Portal:
    """Build the portal of the records beside mkdocs.yml; bad records end the build with the list of what to mend.

    `begin` is given the pages that are known while the rest is being made.
    """
    collect_later()
    # The figures need no threads; waiting for work, those of numpy would take time from the processes that draw.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    on_error, today = _on_error(config), _today()
    record = os.environ.get("SEEDBED_PREVIEW")
    if record:
        return _preview(config, root, record, today)
    reading = _begin_reading(root, today)
    try:
        portal = build(
            WorkingTree(root),
            today=today,
            commit=_commit(root),
            url=config.site_url or "",
            timeline=partial(_timeline, reading),
            audit=_audit(root),
            on_error=on_error,
            begin=begin,
            run=begin_on_all_cores,
            prepare=_load_site,
        )
    except BadRecordsError as error:
        log.error("The portal was not built:\n\n%s", _report(error.problems, error.texts))
        message = "Mend the records above, or publish the good ones alone: extra.seedbed.on_error: quarantine"
        raise Abort(message) from None
    if portal.problems:
        log.info("%d problems in the records were let pass; the page Governance lists them", len(portal.problems))
    return portal


def _preview(config: MkDocsConfig, root: Path, record: str, today: date) -> Portal:
    """The page of one record, as `seedbed preview` asks for; what is wrong with the record is told beside it."""
    tree, url = find_nearby(root, record), config.site_url or ""
    portal = preview(tree, record, today=today, commit=_commit(root), url=url, run=begin_on_all_cores)
    if portal.problems:
        log.warning("%s", _report(portal.problems))
    _keep_compiled(portal.frame.language)  # before the page is drawn, which is last
    return portal


def _load_site() -> None:
    """Load what draws pages; half a second, in which the other cores begin with the checks."""
    import seedbed.exports  # noqa: PLC0415
    import seedbed.portal  # noqa: F401, PLC0415
    from seedbed.site.language import CODES, language_of  # noqa: PLC0415

    for language in map(language_of, CODES):
        _keep_compiled(language)


def _keep_compiled(language: Language) -> None:
    from seedbed.site.templates import environment  # noqa: PLC0415 - it comes with what draws pages

    keep_compiled(environment(language), language)


def _report(problems: tuple[Problem, ...], texts: Mapping[str, str] | None = None) -> str:
    from seedbed.reports import Findings, Format, create_report  # noqa: PLC0415 - a good portal needs no report

    return create_report(Findings(problems=problems, texts=texts or {}), format=Format.TEXT)


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


def _begin_reading(root: Path, today: date) -> Callable[[], Reading | None]:
    """Begin to read the history; gives what is asked for it, which is None where the maintainer turned it off."""
    try:
        is_wanted = wants_history(os.environ.get(SWITCH))
    except ValueError as error:
        raise ConfigurationError(str(error)) from None
    if is_wanted:
        return aside(partial(read_portal_timeline, root, latest=end_of_day(today)))
    sys.stderr.write(f"seedbed: NO HISTORY: {SWITCH}=off, so the portal shows no dates and no speed of copying\n")
    return lambda: None


def _timeline(read: Callable[[], Reading | None]) -> Timeline | None:
    """What the history tells, once it is read; None outside Git and before the first commit too.

    Ends the build when there is a history that cannot be read whole: it would publish wrong dates.
    """
    try:
        reading = read()
    except ValueError as error:
        raise ConfigurationError(str(error)) from None
    except GitError as error:
        message = f"The history cannot be read: {error} Or build the portal without it: {SWITCH}=off"
        raise Abort(message) from None
    for words in remarks(reading) if reading else ():
        log.info(words)
    return reading.timeline if reading else None


def _audit(root: Path) -> Audited | None:
    """The audit in the file that SEEDBED_AUDIT names, as seen from mkdocs.yml; None where it names none."""
    name = os.environ.get(AUDIT)
    if not name:
        return None
    try:
        return parse_audit((root / name).read_text("utf-8"))
    except (OSError, ValueError) as error:
        message = f"{AUDIT}={name}: {error}. Write it with: seedbed audit --also json={name}"
        raise ConfigurationError(message) from None


def _commit(root: Path) -> str | None:
    try:
        return Git.open(root).commit("HEAD")
    except GitError:
        return None
