"""What the pages of advisories show: rows of the lists, recipients with their clocks, the bar of how far they are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.directory import queries as directory
from samanvay.duties.models import Duty
from samanvay.duties.queries import waiting_about
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.measures.advisories.addressees import OFFICE_OF_ROLE, OFFICES, Addressee, posted_addressees
from samanvay.measures.advisories.duties import ABOUT
from samanvay.measures.advisories.queries import advisories as lists
from samanvay.measures.advisories.states import ACTED_ON, RECIPIENT_WORDS, AdvisoryState, RecipientState
from samanvay.measures.effect.queries import acted
from samanvay.measures.models import Advisory, AdvisoryText, Measure, Recipient
from samanvay.picture.queries import spots
from samanvay.picture.spots import district_of
from samanvay.web.components.pieces import Chip, Choice, Column, Kind, Pill, Table, chips, options
from samanvay.web.kit import sentences
from samanvay.web.kit.clocks import clock_pill
from samanvay.web.kit.filters import choice_of, flag_of, place_of

from .records import ADVISORY


def effect_address(route: Sequence[str], recipients: Iterable[Recipient]) -> str:
    """Return where it is asked whether an advisory worked: of its corridor, since its districts acted.

    "" before any of them has.
    """
    done = [
        (each.district, each.done_at.astimezone(clock.INDIA).date())
        for each in recipients
        if each.state in ACTED_ON and each.done_at
    ]
    if not done:
        return ""
    acting = acted(done)
    known = spots(route)
    ends = [district_of(known.get(key)) or key for key in route]
    what = f"{ends[0]}>{ends[-1]}" if len(ends) > 1 and ends[0] != ends[-1] else acting.districts[0]
    asked = {"what": what, "day": acting.first, "until": acting.last, "acted": acting.districts}
    return f"{reverse('effect')}?{urlencode(asked, doseq=True)}"


STATE_KINDS: Mapping[str, Kind] = {
    RecipientState.HELD: "hot",
    RecipientState.SENT: "warn",
    RecipientState.SEEN: "warn",
    RecipientState.ACCEPTED: "calm",
    RecipientState.DECLINED: "hot",
    RecipientState.TO_CHECK: "calm",
    RecipientState.DONE: "ok",
}
BAR_ORDER = (
    *(RecipientState.DONE, RecipientState.TO_CHECK, RecipientState.ACCEPTED, RecipientState.SEEN),
    *(RecipientState.SENT, RecipientState.HELD, RecipientState.DECLINED),
)
BAR_WIDTH = 700


def filters_of(request: HttpRequest) -> lists.AdvisoryFilters:
    states = {*(each.value for each in RecipientState), AdvisoryState.WITHDRAWN.value} - {RecipientState.NAMED.value}
    return lists.AdvisoryFilters(
        which=choice_of(request, "which", (lists.SENT, lists.RECEIVED, lists.DRAFTS), lists.ALL),
        state=choice_of(request, "state", states),
        district=place_of(request, "district"),
        overdue=flag_of(request, "overdue", "yes"),
    )


def which_chips(request: HttpRequest, may_send: bool) -> list[Chip]:
    choices = [(lists.RECEIVED, _("Received"))]
    if may_send:
        choices += [(lists.SENT, _("Sent by us")), (lists.DRAFTS, _("Drafts"))]
    return chips(request, "which", choices, every=_("All that I can see"))


def choices(asked: lists.AdvisoryFilters, districts: Iterable[str]) -> dict[str, list[Choice]]:
    states = [(state.value, str(RECIPIENT_WORDS[state])) for state in BAR_ORDER]
    states.append((AdvisoryState.WITHDRAWN.value, _("Withdrawn")))
    keys = sorted({*districts, asked.district} - {""})
    known = spots(keys)
    named = sorted(((key, sentences.name_of(known, key)) for key in keys), key=lambda item: item[1])
    return {
        "state": options(states, asked.state),
        "district": options(named, asked.district),
    }


def when(moment: datetime | None) -> str | None:
    """Return the day of a moment in India."""
    return date_format(moment.astimezone(clock.INDIA), "j M Y") if moment else None


def table(
    listed: Sequence[Advisory], titles: Mapping[UUID, AdvisoryText], rows: Mapping[UUID, list[Recipient]]
) -> Table:
    """Return advisories as rows: title, sender, when, how far the recipients are whose rows the reader sees."""
    units = directory.units_of({each.home_unit for each in listed})
    late = lists.late_recipients()
    columns = [
        Column(_("Advisory"), lambda each: _titled(each, titles)),
        Column(_("From"), lambda each: units[each.home_unit].names if each.home_unit in units else None),
        Column(_("Sent"), lambda each: when(each.sent_at)),
        Column(_("Progress"), lambda each: how_far(each, rows.get(each.pk, []))),
        Column(_("Overdue"), lambda each: sum(one.pk in late for one in rows.get(each.pk, [])) or None, number=True),
    ]
    return Table.of(_("Advisories"), columns, listed, ADVISORY.page)


def _titled(advisory: Advisory, titles: Mapping[UUID, AdvisoryText]) -> str:
    text = titles.get(advisory.pk)
    words = str(text.title) if text else "–"
    return f"{words} ({advisory.name})" if advisory.name else words


def how_far(advisory: Advisory, rows: Sequence[Recipient]) -> str:
    """Return in words how far the recipients are."""
    if advisory.state == AdvisoryState.WITHDRAWN:
        return _("withdrawn")
    counts = Counter(each.state for each in rows)
    if not rows:
        return "–"
    if len(rows) == 1:
        return str(rows[0].state_words)
    done = sum(counts[state] for state in ACTED_ON)
    answered = done + counts[RecipientState.ACCEPTED] + counts[RecipientState.DECLINED]
    return _("%(answered)d of %(all)d answered, %(done)d done") % {"answered": answered, "all": len(rows), "done": done}


def duties_of(recipients: Iterable[Recipient]) -> dict[str, Duty]:
    """Return the duty that waits about each recipient, by the recipient's id."""
    return waiting_about(ABOUT, [str(each.pk) for each in recipients])


