"""What the pages of advisories show: rows of the lists, recipients with their clocks, the bar of how far they are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from samanvay.measures.advisories.addressees import OFFICE_OF_ROLE, OFFICES
from samanvay.measures.advisories.duties import ABOUT
from samanvay.measures.advisories.queries import advisories as lists
from samanvay.measures.advisories.states import ACTED_ON, RECIPIENT_WORDS, AdvisoryState, RecipientState
from samanvay.measures.effect.queries import acted
from samanvay.measures.models import Advisory, AdvisoryText, Measure, Recipient
from samanvay.picture.queries import spots
from samanvay.picture.spots import district_of
from samanvay.web.components.pieces import Chip, Choice, Column, Kind, Pill, Row, Table, address, options
from samanvay.web.kit import sentences
from samanvay.web.kit.clocks import clock_pill
from samanvay.web.kit.filters import choice_of, flag_of, place_of
from samanvay.web.kit.people import names_of


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


def asked_of(request: HttpRequest) -> lists.AdvisoryFilters:
    """Return what the address asks for."""
    states = {*(each.value for each in RecipientState), AdvisoryState.WITHDRAWN.value} - {RecipientState.NAMED.value}
    return lists.AdvisoryFilters(
        which=choice_of(request, "which", (lists.SENT, lists.RECEIVED, lists.DRAFTS), lists.ALL),
        state=choice_of(request, "state", states),
        district=place_of(request, "district"),
        overdue=flag_of(request, "overdue", "yes"),
    )


def which_chips(request: HttpRequest, asked: lists.AdvisoryFilters, may_send: bool) -> list[Chip]:
    """Return the chips of whose advisories."""
    said = [(lists.ALL, _("All that I may see")), (lists.RECEIVED, _("Received"))]
    if may_send:
        said += [(lists.SENT, _("Sent by us")), (lists.DRAFTS, _("Drafts"))]
    return [
        Chip(words, address(request, which="" if code == lists.ALL else code), on=asked.which == code)
        for code, words in said
    ]


def choices(asked: lists.AdvisoryFilters, districts: Iterable[str]) -> dict[str, list[Choice]]:
    """Return the entries of the selects."""
    states = [(state.value, str(RECIPIENT_WORDS[state])) for state in BAR_ORDER]
    states.append((AdvisoryState.WITHDRAWN.value, _("Withdrawn")))
    keys = sorted({*districts, asked.district} - {""})
    known = spots(keys)
    named = sorted(((key, sentences.name_of(known, key)) for key in keys), key=lambda item: item[1])
    return {
        "state": options(states, asked.state),
        "district": options(named, asked.district),
    }


def when(moment: Any) -> str:
    return str(date_format(moment.astimezone(clock.INDIA), "j M Y")) if moment else "–"


def table(
    listed: Sequence[Advisory], titles: Mapping[UUID, AdvisoryText], rows: Mapping[UUID, list[Recipient]]
) -> Table:
    """Return advisories as rows: title, sender, when, how far the recipients are whose rows the reader sees."""
    units = directory.units_of({each.home_unit for each in listed})
    late = lists.late_recipients()
    return Table(
        _("Advisories"),
        [
            Column(_("Advisory")),
            Column(_("From")),
            Column(_("Sent")),
            Column(_("How far")),
            Column(_("Late"), number=True),
        ],
        [
            Row(
                [
                    _titled(each, titles),
                    str(units[each.home_unit].names) if each.home_unit in units else "–",
                    when(each.sent_at),
                    how_far(each, rows.get(each.pk, [])),
                    sum(recipient.pk in late for recipient in rows.get(each.pk, [])) or "–",
                ],
                reverse("advisory", args=[each.pk]),
            )
            for each in listed
        ],
    )


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


def recipients_table(recipients: Sequence[Recipient], caption: str, *, in_file: bool = False) -> Table:
    """Return the recipients: who, what they are on the route, state, clock, words."""
    units = directory.units_of({each.unit for each in recipients})
    waiting = duties_of(recipients)
    columns = [
        *(Column(_("Recipient")), Column(_("On the route")), Column(_("Status")), Column(_("Clock"))),
        *(Column(_("Seen")), Column(_("Answered")), Column(_("Done")), Column(_("Words"))),
    ]
    rows = []
    for each in sorted(recipients, key=lambda each: name_of_seat(each, units)) if not in_file else recipients:
        duty = waiting.get(str(each.pk))
        state: Any = Pill(each.state_words, STATE_KINDS.get(each.state, "calm"))
        clocked: Any = clock_pill(due_at=duty.due_at, paused=bool(duty.paused_at)) if duty is not None else "–"
        if in_file:
            state, clocked = str(each.state_words), duty.due_at.isoformat() if duty else ""
        rows.append(
            Row(
                [
                    name_of_seat(each, units),
                    str(each.part_words or "–"),
                    state,
                    clocked,
                    when(each.seen_at),
                    when(each.answered_at),
                    when(each.done_at),
                    words_of(each) or "–",
                ],
            )
        )
    return Table(caption, columns, rows)


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


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the bar: so many recipients in one state."""

    x: float
    width: float
    state: str
    says: str


