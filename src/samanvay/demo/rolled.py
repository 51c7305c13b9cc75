"""The sheet of members of the demonstration, as a personnel office would send it. All names are invented."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from samanvay.access.models import Grant
from samanvay.directory.models import Officer, Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.spreadsheets import csv_lines
from samanvay.rosters.delivery.actions.coverage import COUNTED, UnitCoverage, keep_week
from samanvay.training.examining.models.certificate import VALID
from samanvay.training.models import Member
from samanvay.training.roll.standing import Standing, standing_of

from .personas import GIVEN, SURNAMES, number

ROLL_FILE = "manav_sampada_members.csv"
HEAD = (
    *("PNO", "Name", "नाम (हिन्दी)", "Designation", "Gender", "Posted at", "Languages known"),
    *("Leave from", "Leave until", "Last training"),
)
DISTRICTS = ("Bahraich", "Moradabad", "Varanasi", "Gorakhpur", "Maharajganj", "Lucknow")
# Of each kind of unit who serves there.
STRENGTH: dict[str, tuple[str, ...]] = {
    "ahtu": ("Inspector", "S.I.", "H.C.", "Constable", "Constable"),
    "help_desk": ("S.I.", "Constable"),
    "station": ("Inspector", "Constable"),
    "grp_station": ("S.I.", "Constable"),
    "border_district": ("Inspector", "Constable"),
    "dcpu": ("Protection Officer", "Counsellor"),
    "prosecution": ("Prosecution Officer",),
    "cmo": ("Medical Officer",),
}
WEEKS_AGO = (3, 8, None, 15, 5, 22, 31, 11, None, 18, 40, 2)  # since the last training, in turn
WEEKS_KEPT = 26
ROUND = timedelta(weeks=19)  # between the trainings of one person, as it was before anybody planned them
TONGUES = ("Hindi", "Hindi, Bhojpuri", "Hindi, Awadhi", "Hindi, Nepali", "Hindi, English")


def roll_sheet(state: str, today: date) -> bytes:
    """Return some members of the units of a few districts as CSV."""
    places = [f"district:{number(each)}" for each in DISTRICTS]
    units = Unit.objects.filter(home_state=state, kind__in=STRENGTH, place__isnull=False).select_related("place")
    rows: list[Sequence[str]] = [HEAD]
    at = 0
    for unit in units.order_by("code"):
        if unit.place is None or (unit.place.district_id or unit.place.key) not in places:
            continue
        for rank in STRENGTH[unit.kind]:
            given, surname = GIVEN[at % len(GIVEN)], SURNAMES[at * 3 % len(SURNAMES)]
            weeks = WEEKS_AGO[at * 7 % len(WEEKS_AGO)]
            is_away = at % 17 == 5
            rows.append(
                (
                    f"ROLL{at:04d}",
                    f"{given[0]} {surname[0]}",
                    f"{given[1]} {surname[1]}",
                    rank,
                    "F" if given[0] in ("Sunita", "Asha", "Nidhi", "Preeti", "Shabana") else "M",
                    unit.code,
                    TONGUES[at % len(TONGUES)],
                    (today - timedelta(days=4)).isoformat() if is_away else "",
                    (today + timedelta(days=10)).isoformat() if is_away else "",
                    (today - timedelta(weeks=weeks)).isoformat() if weeks else "",
                )
            )
            at += 1
    return "".join(csv_lines([*rows, *_personas(state)])).encode()


def keep_past_weeks(today: date) -> int:
    """Keep how training stood at each of the last Mondays, as the days of training on the roll let one think.

    Whoever attended after a Monday is taken to have attended a round before. Returns how many weeks.
    """
    with reading(SYSTEM):
        rows = list(Member.objects.present().values_list("unit_id", "service", "last_on", "certified_on"))
    monday = today - timedelta(days=today.weekday())
    for ago in range(WEEKS_KEPT, -1, -1):
        day = monday - timedelta(weeks=ago)
        counts: dict[tuple[UUID, str], Counter[str]] = {}
        for unit, service, last, certified in rows:
            group = counts.setdefault((unit, service), Counter())
            passed = certified if certified is not None and certified <= day else None
            standing = standing_of(_before(last, day), passed, day)
            group[standing.value] += 1
            group["attended"] += standing == Standing.TRAINED
            group["certified"] += certified is not None and day - VALID <= certified <= day
        found = {key: UnitCoverage(*(group[name] for name in COUNTED)) for key, group in counts.items()}
        keep_week(monday=day, found=found)
    return WEEKS_KEPT + 1


def _before(last: date | None, day: date) -> date | None:
    while last is not None and last > day:
        last -= ROUND
    return last


def _personas(state: str) -> list[tuple[str, ...]]:
    """Return the rows of the personas who serve in such units: they see their own trainings."""
    grants = Grant.objects.filter(home_state=state, user__is_persona=True).in_force(clock.today())
    seats = dict(grants.order_by("-since", "-id").values_list("user_id", "audience"))
    units = {each.audience: each for each in Unit.objects.filter(audience__in=seats.values(), kind__in=STRENGTH)}
    officers = Officer.objects.standing().filter(home_state=state, user__in=seats).order_by("employee_no")
    return [
        (each.employee_no, each.name, each.name_hi, each.rank, "", units[audience].code, "Hindi", "", "", "")
        for each in officers
        if each.user_id is not None and (audience := seats[each.user_id]) in units
    ]
