"""`seedbed audit`: judge every past promotion again, under the policy of its day and under today's."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from seedbed.cli import shell
from seedbed.cli.endings import CLEAN, FINDINGS
from seedbed.cli.past import TodayOption, read_history
from seedbed.cli.shell import AlsoOption, CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import Format

if TYPE_CHECKING:
    from seedbed.gate.audit import Audit, Promotion
    from seedbed.records import Policy
    from seedbed.repository.objects import Objects
    from seedbed.timeline import Event, Timeline

FORMS = (Format.TEXT, Format.JSON, Format.MARKDOWN)
"""The forms of an audit."""

SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="The first day whose promotions are judged.")
]


def audit(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    *,
    since: SinceOption = None,
    today: TodayOption = None,
    also: AlsoOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Judge every past promotion again: under the policy in force that day, and under today's.

    It ends with 1 when one should not have been merged as it was: against the policy of its day, or in a plain commit
    that names no pull request. What would only fail today's policy is told and counts for nothing.
    """
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    form, files = common.form(*FORMS), shell.further_forms(also or [], FORMS)
    portal, day, first = common.portal(), shell.parse_day(today), shell.parse_day(since) if since else None
    found = replay_all(common, portal, today=day, since=first)
    from seedbed.reports.audit import AUDIT_REPORTS, create_audit_lines

    if form is Format.TEXT:
        shell.print_lines(create_audit_lines(found))
    else:
        shell.print_answer(AUDIT_REPORTS[form](found))
    for further, path in files:
        path.write_text(AUDIT_REPORTS[further](found), encoding="utf-8", newline="\n")
    return FINDINGS if found.findings else CLEAN


def replay_all(common: Common, portal: Path, /, *, today: date, since: date | None) -> Audit:
    """Every promotion up to HEAD. Raises CannotRunError without history, or where today's policy cannot be used."""
    from seedbed.gate.audit import Audit, promotions_of, with_gaps
    from seedbed.gate.side import Side
    from seedbed.metrics.lives import end_of_day
    from seedbed.repository.git import Git
    from seedbed.repository.history_source import prefix_of
    from seedbed.repository.objects import Objects
    from seedbed.repository.reach import GitReach
    from seedbed.workers import collect_rarely

    collect_rarely()
    with shell.working("Reading the history …", common=common) as say:
        reading = read_history(portal, latest=end_of_day(today), is_needed=True)
        timeline = reading.timeline if reading else None
        if timeline is None or timeline.head is None:
            raise CannotRunError(f"{portal} has no commit yet, so that nothing was ever promoted.")
        git = Git.open(portal)
        prefix = prefix_of(git, portal)
        with Objects(git) as objects:
            side = Side(GitReach(objects, objects.tree(timeline.head), prefix))
            if side.policy is None:
                raise CannotRunError("catalog/policy.yml of HEAD cannot be used: seedbed check says why.")
            events = list(promotions_of(timeline, since=since))
            judged = []
            for number, event in enumerate(events):
                say(f"Judging promotion {number + 1} of {len(events)} …")
                judged.append(_replay(objects, timeline, event, prefix=prefix, policy=side.policy))
            told = with_gaps(judged, side, side.policy, today=today)
            return Audit(head=timeline.head, policy_version=side.policy.version, promotions=told)


def _replay(objects: Objects, timeline: Timeline, event: Event, *, prefix: str, policy: Policy) -> Promotion:
    from seedbed.gate.audit import Promotion, replay
    from seedbed.repository.proposed import read_proposal

    parents = objects.git.ask("rev-list", "--parents", "--max-count=1", event.commit).split()[1:]
    is_direct = event.change is None and len(parents) == 1
    if event.commit in timeline.imports:
        return Promotion(event=event, skipped="it came with an import: its steps were made elsewhere")
    if not parents:
        return Promotion(event=event, skipped="it came with the first commit: nothing stood before it")
    proposal = read_proposal(objects, parents[0], event.commit, prefix=prefix)
    return replay(proposal, event, present=policy, is_direct=is_direct)