def bar(recipients: Sequence[Recipient]) -> list[Segment]:
    """Return the bar of how far the recipients are, the farthest first."""
    counts = Counter(each.state for each in recipients if each.state != RecipientState.WITHDRAWN)
    total = sum(counts.values())
    segments, x = [], 0.0
    for state in BAR_ORDER:
        if counts[state]:
            width = BAR_WIDTH * counts[state] / total
            says = f"{RECIPIENT_WORDS[state]}: {counts[state]}"
            segments.append(Segment(round(x, 1), round(width, 1), state.value, says))
            x += width
    return segments


def weights_table(recipients: Sequence[Recipient]) -> tuple[Table, int, int]:
    """Return who will receive a draft and what weighs on them already, and how many are warned of and held."""
    from samanvay.measures.advisories.addressees import Addressee, posted_addressees

    units = directory.units_of({each.unit for each in recipients})
    weighs = lists.advisory_load((each.unit, each.role) for each in recipients)
    owned = posted_addressees([Addressee(units[each.unit], each.role) for each in recipients if each.unit in units])
    rows, warned, held = [], 0, 0
    for each in sorted(recipients, key=lambda each: name_of_seat(each, units)):
        weight = weighs[each.unit, each.role]
        is_owned = (each.unit, each.role) in owned
        warned += weight.is_much
        held += not is_owned
        pill: Any = Pill(_("more than %(n)d a week") % {"n": lists.MANY_A_WEEK}, "hot") if weight.is_much else "–"
        if not is_owned:
            pill = Pill(_("held: nobody is posted"), "warn")
        share = "–"
        if weight.sent:
            share = _("%(acted)d of %(sent)d") % {"acted": weight.acted, "sent": weight.sent}
        part = str(each.part_words or "–")
        rows.append(Row([name_of_seat(each, units), part, f"{weight.a_week:g}", share, pill]))
    columns = [
        *(Column(_("Recipient")), Column(_("On the route"))),
        *(Column(_("Advisories a week and officer"), number=True), Column(_("Acted on")), Column(_("Note"))),
    ]
    return Table(_("Who will receive it"), columns, rows), warned, held


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
                "%(n)s day from sending to done, in the middle",
                "%(n)s days from sending to done, in the middle",
                round(outcome.median_days),
            )
            facts.append((_("How fast"), days % {"n": f"{outcome.median_days:g}"}))
    declined = [(sentences.name_of(known, key), words) for key, words in use.declined if words]
    return {"facts": facts, "declined": declined}


def text_lines(texts: Sequence[AdvisoryText]) -> list[dict[str, Any]]:
    """Return the texts of an advisory that were sent, for its history."""
    names = names_of(each.written_by for each in texts)
    return [
        {
            "no": each.no,
            "when": when(each.written_at),
            "by": names.get(each.written_by, ""),
            "reason": each.reason,
            "title": str(each.title),
            "text": str(each.text),
        }
        for each in texts
    ]
