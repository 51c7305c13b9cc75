"""Hue-and-cry notices: who asks, who approves, what stands against one, what the paper shows, when it goes down."""

from datetime import timedelta
from types import SimpleNamespace

import pypdfium2
import pytest
from case_world import a_case
from django.test import Client
from django.urls import reverse
from document_files import photograph
from tracing_world import delivered, girl, missing, tracing_world

from samanvay.access.boxes.actions.erasure import Reason, erase_person
from samanvay.access.boxes.keys import Forgotten
from samanvay.audit.models import Event
from samanvay.documents.actions import add_document
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.tracing.entries.actions import PersonDetails, link_case, move_entry, void_entry
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.models import Notice
from samanvay.tracing.notices.actions.exchanging import export_pfif
from samanvay.tracing.notices.actions.notices import (
    approve_notice,
    ask_notice,
    decline_notice,
    print_notice,
    withdraw_notice,
)
from samanvay.tracing.notices.kinds import NoticeState
from samanvay.tracing.pfif import read_pfif
from samanvay.web.tracing.notice_paper import NoticePaper

SEALED = {
    "identity": {"given": "मीना", "surname": "कुमारी", "father": "रामदेव", "village": "सेमरी", "marks": "बाएँ गाल पर तिल"},
    "contact": {"family_phone": "9415012345"},
    "tracing": {"clothes": "नीला सलवार सूट", "seen_words": "बस अड्डे के पास", "looks": "इकहरा बदन"},
}
EVERYTHING = ["name", "father", "age", "sex", "height", "looks", "marks", "clothes", "place", "languages", "exchange"]
WHY = "Her family asks for help in the bazaar"
WEIGHED = "Weighed with the family and the CWC"


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    made = tracing_world()
    told = girl("14", sealed=SEALED, marks=["mole:left cheek"], languages=["hindi", "awadhi"], height=(147, 150))
    [made.entry] = missing(made.desk, told, happened=PartialDate.day(clock.today() - timedelta(days=3)))
    return made


def asked(people: SimpleNamespace, **changes: object) -> Notice:
    given = {"entry_id": people.entry.id, "shows": EVERYTHING, "reason": WHY, "phone": "05252 222301", **changes}
    return ask_notice(by=people.desk.actor, **given)


def hanging(people: SimpleNamespace, **changes: object) -> Notice:
    return approve_notice(by=people.chief.actor, notice_id=asked(people, **changes).id, answer=WEIGHED)


def again(notice: Notice) -> Notice:
    with reading(SYSTEM):
        return Notice.objects.select_related("entry").get(pk=notice.pk)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return str(document[0].get_textpage().get_text_range())


def duties(notice: Notice) -> list[tuple[str, str]]:
    delivered()
    with reading(SYSTEM):
        found = Duty.objects.waiting().filter(link=f"/tracing/notices/{notice.id}/")
        return [(duty.kind, duty.owner_role) for duty in found]


