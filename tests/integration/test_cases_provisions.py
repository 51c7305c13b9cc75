"""Sections that a case cites: that of the day of the offence first, another warned about; counts in one's sight."""

from datetime import date

import pytest
from case_world import a_case, world
from django.test import Client
from django.urls import reverse

from samanvay.audit.models import Event
from samanvay.cases.actions import cite_provision, share_case, void_provision
from samanvay.cases.models import CaseProvision
from samanvay.cases.queries import cases_citing, days_deciding, provisions_of
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.law.citing import provisions_meant
from samanvay.law.loading import load_library
from samanvay.law.models import LawEntry

pytestmark = pytest.mark.django_db

OLD_DAY = PartialDate.day(date(2024, 6, 30))


@pytest.fixture
def people(db: None):
    load_library()
    return world()


def client(one) -> Client:
    made = Client()
    made.force_login(one.user)
    return made


@pytest.mark.parametrize(
    ("occurred", "typed", "expected"),
    [
        (OLD_DAY, "BNS 143", [("ipc_370", True), ("bns_143", False)]),
        (OLD_DAY, "धारा 370 आईपीसी", [("ipc_370", True)]),
        (PartialDate.day(date(2024, 7, 1)), "370 IPC", [("bns_143", True), ("ipc_370", False)]),
        (PartialDate.between(date(2024, 6, 1), date(2024, 7, 31)), "370 IPC", [("ipc_370", True), ("bns_143", True)]),
        (None, "143 BNS", [("bns_143", None)]),
    ],
)
def test_section_of_the_day_of_the_offence_is_proposed_first(people, occurred, typed, expected) -> None:
    case = a_case(people.sho, occurred=occurred)
    with reading(people.sho.actor):
        found = provisions_meant(typed, lambda entry: days_deciding(case, entry))
    assert [(each.entry.code, each.holds) for each in found][: len(expected)] == expected


def test_section_of_another_day_is_kept_only_by_whoever_says_that_they_know(people) -> None:
    case = a_case(people.sho, occurred=OLD_DAY)
    page, url = client(people.sho), reverse("provision_add", args=[case.id])
    shown = page.get(url, {"q": "BNS 143"}).context["found"]
    assert [(each["section"]["code"], each["is_wrong"]) for each in shown[:2]] == [
        ("ipc_370", False),
        ("bns_143", True),
    ]
    wrong = {"code": "bns_143", "submission_id": str(uuid7())}
    refused = page.post(f"{url}?q=370", wrong)
    assert refused.status_code == 400
    assert "was not in force on that day" in refused.content.decode()
    assert page.post(url, {**wrong, "knows_day": "on"}).status_code == 302
    assert page.post(url, {"code": "ipc_370", "submission_id": str(uuid7())}).status_code == 302
    assert page.post(url, {"code": "ganesh_2026", "submission_id": str(uuid7())}).status_code == 400
    rows = page.get(reverse("case", args=[case.id])).context["provisions"]
    assert [(each["label"], each["warning"] is not None) for each in rows] == [("BNS 143", True), ("IPC 370", False)]


def test_section_is_taken_out_with_a_reason_and_may_be_cited_again(people) -> None:
    case = a_case(people.sho)
    by = people.sho.actor
    first = cite_provision(by=by, case_id=case.id, code="bns_143")
    assert cite_provision(by=by, case_id=case.id, code="bns_143").id == first.id, "once in a case"
    with pytest.raises(Invalid):
        void_provision(by=by, provision_id=first.id, reason=" ")
    void_provision(by=by, provision_id=first.id, reason="The FIR names another.")
    second = cite_provision(by=by, case_id=case.id, code="bns_143")
    with reading(by):
        assert [(each.id, each.is_void) for each in provisions_of(by, case)] == [(second.id, False), (first.id, True)]
        said = Event.objects.filter(subject_id=str(case.id), kind__startswith="case:provision").order_by("seq")
        assert [each.kind for each in said] == ["case:provision_cited", "case:provision_voided", "case:provision_cited"]
    with pytest.raises(Refused):
        cite_provision(by=people.counsellor.actor, case_id=_shared(people, case).id, code="bns_144")


def _shared(people, case):
    return share_case(by=people.sho.actor, case_id=case.id, units=[people.dcpu.audience], reason="She is there.")


def test_only_cases_in_the_readers_sight_are_counted_on_the_entry(people) -> None:
    mine, theirs = a_case(people.sho), a_case(people.far)
    provision = cite_provision(by=people.sho.actor, case_id=mine.id, code="bns_143")
    cite_provision(by=people.far.actor, case_id=theirs.id, code="bns_143")
    with pytest.raises(Unseen):
        cite_provision(by=people.far.actor, case_id=mine.id, code="bns_144")

    def counted(one) -> int:
        with reading(one.actor):
            return cases_citing(one.actor, LawEntry.objects.get(code="bns_143"))

    assert [counted(each) for each in (people.sho, people.far, people.nodal, people.counsellor)] == [1, 1, 2, 0]
    assert "1 case that you can see" in client(people.sho).get(reverse("law_entry", args=["bns_143"])).content.decode()
    hidden = client(people.counsellor).get(reverse("law_entry", args=["bns_143"])).content.decode()
    assert "that you can see" not in hidden
    _shared(people, mine)
    assert counted(people.counsellor) == 1, "a unit that the case was shared with sees what it cites"
    void_provision(by=people.sho.actor, provision_id=provision.id, reason="Wrong case.")
    assert counted(people.nodal) == 1
    with reading(SYSTEM):
        assert CaseProvision.objects.count() == 2
