"""The conferences of the demonstration: last Monday's round, held and decided; the coming Monday's, prepared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from samanvay.duties.actions.duties import do_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.picture.findings.weeks import monday_of
from samanvay.recording.submissions import Captured
from samanvay.review import actions
from samanvay.review.invitations.inviting import holders_of_many
from samanvay.review.kinds import KINDS
from samanvay.review.models import Conference, Invitation, Item, Line, Series
from samanvay.review.series import actions as series_actions
from samanvay.review.series.nightly import call_coming_conferences
from samanvay.review.states import Presence

from .told import told_as

KIND = KINDS["weekly_round"]
LASTED = timedelta(minutes=100)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of the round: an update, or with ``owner`` (a role) a decision for so many days; ``proof`` if done."""

    district: str
    words: str
    owner: str = ""
    days: int = 0
    proof: str = ""


LINES: tuple[Spoken, ...] = (
    Spoken("Bahraich", (
        "Three interceptions at the crossing this week. The administration counted two fewer rescued than the police; "
        "both will compare their registers."
    )),
    Spoken("Bahraich", "Compare the registers of police and administration and correct the count of the week.",
           "district_magistrate", 2, "Compared on Tuesday: the police counted two children twice. Corrected."),
    Spoken("Moradabad", "Agents meet the girls at the station and take them on by road the same night."),
    Spoken("Moradabad", "Check every placement agency within two kilometres of the station and send the list.",
           "police_chief", 0),
    Spoken("Moradabad", "Put an announcement in Hindi and Santali on the platforms, with the number 1098.",
           "police_chief", 9),
    Spoken("Maharajganj", "Language is a hurdle at Sonauli; two women constables who speak Nepali help there now."),
    Spoken("Varanasi", "The railway police finds most of them on the night trains from Gorakhpur."),
    Spoken("Varanasi", "Two teams on the night trains from Gorakhpur, every night until the next round.",
           "police_chief", 4),
)  # fmt: skip


def tell_conferences(actors: Mapping[str, Actor]) -> int:
    """Make the series, hold last Monday's round, call the coming one; goes on where it was broken off."""
    desk, nodal = actors["desk"], actors["nodal"]
    held_at = _last_round()
    with clock.frozen(held_at - timedelta(days=4)), reading(desk):
        series = _series(desk, nodal)
        conference = actions.call_next(by=desk, series=series, starts_at=held_at)
    if conference.is_planned:
        with clock.frozen(held_at), reading(desk):
            conference = actions.begin_conference(by=desk, conference=conference)
    if conference.is_running:
        _hold(desk, conference, held_at)
        with clock.frozen(held_at + LASTED), reading(desk):
            _call_the_roll(desk, conference)
            conference = actions.end_conference(by=desk, conference=Conference.objects.get(pk=conference.pk))
    if not conference.is_confirmed:
        with clock.frozen(min(held_at + timedelta(hours=6), clock.now())), reading(nodal):
            actions.confirm_minutes(by=nodal, conference=Conference.objects.get(pk=conference.pk))
    _do_what_was_done(actors, conference, held_at)
    return 1 + call_coming_conferences()


def _last_round() -> datetime:
    """Return eleven o'clock of the last Monday whose round is over by now."""
    at = datetime.combine(monday_of(clock.today()), KIND.at, tzinfo=clock.INDIA)
    return at if at + timedelta(hours=7) < clock.now() else at - timedelta(weeks=1)


def _series(desk: Actor, nodal: Actor) -> Series:
    given = series_actions.Given(
        kind=KIND.code,
        name=KIND.name,
        chair=("state_nodal_officer", nodal.grants[0].audience),
        invited=KIND.invited,
        minutes=KIND.minutes,
        standing=KIND.standing,
        dial_in="State control room, hall 2",
    )
    return series_actions.make_series(
        by=desk,
        given=given,
        rhythm=KIND.rhythm,
        weekday=KIND.weekday,
        at=time(KIND.at.hour, KIND.at.minute),
        captured=Captured(told_as("series", KIND.code)),
    )


def _hold(desk: Actor, conference: Conference, held_at: datetime) -> None:
    """Walk the districts that something was said of, seven minutes each."""
    names = list(dict.fromkeys(spoken.district for spoken in LINES))
    for number, name in enumerate(names):
        with clock.frozen(held_at + timedelta(minutes=5 + 7 * number)), reading(desk):
            conference = Conference.objects.get(pk=conference.pk)
            item = Item.objects.get(conference=conference, words_en=name)
            item.conference = conference
            actions.walk_to(by=desk, conference=conference, item=item)
            for spoken in LINES:
                if spoken.district == name:
                    _say(desk, item, spoken, held_at)


def _say(desk: Actor, item: Item, spoken: Spoken, held_at: datetime) -> None:
    owner = ""
    if spoken.owner:
        invitation = Invitation.objects.filter(
            conference=item.conference, role=spoken.owner, district=item.district
        ).first()
        assert invitation is not None
        owner = f"{spoken.owner}:{invitation.audience}"
    actions.write_line(
        by=desk,
        item=item,
        kind="decision" if owner else "update",
        text=spoken.words,
        owner=owner,
        said_on=held_at.date() + timedelta(days=spoken.days) if owner else None,
        captured=Captured(told_as("line", spoken.words)),
    )


def _call_the_roll(desk: Actor, conference: Conference) -> None:
    """Note who was there: offices with somebody posted but some, of these a few by a deputy."""
    invited = list(Invitation.objects.filter(conference=conference).order_by("pk"))
    held = holders_of_many((each.role, each.audience) for each in invited)
    roll = {}
    for number, each in enumerate(invited):
        is_there = (each.role, each.audience) in held and number % 9 != 4
        deputy = "Additional SP" if each.role == "police_chief" and number % 7 == 3 else ""
        roll[each.pk] = (Presence.PRESENT if is_there else Presence.ABSENT, deputy if is_there else "")
    actions.note_roll(by=desk, conference=conference, roll=roll)


def _do_what_was_done(actors: Mapping[str, Actor], conference: Conference, held_at: datetime) -> None:
    by_seat = {(held.role, held.audience): actor for actor in actors.values() for held in actor.grants}
    proofs = {spoken.words: (spoken.proof, spoken.days) for spoken in LINES if spoken.proof}
    for line in _lines(actors["desk"], conference, list(proofs)):
        proof, days = proofs[line.text]
        actor = by_seat.get((line.owner_role, line.owner_audience or 0))
        if actor is None:
            continue
        moment = min(held_at + timedelta(days=days, hours=2), clock.now())
        with clock.frozen(moment), reading(actor):
            for duty in Duty.objects.waiting().filter(subject_kind="decision", subject_id=str(line.pk)):
                do_duty(by=actor, duty=duty, proof=proof)


def _lines(desk: Actor, conference: Conference, words: list[str]) -> list[Line]:
    with reading(desk):
        return list(Line.objects.filter(conference=conference, text__in=words))