def test_a_notice_is_asked_by_the_owner_and_approved_by_a_second_person(people: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="leads this search"):
        ask_notice(by=people.sho.actor, entry_id=people.entry.id, shows=["name"], reason=WHY)
    notice = asked(people)
    assert notice.number == f"{people.entry.number}/N1"
    assert (notice.until - clock.today()).days == 30
    assert duties(notice) == [("tracing:decide_notice", "police_chief")]
    with pytest.raises(Refused, match="already has a notice"):
        asked(people)
    for other in (people.desk, people.sho):
        with pytest.raises(Refused, match="approved by"):
            approve_notice(by=other.actor, notice_id=notice.id, answer=WEIGHED)
    with pytest.raises(Invalid, match="Write the reason"):
        approve_notice(by=people.chief.actor, notice_id=notice.id)
    approve_notice(by=people.chief.actor, notice_id=notice.id, answer=WEIGHED)
    assert again(notice).state is NoticeState.HANGS
    assert duties(notice) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until": clock.today() + timedelta(days=91)}, "until"),
        ({"until": clock.today() - timedelta(days=1)}, "until"),
        ({"shows": ["exchange"]}, "shows"),
        ({"shows": ["name", "address"]}, "shows"),
        ({"reason": "why"}, "reason"),
        ({"phone": "+91 94150 12345"}, "phone"),  # the family's own
        ({"phone": "call us"}, "phone"),
    ],
)
def test_a_notice_refuses_what_it_may_not_hold(people: SimpleNamespace, changes: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        asked(people, **changes)
    assert refused.value.field == field


def test_the_team_prints_it_between_approval_and_withdrawal_and_each_printing_is_on_record(
    people: SimpleNamespace,
) -> None:
    notice = asked(people)
    with pytest.raises(Refused, match="Only an approved notice"):
        print_notice(by=people.desk.actor, notice_id=notice.id)
    approve_notice(by=people.chief.actor, notice_id=notice.id, answer=WEIGHED)
    with pytest.raises(Refused, match="only the search team can print it"):
        print_notice(by=people.chief.actor, notice_id=notice.id)
    for number in (1, 2):
        printed, _boxes, _photo = print_notice(by=people.desk.actor, notice_id=notice.id)
        assert printed.printings == number
    with reading(SYSTEM):
        told = list(Event.objects.filter(kind="tracing:notice_printed").values_list("body", flat=True))
        assert len(told) == 2
        assert Event.objects.filter(kind="box:opened", subject_id=str(people.entry.subject)).count() == 4
    assert "मीना" not in repr(told)
    assert duties(notice) == [("tracing:take_down", "women_help_desk")]
    withdraw_notice(by=people.chief.actor, notice_id=notice.id)
    with pytest.raises(Refused, match="Only an approved notice"):
        print_notice(by=people.desk.actor, notice_id=notice.id)
    delivered()
    with reading(SYSTEM):
        duty = Duty.objects.waiting().get(kind="tracing:take_down")
        assert duty.is_urgent
        assert duty.due_at - again(notice).withdrawn_at == timedelta(hours=24)


def test_the_paper_shows_what_was_approved_and_never_the_familys_number(people: SimpleNamespace) -> None:
    add_document(
        by=people.desk.actor, record_id=people.entry.id, subject_id=people.entry.subject, kind="photo", name="x.jpg",
        chunks=[photograph()], readers=people.entry.readers, home_unit=people.entry.home_unit,
        home_state=people.entry.home_state, of="tracing",
    )  # fmt: skip
    notice = hanging(people, shows=[*EVERYTHING, "photo"])
    notice, boxes, photo = print_notice(by=people.desk.actor, notice_id=notice.id)
    assert photo is not None
    shown = NoticePaper(notice, boxes, b"".join(photo.chunks)).pdf()
    words = text_of(shown)
    for part in (notice.number, "MISSING", "112", "1098", "05252 222 301", str(notice.until.year), "Mina Kumari"):
        assert part in words or part.replace(" ", "") in words.replace(" ", "")
    for hidden in ("9415012345", "94150", "Semri", "सेमरी", WHY):
        assert hidden not in words
    bare = hanging_other(people)
    words = text_of(NoticePaper(*print_notice(by=people.desk.actor, notice_id=bare.id)[:2]).pdf())
    assert "Mina" not in words
    assert "Ramdev" not in words


def hanging_other(people: SimpleNamespace) -> Notice:
    """Withdraw what hangs and approve another that shows age and marks alone."""
    with reading(SYSTEM):
        for each in Notice.objects.hanging():
            withdraw_notice(by=people.chief.actor, notice_id=each.id)
    return hanging(people, shows=["age", "marks"])


def closed(people: SimpleNamespace) -> None:
    move_entry(by=people.desk.actor, entry_id=people.entry.id, to="traced", reason="at her aunt", expected=None)


def voided(people: SimpleNamespace) -> None:
    void_entry(by=people.desk.actor, entry_id=people.entry.id, reason="twice in the register")


def of_a_case(people: SimpleNamespace) -> None:
    link_case(by=people.sho.actor, entry_id=people.entry.id, case_id=a_case(people.sho).id)


def erased(people: SimpleNamespace) -> None:
    erase_person(by=SYSTEM, subject_id=people.entry.subject, reason=Reason.ORDER)


@pytest.mark.parametrize(
    ("happens", "why"), [(closed, "traced"), (voided, "void"), (of_a_case, "trafficking"), (erased, "erased")]
)
def test_a_notice_is_withdrawn_by_itself_when_something_stands_against_it(
    people: SimpleNamespace, happens: object, why: str
) -> None:
    notice = hanging(people)
    print_notice(by=people.desk.actor, notice_id=notice.id)
    happens(people)
    with pytest.raises((Refused, Forgotten)):  # at once, before anything is delivered
        print_notice(by=people.desk.actor, notice_id=notice.id)
    delivered()
    assert (again(notice).state, again(notice).withdrawn_why) == (NoticeState.WITHDRAWN, why)
    assert ("tracing:take_down", "women_help_desk") in duties(notice)
    if happens is erased:
        assert again(notice).reason == again(notice).answer == ""


def test_whoever_left_for_a_job_is_asked_about_first_and_a_case_never_hangs(people: SimpleNamespace) -> None:
    [entry] = missing(people.desk, girl("15"), gone_for="job")
    with pytest.raises(Refused, match="Ask the questions"):
        ask_notice(by=people.desk.actor, entry_id=entry.id, shows=["age"], reason=WHY)
    of_a_case(people)
    with pytest.raises(Refused, match="warn traffickers"):
        asked(people)


def test_a_found_person_never_hangs_but_a_body_by_looks_alone(people: SimpleNamespace) -> None:
    told = PersonDetails(sex="male", age=read_age("30-40"), marks=["tattoo:right forearm"])
    [rescued] = missing(people.desk, girl("12"), kind="found", category="shelter")
    with pytest.raises(Refused, match="cannot have a notice"):
        ask_notice(by=people.desk.actor, entry_id=rescued.id, shows=["age"], reason=WHY)
    [body] = missing(people.desk, told, kind="found", category="body")
    with pytest.raises(Invalid, match="cannot be shown on a notice"):
        ask_notice(by=people.desk.actor, entry_id=body.id, shows=["age", "place"], reason=WHY)
    notice = ask_notice(by=people.desk.actor, entry_id=body.id, shows=["age", "sex", "marks"], reason=WHY)
    approve_notice(by=people.chief.actor, notice_id=notice.id)
    words = text_of(NoticePaper(*print_notice(by=people.desk.actor, notice_id=notice.id)[:2]).pdf())
    assert "IDENTITY SOUGHT" in words
    assert "Bahraich" not in words.replace("Bahraich police", "")


def test_a_declined_notice_is_over_and_another_may_be_asked(people: SimpleNamespace) -> None:
    notice = decline_notice(by=people.chief.actor, notice_id=asked(people).id, answer="Search the hospitals first")
    assert notice.state is NoticeState.DECLINED
    assert asked(people).ordinal == 2


def test_approved_records_leave_as_pfif_with_their_last_day_and_a_placeholder_follows(people: SimpleNamespace) -> None:
    hanging(people)
    with pytest.raises(Invalid, match="why you export"):
        export_pfif(by=people.desk.actor, purpose="fun")
    with pytest.raises(Invalid, match="None of your searches has a notice"):
        export_pfif(by=people.far.actor, purpose="tracing")
    written, whole, gone = export_pfif(by=people.desk.actor, purpose="tracing")
    assert (whole, gone) == (1, 0)
    _version, [record] = read_pfif(written)
    assert record.fields["person_record_id"].endswith(f"/{people.entry.number}")
    assert record.fields["full_name"] == "मीना कुमारी"
    assert record.fields["expiry_date"].startswith(str(clock.today() + timedelta(days=30)))
    assert record.status == "information_sought"
    assert b"9415012345" not in written
    assert "सेमरी" not in written.decode()
    closed(people)
    written, whole, gone = export_pfif(by=people.desk.actor, purpose="tracing")
    assert (whole, gone) == (0, 1)
    assert read_pfif(written)[1][0].is_placeholder
    assert "मीना" not in written.decode()
    with reading(SYSTEM):
        assert Event.objects.filter(kind="tracing:notice_exchanged").count() == 2


def test_the_pages_lead_from_asking_to_the_paper(people: SimpleNamespace) -> None:
    def client(who: SimpleNamespace) -> Client:
        made = Client()
        made.force_login(who.user)
        return made

    desk, chief = client(people.desk), client(people.chief)
    entry = desk.get(reverse("entry", args=[people.entry.id])).content.decode()
    assert reverse("entry_notice", args=[people.entry.id]) in entry
    sent = {"submission_id": str(uuid7()), "shows": ["age", "name"], "reason": WHY, "until": "", "phone": ""}
    for _again in range(2):
        assert desk.post(reverse("entry_notice", args=[people.entry.id]), sent).status_code == 302
    with reading(SYSTEM):
        notice = Notice.objects.select_related("entry").get()
    page = reverse("hue_notice", args=[notice.id])
    assert "A child&#x27;s name and picture remain" in chief.get(page).content.decode()
    decision = {"decision": "approve", "answer": WEIGHED, "version": notice.version}
    assert chief.post(reverse("hue_notice_decide", args=[notice.id]), decision).status_code == 302
    assert chief.post(reverse("hue_notice_print", args=[notice.id])).status_code == 403
    paper = desk.post(reverse("hue_notice_print", args=[notice.id]))
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert "Mina Kumari" in text_of(paper.content)
    listed = desk.get(reverse("hue_notices")).content.decode()
    assert notice.number in listed
    assert "30 days left" in listed or "31 days left" in listed
    assert desk.post(reverse("hue_notice_withdraw", args=[notice.id])).status_code == 302
    assert desk.post(reverse("hue_notice_print", args=[notice.id])).status_code == 403