def recipient_columns(recipients: Sequence[Recipient], *, in_file: bool = False) -> list[Column]:
    """Return who the recipients are, what on the route, their state, clock, words; in a file the hour of the clock."""
    units = directory.units_of({each.unit for each in recipients})
    waiting = duties_of(recipients)

    def clock_of(each: Recipient) -> Any:
        duty = waiting.get(str(each.pk))
        if duty is None:
            return None
        if in_file:
            return f"{duty.due_at.astimezone(clock.INDIA):%Y-%m-%d %H:%M}"
        return clock_pill(due_at=duty.due_at, paused=bool(duty.paused_at))

    return [
        Column(_("Recipient"), lambda each: name_of_seat(each, units)),
        Column(_("On the route"), lambda each: each.part_words),
        Column(_("Status"), lambda each: Pill(each.state_words, STATE_KINDS.get(each.state, "calm"))),
        Column(_("Time limit"), clock_of),
        Column(_("Seen"), lambda each: when(each.seen_at)),
        Column(_("Answered"), lambda each: when(each.answered_at)),
        Column(_("Done"), lambda each: when(each.done_at)),
        Column(_("Text"), lambda each: words_of(each) or None),
    ]


def by_name(recipients: Sequence[Recipient]) -> list[Recipient]:
    units = directory.units_of({each.unit for each in recipients})
    return sorted(recipients, key=lambda each: name_of_seat(each, units))


def name_of_seat(recipient: Recipient, units: Mapping[int, Any]) -> str:
    unit = units.get(recipient.unit)
    place = unit.place.names if unit is not None and unit.place is not None else (unit.names if unit else "–")
    return (
        f"{place}, {OFFICES[OFFICE_OF_ROLE[recipient.role]].words}" if recipient.role in OFFICE_OF_ROLE else str(place)
    )


