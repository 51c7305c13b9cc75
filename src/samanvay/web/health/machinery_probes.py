"""How the programs and the parts of the background work fare, and which tasks were set aside."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.duties.machinery import programs as machinery_book
from samanvay.duties.machinery.programs import MANY_FAILURES, RESTARTED
from samanvay.kernel import clock
from samanvay.kernel.supervise.reports import ProgramState
from samanvay.web.components.pieces import Pill
from samanvay.web.kit.readings import Reading, probe

from .probes import said

SILENT = timedelta(minutes=2)
RECENT = timedelta(hours=1)
MOST_NAMED = 5  # tasks set aside

_ENDED = re.compile(r"ended by itself \((.*)\)$")

PROGRAM_NAMES = {
    "postgres": gettext_lazy("Database server"),
    "web": gettext_lazy("Pages"),
    "worker": gettext_lazy("Worker"),
    "ticker": gettext_lazy("Ticker"),
    "matcher": gettext_lazy("Matcher"),
}

PART_NAMES: dict[str, Promise] = {
    "take_in_texts": gettext_lazy("Loading law, measures and courses"),
    "open_weekly_duties": gettext_lazy("Weekly report tasks"),
    "release_held": gettext_lazy("Sending advisories that were held back"),
    "open_verify_duty": gettext_lazy("Checking contacts of other states"),
    "call_coming_conferences": gettext_lazy("Calling meetings"),
    "close_run_out": gettext_lazy("Closing examinations whose time is over"),
    "ask_refreshers": gettext_lazy("Refresher courses"),
    "close_teaching": gettext_lazy("Ending a trainer's teaching"),
    "call_due": gettext_lazy("Calls to training"),
    "end_begun": gettext_lazy("Ending calls for trainings that have begun"),
    "ask_closing": gettext_lazy("Asking for attendance"),
    "end_unplaced": gettext_lazy("Ending turns without a batch"),
    "escalate_all": gettext_lazy("Escalating overdue tasks"),
    "open_facts": gettext_lazy("Publishing facts that are due"),
    "find_changes": gettext_lazy("Looking for changes"),
    "match_round": gettext_lazy("Looking for possible matches"),
    "tell_learners": gettext_lazy("Status of training"),
    "note_coverage": gettext_lazy("Training coverage"),
    "tell_administrators": gettext_lazy("Notices of faults"),
    "send_notices": gettext_lazy("Sending notices by e-mail"),
    "send_digests": gettext_lazy("Sending daily e-mails"),
    "queue_texts": gettext_lazy("Sending text messages"),
    "purge_due": gettext_lazy("Deleting records after their period"),
    "erase_old_guests": gettext_lazy("Deleting details of past guests"),
    "seal_log": gettext_lazy("Sealing the log"),
    "mail_head": gettext_lazy("Sending the head of the log by e-mail"),
    "ask_unasked": gettext_lazy("Asking second persons about proposals"),
    "lapse_proposals": gettext_lazy("Ending proposals to which nobody agreed"),
}


def _at(moment: datetime) -> str:
    """Return a day and a time as they are written here."""
    return date_format(localtime(moment), "j M H:i")


@probe
def machinery() -> Iterator[Reading]:
    """Show of each program when it began, how often it was started again and why it last ended, and its last sign."""
    beats, known = machinery_book.last_beats(), machinery_book.programs()
    for state in known:
        yield _program(state, beats.pop(state.name, None))
    for name, at in sorted(beats.items()):
        yield _program(ProgramState(name), at)
    if not known and not beats:
        yield Reading(_("Programs in the background"), Pill(_("no signal yet"), "warn"), _("Run: samanvay serve"))


def _why(words: str) -> str:
    """Return why a program ended; what the database or the supervisor said otherwise stands as it was said."""
    if found := _ENDED.search(words):
        return _("ended by itself (%(how)s)") % {"how": found[1]}
    return _("the database restarted after a failure; all its sessions ended") if words == RESTARTED else words


def _program(state: ProgramState, beat: datetime | None) -> Reading:
    now = clock.now()
    age = None if beat is None else max(now - beat, timedelta(0))
    if not state.is_up:
        pill = Pill(_("not running"), "hot")
    elif age is not None and age > SILENT:
        pill = Pill(_("no signal for %(span)s") % {"span": said(age)}, "hot")
    elif state.ended_at is not None and now - state.ended_at < RECENT:
        pill = Pill(_("was started again"), "warn")
    else:
        pill = Pill(_("running"), "ok")
    more = []
    if state.began_at is not None:
        more.append(_("since %(at)s") % {"at": _at(state.began_at)})
    if state.restarts:
        more.append(ngettext("restarted %(n)d time", "restarted %(n)d times", state.restarts) % {"n": state.restarts})
    if state.ended_at is not None:
        more.append(_("last ended %(at)s: %(why)s") % {"at": _at(state.ended_at), "why": _why(state.why)})
    if age is not None:
        more.append(_("last signal %(span)s ago") % {"span": said(age)})
    name = PROGRAM_NAMES.get(state.name, state.name)
    return Reading(_("Program %(name)s") % {"name": name}, pill, "; ".join(more))


@probe
def round_parts() -> Iterator[Reading]:
    """Show of each part of the background work when it last succeeded and by which error it last failed."""
    for part in machinery_book.round_parts():
        more = []
        if part.succeeded_at is not None:
            more.append(_("last succeeded %(at)s") % {"at": _at(part.succeeded_at)})
        if part.failed_at is not None:
            more.append(_("last failed %(at)s: %(error)s") % {"at": _at(part.failed_at), "error": part.error})
        if part.next_at is not None:
            more.append(_("next try %(at)s") % {"at": _at(part.next_at)})
        if part.failures:
            words = ngettext("failed %(n)d time in a row", "failed %(n)d times in a row", part.failures)
            pill = Pill(words % {"n": part.failures}, "hot" if part.failures >= MANY_FAILURES else "warn")
        else:
            pill = Pill(_("in order"), "ok")
        yield Reading(PART_NAMES.get(part.name, part.name), pill, "; ".join(more))


@probe
def tasks() -> Iterator[Reading]:
    """Show the queue of tasks, and which were set aside by which error."""
    counts = machinery_book.tasks_by_status()
    waiting, failed = counts.get("READY", 0), counts.get("FAILED", 0)
    more = ngettext("%(n)d waiting", "%(n)d waiting", waiting) % {"n": waiting}
    if not failed:
        yield Reading(_("Tasks"), Pill(_("in order"), "ok"), more)
        return
    latest = machinery_book.tasks_set_aside(MOST_NAMED)
    named = ", ".join(f"{path.rpartition('.')[2]} ({error.rpartition('.')[2]})" for path, error in latest)
    pill = Pill(ngettext("%(n)d set aside", "%(n)d set aside", failed) % {"n": failed}, "warn")
    yield Reading(
        _("Tasks"),
        pill,
        _("%(waiting)s; last set aside: %(named)s. To run them again: samanvay run-again NAME")
        % {"waiting": more, "named": named},
    )
