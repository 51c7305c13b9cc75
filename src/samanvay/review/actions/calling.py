"""Calling a conference, moving it, cancelling it; and telling those who are invited."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation, within_operation
from samanvay.directory import queries as directory
from samanvay.directory.models import Place
from samanvay.duties.actions.duties import do_duty, drop_duty, notify, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, Actor, current_operation, reading
from samanvay.kernel.ids import public_code, uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.recording.submissions import Captured, captured_or_new, once

from .. import events, policies
from ..agenda import consent
from ..duty_kinds import PREPARE
from ..invitations.inviting import Seat, people_invited, seats_over
from ..kinds import HEAD_OF_ALL
from ..models import Conference, Invitation, Item, Series
from ..series.actions import Given, chair_unit, columns_of, desks_of
from ..series.rhythm import extra_submission, next_moment, submission_of
from ..states import CONSENT, ConferenceState, ItemState
from ..wording import day_in_both, reason_of

PREPARED_BEFORE = timedelta(hours=2)


def call_conference(*, by: Actor, given: Given, starts_at: datetime, captured: Captured | None = None) -> Conference:
    """Call a conference by hand and invite its offices. Raises Refused, Invalid."""
    policies.may_call_conference(by)
    unit = chair_unit(by, given)
    columns = columns_of(given)
    _check_ahead(starts_at)
    columns |= {"place": unit.place_id, "home_unit": unit.audience, "home_state": unit.home_state}
    return _call(by, columns, desks_of(by, unit), starts_at, captured_or_new(captured), None)


def call_next(*, by: Actor, series: Series, starts_at: datetime) -> Conference:
    """Call the conference of a series at a moment, with a duty to its chair to look at the agenda.

    Called by the ticker (or the demonstration); the same moment twice gives the same conference.
    """
    if not by.is_system:
        policies.may_change_series(by, series)
    names = ("kind", "name_en", "name_hi", "place", "chair_role", "invited", "minutes", "walks_districts", "standing")
    columns = {name: getattr(series, name) for name in (*names, "dial_in", "home_unit", "home_state")}
    sent = Captured(submission_of(series.pk, starts_at))
    return _call(by, columns, series.desks, starts_at, sent, series)


def call_following(*, conference: Conference) -> Conference | None:
    """Call the next sitting of a conference's series, as the machinery, where none is called yet."""
    with reading(SYSTEM):
        series = Series.objects.going().filter(conferences=conference.pk).first()
        if series is None:
            return None
        after = max(clock.now(), conference.starts_at)
        own = Conference.objects.filter(series=series)
        if own.filter(state=ConferenceState.PLANNED, starts_at__gt=after).exists():
            return None
        standing = ~Q(state=ConferenceState.CANCELLED)
        moment = next_moment(series.rhythm, series.weekday, series.at, after)
        while own.filter(Q(submission_id=submission_of(series.pk, moment)) | standing & Q(starts_at=moment)).exists():
            moment = next_moment(series.rhythm, series.weekday, series.at, moment)
        return call_next(by=SYSTEM, series=series, starts_at=moment)


def call_extra(*, by: Actor, conference: Conference) -> Conference:
    """Call an extra sitting for this minute, made as a conference that is to come, which stays as planned."""
    policies.may_arrange_conference(by, conference)
    names = ("kind", "name_en", "name_hi", "place", "chair_role", "minutes", "walks_districts")
    columns = {name: getattr(conference, name) for name in (*names, "dial_in", "home_unit", "home_state")}
    roles = Invitation.objects.filter(conference=conference).order_by("pk").values_list("role", flat=True)
    parts = Item.objects.filter(conference=conference, district="").exclude(reason=CONSENT).order_by("position")
    columns |= {"invited": list(dict.fromkeys(roles)), "standing": [each.words.to_json() for each in parts]}
    now = clock.now().replace(second=0, microsecond=0)
    sent = Captured(extra_submission(conference.pk, conference.series_id))
    return _call(by, columns, conference.line, now, sent, conference.series)


