"""The page before the meeting: who leads counts every office, titles stay with those whose rows show them."""

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils.formats import date_format
from duty_world import TRIED

from factories import give_role
from samanvay.access.actors import actor_for
from samanvay.access.models import Grant, User
from samanvay.access.signin.actions.signing import record_sign_in
from samanvay.access.users.actions import create_user, end_grant
from samanvay.cases.tasks import BEFORE_CWC
from samanvay.directory.models import Unit
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.actions.duties import open_duty, pause_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.review.agenda.stakes import stakes_of
from samanvay.tracing import duty_kinds as of_tracing
from samanvay.tracing.entries.actions import PersonDetails, add_entries, add_step
from samanvay.tracing.entries.ages import read_age
from samanvay.web.today.meeting import BLOCKS, counts, found_in

pytestmark = pytest.mark.django_db

HERE, THERE = "district:180", "district:197"


def unit(kind: str, compartment: str, district: str, name: str, parent: Unit | None = None) -> Unit:
    place = keep_place(by=SYSTEM, key=district)
    return create_unit(
        by=SYSTEM,
        compartment=compartment,
        kind=kind,
        name=name,
        code=f"m:{kind}:{name}",
        home_state="IN-UP",
        place=place,
        parent=parent,
    )


def officer(role: str, *units: Unit) -> User:
    user = create_user(by=SYSTEM, username=f"m-{role}", name=role)
    for each in units:
        give_role(user, role, each, since=date(2020, 1, 1))
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "of the test"})
    return user


def late_duty(kind: Any, owner: Unit, title: str, *readers: Unit) -> None:
    with reading(SYSTEM):
        open_duty(
            by=SYSTEM,
            kind=kind,
            subject=("trial", title),
            title=Bilingual(title),
            owner_role="station_officer",
            owner_audience=owner.audience,
            due_at=clock.now() - timedelta(hours=1),
            readers=[each.audience for each in readers],
            home_state="IN-UP",
        )


class Meeting:
    def __init__(self) -> None:
        self.office = unit("district_office", "administration", HERE, "Office")
        self.other_office = unit("district_office", "administration", THERE, "Other office")
        self.police = unit("district_police", "police", HERE, "Police")
        self.station = unit("station", "police", HERE, "Loud station", self.police)
        self.quiet = unit("station", "police", HERE, "Quiet station")
        self.empty = unit("station", "police", THERE, "Empty station")
        self.home = unit("cwc", "welfare", HERE, "Committee")
        self.dm = officer("district_magistrate", self.office)
        self.chief = officer("police_chief", self.police)
        self.commissioner = officer("divisional_commissioner", self.office, self.other_office)
        self.sho = officer("station_officer", self.station)
        officer("women_help_desk", self.quiet)
        late_duty(BEFORE_CWC, self.station, "Girl 1 of the case", self.police)
        late_duty(BEFORE_CWC, self.station, "Girl 2 of the case", self.police)
        late_duty(TRIED, self.home, "An order of the committee")


@pytest.fixture
def meeting(db: None) -> Meeting:
    return Meeting()


def lines(user: User, block: str) -> list[tuple[str, bool, int]]:
    with reading(actor_for(user)) as actor:
        found = {each.block.name: each for each in found_in(actor, HERE)}
    return [(line.words, bool(line.url), line.many) for line in found[block].lines]


def test_magistrate_counts_every_office_and_reads_no_title_of_another(meeting: Meeting) -> None:
    said = "Child before the Child Welfare Committee (Loud station): 2"
    assert lines(meeting.dm, "children") == [(said, False, 2)]
    assert lines(meeting.dm, "overdue") == [("Tried (Committee)", False, 1)]


def test_administration_of_one_district_does_not_open_the_offices_of_another(meeting: Meeting) -> None:
    give_role(meeting.chief, "campaign_officer", meeting.other_office.audience, since=date(2020, 1, 1))
    assert lines(meeting.chief, "overdue") == []


def test_found_child_who_waits_too_long_is_counted_with_those_of_cases(meeting: Meeting) -> None:
    late_duty(of_tracing.BEFORE_CWC, meeting.station, "A boy who was found", meeting.police)
    assert len(lines(meeting.chief, "children")) == 3
    assert lines(meeting.chief, "overdue") == []


def test_clock_that_stands_for_a_journey_hides_no_child_for_longer_than_a_day(meeting: Meeting) -> None:
    with reading(SYSTEM):
        duty = Duty.objects.get(title_en="Girl 1 of the case")
        pause_duty(by=SYSTEM, duty=duty, reason="On the train from Varanasi")
    assert len(lines(meeting.chief, "children")) == 1
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert len(lines(meeting.chief, "children")) == 2