def words_of(recipient: Recipient) -> str:
    """Return what a recipient said, or what was said to it."""
    if recipient.state == RecipientState.DECLINED:
        return recipient.decline_reason
    if recipient.state == RecipientState.ACCEPTED and recipient.back_words:
        return _("Sent back: %(words)s") % {"words": recipient.back_words}
    return recipient.proof_words if recipient.state in ACTED_ON else ""


def bar(recipients: Sequence[Recipient]) -> list[dict[str, Any]]:
    """Return the bar of how far the recipients are, the farthest first: so many of them in each state."""
    counts = Counter(each.state for each in recipients if each.state != RecipientState.WITHDRAWN)
    total = sum(counts.values())
    segments, x = [], 0.0
    for state in BAR_ORDER:
        if counts[state]:
            width = BAR_WIDTH * counts[state] / total
            says = f"{RECIPIENT_WORDS[state]}: {counts[state]}"
            segments.append({"x": round(x, 1), "width": round(width, 1), "state": state.value, "says": says})
            x += width
    return segments


def weights_table(recipients: Sequence[Recipient]) -> tuple[Table, int, int]:
    """Return who will receive a draft and what weighs on them already, and how many are warned of and held."""
    units = directory.units_of({each.unit for each in recipients})
    weighs = lists.advisory_load((each.unit, each.role) for each in recipients)
    owned = posted_addressees([Addressee(units[each.unit], each.role) for each in recipients if each.unit in units])

    def weight(each: Recipient) -> lists.AdvisoryLoad:
        return weighs[each.unit, each.role]

    def share(each: Recipient) -> str | None:
        sent, acted_on = weight(each).sent, weight(each).acted
        return _("%(acted)d of %(sent)d") % {"acted": acted_on, "sent": sent} if sent else None

    def is_held(each: Recipient) -> bool:
        return (each.unit, each.role) not in owned

    def note(each: Recipient) -> Pill | None:
        if is_held(each):
            return Pill(_("waiting: nobody is posted"), "warn")
        return Pill(_("more than %(n)d per week") % {"n": lists.MANY_A_WEEK}, "hot") if weight(each).is_much else None

    columns = [
        Column(_("Recipient"), lambda each: name_of_seat(each, units)),
        Column(_("On the route"), lambda each: each.part_words),
        Column(_("Advisories per week and officer"), lambda each: f"{weight(each).a_week:g}", number=True),
        Column(_("Acted on"), share),
        Column(_("Note"), note),
    ]
    shown = Table.of(_("Who will receive it"), columns, by_name(recipients))
    return shown, sum(weight(each).is_much for each in recipients), sum(map(is_held, recipients))


def use_shown(actor: Actor, measure: Measure) -> dict[str, Any]:
    """Return where a measure was used and what followed, in words."""
    use = lists.use_of(actor, measure)
    keys = {*use.accepted, *use.done, *use.declined_at, *(key for key, _words in use.declined)}
    known = spots(keys)

    def names(districts: Iterable[str]) -> str:
        return ", ".join(sorted(sentences.name_of(known, key) for key in districts)) or "–"

    outcome, is_officer = use.outcome, holds(actor, Permission.FACT_READ)
    facts: list[tuple[str, Any]] = []
    if outcome.asked:
        asked = ngettext("%(n)d recipient", "%(n)d recipients", outcome.asked) % {"n": outcome.asked}
        facts = [
            (_("Advised to"), asked),
            (_("Done"), names(use.done) if is_officer else outcome.acted),
            (_("Accepted"), names(use.accepted) if is_officer else outcome.accepted),
            (_("Declined"), names(use.declined_at) if is_officer else outcome.declined),
        ]
        if outcome.median_days is not None:
            days = ngettext(
                "%(n)s day from sending to done (median)",
                "%(n)s days from sending to done (median)",
                round(outcome.median_days),
            )
            facts.append((_("Speed"), days % {"n": f"{outcome.median_days:g}"}))
    declined = [(sentences.name_of(known, key), words) for key, words in use.declined if words]
    return {"facts": facts, "declined": declined}