def move_conference(
    *, by: Actor, conference: Conference, starts_at: datetime, reason: str, expected: int | None = None
) -> Conference:
    """Move a conference to another time, with the reason; the invited are told and their calendars follow."""
    policies.may_arrange_conference(by, conference)
    _check_ahead(starts_at)
    why = reason_of(reason)
    others = Conference.objects.filter(series=conference.series_id, starts_at=starts_at).exclude(pk=conference.pk)
    if conference.series_id and others.exclude(state=ConferenceState.CANCELLED).exists():
        raise Invalid("starts_at", _("Another meeting of this series is at the same time."))
    with operation(events.CONFERENCE_MOVED, by=by, target=("conference", conference.id), readers=conference.readers):
        conference.revise(
            expected=expected,
            changes={"starts_at": starts_at, "reason": why, "sequence": conference.sequence + 1},
        )
        close_preparing(conference, drop=True)
        ask_chair(conference)
        tell_invited(
            conference,
            Bilingual("Moved: {name}, now {when}", "समय बदला: {name}, अब {when}"),
            f"moved:{conference.sequence}",
        )
    return conference


def cancel_conference(*, by: Actor, conference: Conference, reason: str, expected: int | None = None) -> Conference:
    """Cancel a conference that has not begun, with the reason; the invited are told."""
    policies.may_arrange_conference(by, conference)
    why = reason_of(reason)
    with operation(
        events.CONFERENCE_CANCELLED, by=by, target=("conference", conference.id), readers=conference.readers
    ):
        conference.revise(
            expected=expected,
            changes={"state": ConferenceState.CANCELLED, "reason": why, "sequence": conference.sequence + 1},
        )
        close_preparing(conference, drop=True)
        tell_invited(conference, Bilingual("Cancelled: {name}, {when}", "निरस्त: {name}, {when}"), "cancelled")
    return conference


def _call(
    by: Actor, given: dict[str, Any], desks: list[int], starts_at: datetime, sent: Captured, series: Series | None
) -> Conference:
    columns = dict(given)
    roles, standing = columns.pop("invited"), columns.pop("standing")
    chair = int(columns["home_unit"])
    place, state = str(columns["place"] or ""), str(columns["home_state"])
    if not place:
        raise Invalid(
            "chair",
            _(
                "Nobody can be invited, because the chair's unit has no place. Choose another chair, or enter the "
                "unit's place in the directory."
            ),
        )
    seats = [
        seat for seat in seats_over(place, roles, state) if (seat.role, seat.audience) != (columns["chair_role"], chair)
    ]
    above = {each for each in directory.readers_for(chair) if each != SYSTEM_AUDIENCE}
    # The Home Department stands above police and administration alike, though in the tree of the one alone.
    line = sorted({*above, *desks, *(seat.audience for seat in seats if seat.role == HEAD_OF_ALL)})
    readers = sorted({SYSTEM_AUDIENCE, *line, *(seat.audience for seat in seats)})
    with operation(events.CONFERENCE_CALLED, by=by, readers=readers, of_kind=columns["kind"]) as op:
        if known := once(op, Conference, sent.submission_id, home_unit=chair):
            return known
        conference = Conference.objects.create(
            **columns,
            **sent.columns(),
            series=series,
            line=line,
            starts_at=starts_at,
            room=public_code().lower(),
            called_by=by.id,
            readers=readers,
        )
        op.about("conference", conference.id)
        op.add(invited=len(seats), starts_at=starts_at)
        _invite(conference, seats)
        _lay_out(conference, [Bilingual.from_json(part) for part in standing])
        earlier = Conference.objects.filter(series=series, starts_at__lt=starts_at)
        before = earlier.exclude(state=ConferenceState.CANCELLED).order_by("-starts_at").first()
        if series is not None and before is not None and before.is_over:
            carry_postponed(before, conference)
        ask_chair(conference)
        tell_invited(conference, Bilingual("Invitation: {name}, {when}", "आमंत्रण: {name}, {when}"), "called")
    return conference


def _invite(conference: Conference, seats: list[Seat]) -> None:
    insert_many(
        Invitation,
        [
            Invitation(
                id=uuid7(),
                conference=conference,
                role=seat.role,
                audience=seat.audience,
                district=seat.district,
                readers=sorted({SYSTEM_AUDIENCE, *conference.line, seat.audience}),
                home_unit=conference.home_unit,
                home_state=conference.home_state,
            )
            for seat in seats
        ],
    )


