"""Notices in words: where one stands, what it shows, what can be done with it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.tracing.models import Notice
from samanvay.tracing.notices import policies
from samanvay.tracing.notices.kinds import NoticeState
from samanvay.web.components.pieces import Action, Column, Kind, Pill, Table
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.people import names_of

_KINDS: dict[NoticeState, Kind] = {
    NoticeState.ASKED: "warn",
    NoticeState.HANGS: "ok",
    NoticeState.DECLINED: "calm",
    NoticeState.WITHDRAWN: "hot",
    NoticeState.ENDED: "calm",
}


def notice_pill(notice: Notice) -> Pill:
    """Return where a notice stands, with the days that are left of one that hangs."""
    words = str(notice.state_words)
    if notice.state is NoticeState.HANGS:
        left = ngettext("%(n)d day left", "%(n)d days left", notice.days_left) % {"n": notice.days_left}
        words = f"{words}: {left}"
    return Pill(words, _KINDS[notice.state])


def notice_table(notices: Iterable[Notice], caption: Any) -> Table:
    """Return notices as a table."""
    columns = [
        Column(_("Number"), lambda each: each.number),
        Column(_("Of whom"), lambda each: each.entry.label),
        Column(_("Last seen"), lambda each: each.entry.place.names if each.entry.place is not None else ""),
        Column(_("Status"), notice_pill),
        Column(_("Last day"), lambda each: date_format(each.until, "DATE_FORMAT")),
        Column(_("Printed"), lambda each: each.printings or "", number=True),
    ]
    return Table.of(caption, columns, notices, lambda each: reverse("hue_notice", args=[each.id]))


def notice_facts(notice: Notice) -> list[tuple[str, Any]]:
    """Return what is known of a notice as pairs; empty ones are left out."""
    people = [notice.asked_by, notice.approved_by, notice.declined_by, notice.withdrawn_by]
    names = names_of(people)

    def who(key: Any, at: Any) -> str:
        return f"{names.get(key, _('the system'))}, {moment_words(at)}" if at else ""

    told = [
        (_("Of whom"), str(notice.entry.label)),
        (_("Unit"), str(directory.unit_of(notice.home_unit).names)),
        (_("It shows"), ", ".join(str(each) for each in notice.show_words)),
        (_("Public number of the unit"), notice.phone),
        (_("Last day"), date_format(notice.until, "DATE_FORMAT")),
        (_("Why it is needed"), notice.reason),
        (_("Asked by"), who(notice.asked_by, notice.asked_at)),
        (_("Approved by"), who(notice.approved_by, notice.approved_at)),
        (_("Rejected by"), who(notice.declined_by, notice.declined_at)),
        (_("Answer"), notice.answer),
        (_("Printed"), str(notice.printings or "")),
        (_("Withdrawn by"), who(notice.withdrawn_by, notice.withdrawn_at)),
        (_("Why withdrawn"), str(notice.why_words)),
    ]
    return [(label, value) for label, value in told if value]


def print_action(actor: Actor, notice: Notice) -> Action | None:
    """Return the button that prints, greyed with the reason where the actor may not; None once it is over."""
    if notice.state is not NoticeState.HANGS:
        return None
    refused = reason_against(policies.may_print_notice, actor, notice)
    return Action(_("Print"), reverse("hue_notice_print", args=[notice.id]), "primary", post=True, refused=refused)


def withdraw_action(actor: Actor, notice: Notice) -> Action | None:
    """Return the button that withdraws, where there is something to withdraw."""
    if notice.state not in (NoticeState.ASKED, NoticeState.HANGS):
        return None
    refused = reason_against(policies.may_withdraw_notice, actor, notice)
    return Action(_("Withdraw"), reverse("hue_notice_withdraw", args=[notice.id]), "danger", post=True, refused=refused)


def notices_card(actor: Actor, entry: Any, told: Any) -> dict[str, Any] | None:
    """Return what the card of notices on an entry's page shows, None where it has none."""
    if not told.may_be_shown:
        return None
    return {
        "rows": [
            {"number": each.number, "url": reverse("hue_notice", args=[each.id]), "pill": notice_pill(each)}
            for each in told.notices
        ],
        "ask": Action(_("Ask for a notice"), reverse("entry_notice", args=[entry.id]), refused=told.why_not),
    }