def test_missing_child_stands_without_fir_until_one_is_recorded(meeting: Meeting) -> None:
    sho = actor_for(meeting.sho)
    people = [PersonDetails(sex="female", age=read_age(age)) for age in ("14", "12", "30")]
    with reading(sho):
        first, second, _grown = add_entries(by=sho, kind="missing", people=people, place=HERE, told_by="family")
    late_duty(of_tracing.FIR, meeting.station, "Register the FIR", meeting.police)
    assert lines(meeting.dm, "missing") == [("Loud station: 2 children", False, 2)]
    assert [line[:2] for line in lines(meeting.chief, "missing")] == [
        (f"{first.label} (Loud station)", True),
        (f"{second.label} (Loud station)", True),
    ]
    assert lines(meeting.chief, "overdue") == [], "counted once"
    with reading(actor_for(meeting.chief)) as chief:
        at_stake = {reason.source.code: reason for reason in stakes_of(chief, [HERE])[HERE].reasons}
    assert (at_stake["missing"].told.number, at_stake["children"].told.number) == (2, 2)
    assert "overdue" not in at_stake, "counted once"
    with reading(sho):
        add_step(by=sho, entry_id=first.id, kind="fir", reference="44/2026")
    assert lines(meeting.dm, "missing") == [("Loud station: 1 child", False, 1)]
    with reading(actor_for(meeting.commissioner)) as actor:
        counted = counts(actor, [HERE, THERE])
    assert (counted[HERE]["missing"], counted[THERE]["missing"]) == (1, 0)


def test_police_chief_reads_the_titles_of_the_police_and_nothing_of_welfare(meeting: Meeting) -> None:
    assert [line[:2] for line in lines(meeting.chief, "children")] == [
        ("Girl 1 of the case (Loud station)", True),
        ("Girl 2 of the case (Loud station)", True),
    ]
    assert lines(meeting.chief, "overdue") == []


def test_station_where_somebody_signed_in_is_not_silent(meeting: Meeting) -> None:
    assert [line[0] for line in lines(meeting.dm, "stations")] == ["Loud station", "Quiet station"]
    record_sign_in(user=meeting.sho, how="password")
    assert [line[0] for line in lines(meeting.dm, "stations")] == ["Quiet station"]
    with clock.frozen(clock.now() + timedelta(days=15)):
        assert [line[0] for line in lines(meeting.dm, "stations")] == ["Loud station", "Quiet station"]


def test_vacant_post_is_a_line_of_its_own_and_no_late_report(meeting: Meeting) -> None:
    before = len(lines(meeting.dm, "vacant"))
    with reading(SYSTEM):
        end_grant(by=SYSTEM, grant=Grant.objects.get(user=meeting.chief))
    day = date_format(clock.today(), "j M Y")
    vacant = [line[0] for line in lines(meeting.dm, "vacant")]
    assert len(vacant) == before + 1
    assert any(words.startswith(f"Post vacant since {day}: ") for words in vacant)
    assert lines(meeting.dm, "reports") == []


def test_commissioner_sees_the_districts_side_by_side_sorted_and_as_a_table(meeting: Meeting) -> None:
    with reading(actor_for(meeting.commissioner)) as actor:
        counted = counts(actor, [HERE, THERE])
    assert (counted[HERE]["children"], counted[THERE]["children"], counted[THERE]["stations"]) == (2, 0, 0)
    assert counted[THERE]["vacant"] >= 1, "nobody is posted at its station"
    client = Client()
    client.force_login(meeting.commissioner)
    page = client.get("/today/district/?sort=children").content.decode()
    assert page.index(f"/today/district/{HERE}/") < page.index(f"/today/district/{THERE}/")
    table = client.get("/today/district/districts.csv").content.decode("utf-8-sig").splitlines()
    assert table[0].split(",")[:2] == ["District", "Children over 24 h"]
    assert len(table) == 3
    paper = client.get(f"/today/district/{HERE}/paper.pdf")
    assert paper.content.startswith(b"%PDF")
    assert client.get(f"/today/district/{HERE}/").content.decode().count('<section class="card"') == len(BLOCKS)


def test_another_s_district_is_not_there(meeting: Meeting) -> None:
    client = Client()
    client.force_login(meeting.dm)
    assert client.get("/today/district/").url == f"/today/district/{HERE}/"
    assert client.get(f"/today/district/{THERE}/").status_code == 404
    assert client.get("/today/district/nowhere/paper.pdf").status_code == 404