def _lay_out(conference: Conference, standing: list[Bilingual]) -> None:
    """Make the items: the standing parts, and the districts before the last of them, by name.

    Where districts are many there is an item beside, under which those with least at stake are taken note of together.
    """
    parts: list[tuple[str, Bilingual, bool]] = [("", part, False) for part in standing[:-1]]
    if conference.walks_districts:
        keys = directory.districts_of(conference.place)
        for place in Place.objects.filter(pk__in=keys).order_by("name"):
            parts.append((place.key, place.names, False))
        if len(keys) > consent.PROPOSED:
            parts.append(("", consent.WORDS, False))
    parts += [("", part, True) for part in standing[-1:]]
    insert_many(
        Item,
        [
            Item(
                id=uuid7(),
                conference=conference,
                position=position,
                district=district,
                words_en=words.en,
                words_hi=words.hi,
                is_last=is_last,
                reason=CONSENT if words is consent.WORDS else "",
                **conference.ownership(),
            )
            for position, (district, words, is_last) in enumerate(parts, 1)
        ],
    )


def carry_postponed(conference: Conference, to: Conference) -> int:
    """Put the parts that a conference postponed or did not reach on the agenda of a later one.

    Works inside the caller's operation. Districts come by themselves. Returns how many were carried.
    """
    there = set(Item.objects.filter(conference=to).values_list("words_en", flat=True))
    last = Item.objects.filter(conference=to).order_by("-position").values_list("position", flat=True).first() or 0
    left = Item.objects.filter(
        Q(state=ItemState.POSTPONED) | Q(state=ItemState.WAITING, reason=""), conference=conference, district=""
    ).exclude(words_en__in=there)
    carried = [
        Item(
            id=uuid7(),
            conference=to,
            position=last + number,
            words_en=each.words_en,
            words_hi=each.words_hi,
            is_last=each.is_last,
            **to.ownership(),
        )
        for number, each in enumerate(left.order_by("position"), 1)
    ]
    insert_many(Item, carried)
    return len(carried)


def _check_ahead(starts_at: datetime) -> None:
    if starts_at <= clock.now():
        raise Invalid("starts_at", _("This time has already passed."))


def ask_chair(conference: Conference) -> Duty:
    """Ask the chair to look at the agenda, inside the caller's operation."""
    name, when = conference.names, moment_in_both(conference.starts_at)
    return open_duty(
        by=SYSTEM,
        kind=PREPARE,
        subject=("conference", conference.id),
        title=Bilingual("Check the agenda: {name}, {when}", "कार्यसूची देखें: {name}, {when}").format(name=name, when=when),
        owner_role=conference.chair_role,
        owner_audience=conference.home_unit,
        due_at=max(conference.starts_at - PREPARED_BEFORE, clock.now() + timedelta(minutes=1)),
        readers=conference.line,
        home_state=conference.home_state,
        link=f"/conferences/{conference.id}/",
        key=f"conference:prepare:{conference.id}:{conference.sequence}",
    )


def close_preparing(conference: Conference, *, drop: bool = False) -> None:
    """Close the duty to look at the agenda, inside the caller's operation."""
    waiting = Duty.objects.waiting().filter(kind=PREPARE.code, subject_kind="conference", subject_id=str(conference.id))
    for duty in waiting:
        if drop:
            drop_duty(by=SYSTEM, duty=duty, reason=_("The meeting was moved or cancelled."))
        else:
            do_duty(by=SYSTEM, duty=duty)


def tell_invited(conference: Conference, words: Bilingual, key: str, *, page: str = "") -> int:
    """Tell whoever is invited, inside the caller's operation; returns how many were told."""
    people = people_invited(conference)
    op = current_operation()
    assert op is not None
    with within_operation(op):  # a notice is read by the one whom it tells, not by the one who caused it
        notify(
            people=people,
            words=words.format(name=conference.names, when=moment_in_both(conference.starts_at)),
            link=f"/conferences/{conference.id}/{page}",
            key=f"conference:{conference.id}:{key}",
            audience=conference.home_unit,
            home_state=conference.home_state,
        )
    return len(people)


def moment_in_both(moment: datetime) -> Bilingual:
    """Return a moment in India as it is written here, in both languages."""
    here = moment.astimezone(clock.INDIA)
    day = day_in_both(here.date())
    return Bilingual(f"{day.en}, {here:%H:%M}", f"{day.hi}, {here:%H:%M}")
