"""The pages of the registers: forms for one and several people, the entry's page, boxes, questions, the list."""

import re
from contextlib import closing
from datetime import timedelta

import pypdfium2
import pytest
from case_world import BAHRAICH, a_case
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from document_files import photograph
from tracing_world import MEENA, delivered, girl, missing, tracing_world

from samanvay.access.models import Box
from samanvay.audit.models import Event
from samanvay.cases.actions import add_event
from samanvay.cases.models import Case
from samanvay.cases.people.actions.people import add_person
from samanvay.documents.models import Document
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.tracing.entries.actions import PersonDetails, add_entries
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.models import Entry, EntryStep, QuestionSheet


@pytest.fixture
def people(db: None):
    return tracing_world()


def as_officer(who) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def page(client: Client, name: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def report(**changes: object) -> dict[str, object]:
    given = {
        "submission_id": str(uuid7()), "kind": "missing", "people": "1", "save": "1", "gone_for": "job",
        "told_by": "family", "place": "Bahraich", "happened": "20 Nov 2026", "home-place": "Bahraich",
        "p0-sex": "female", "p0-age": "लगभग 14", "p0-identity-given": "Meena", "p0-identity-father": "Ramdev",
        "p0-contact-family_phone": "94150 12345", "p0-mark_0": "scar", "p0-side_0": "left", "p0-part_0": "cheek",
    }  # fmt: skip
    given |= changes
    return given


def entries() -> list[Entry]:
    with reading(SYSTEM):
        return list(Entry.objects.order_by("number"))


def test_a_mother_reports_daughter_and_niece_without_javascript(people) -> None:
    desk = as_officer(people.desk)
    assert "Missing since" in page(desk, "entry_add")
    unit = people.station.audience
    typed = report(unit=unit)
    typed.pop("save")
    more = desk.post(reverse("entry_add"), {**typed, "people_now": "more"})
    words = more.content.decode()
    assert more.status_code == 200
    assert 'value="Meena"' in words
    assert 'name="p1-age"' in words
    sent = report(unit=unit, people="2", **{"p1-sex": "female", "p1-age": "17 or 19", "p1-identity-given": "Rani"})
    answer = desk.post(reverse("entry_add"), sent)
    first, second = entries()
    assert answer["Location"] == reverse("entry_questions", args=[first.id])
    assert desk.post(reverse("entry_add"), sent)["Location"] == answer["Location"]
    assert len(entries()) == 2
    assert (first.age_from, first.age_to, first.marks, first.place_id) == (12, 16, ["scar:left cheek"], BAHRAICH)
    assert (first.party, second.is_quick, second.age_to) == (second.party, True, 19)
    shown = page(desk, "entry", first.id)
    assert first.number in shown
    assert second.number in shown
    assert "Meena" not in shown
    assert "Scar, left cheek" in shown
    assert "Meena" not in page(desk, "entry_history", first.id)
    answers = {f"q_{code}": "yes" for code in ("advance", "phone_off")} | {
        "submission_id": str(uuid7()),
        "for_all": "on",
    }
    assert "Was money given" in page(desk, "entry_questions", first.id)
    answer = desk.post(reverse("entry_questions", args=[first.id]), answers, follow=True)
    assert "The answers point to trafficking" in answer.content.decode()
    with reading(SYSTEM):
        assert QuestionSheet.objects.filter(speaks_for=True).count() == 2
    step = {
        "submission_id": str(uuid7()), "kind": "fir", "on": "2026-11-21", "reference": "44/2026", "for_all": "on",
    }  # fmt: skip
    assert "To which AHTU" in page(desk, "entry_step", first.id)
    answer = desk.post(reverse("entry_step", args=[first.id]), step, follow=True)
    assert "44/2026" in answer.content.decode()
    with reading(SYSTEM):
        assert EntryStep.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"p0-age": "fourteen"}, "Write an age in years such as"),
        ({"p0-part_0": ""}, "Where on the body"),
        ({"p0-identity-given": "2345 6789 0124"}, "Aadhaar"),
        ({"p0-contact-family_phone": "12"}, "98765 43210"),
        ({"place": "Xyzzyqq"}, "No place of this name"),
        ({"home-place": "Xyzzyqq"}, "No place of this name"),
        ({"note": "call 94150 12345"}, "sealed field"),
        ({"happened": "20 Nov 2090"}, "future"),
        ({"people": "१"}, ""),
        ({"submission_id": ""}, "required"),
    ],
)
def test_a_fault_is_shown_at_its_field_and_nothing_is_lost(people, changes, words) -> None:
    desk = as_officer(people.desk)
    answer = desk.post(reverse("entry_add"), report(unit=people.station.audience, **changes))
    if not words:
        assert answer.status_code == 302
        return
    text = answer.content.decode()
    assert answer.status_code == 400
    assert words in text
    assert 'value="Ramdev"' in text
    assert entries() == []


def test_an_unknown_register_is_refused_and_what_was_typed_stays(people) -> None:
    desk = as_officer(people.desk)
    assert desk.get(reverse("entry_add") + "?kind=fuond").status_code == 404
    for more in ({"save": "1"}, {"people_now": "more", "save": ""}):
        sent = {**report(unit=people.station.audience, kind="fuond"), **more}
        answer = desk.post(reverse("entry_add") + "?kind=found", {name: value for name, value in sent.items() if value})
        text = answer.content.decode()
        assert answer.status_code == 400
        assert 'value="Meena"' in text
        assert text.count('type="radio" name="kind"') == 3, "one chooses the register; none is taken for another"
        assert entries() == []


def test_the_full_form_takes_height_languages_and_every_sealed_field(people) -> None:
    client = as_officer(people.superintendent)
    assert "Village of the mother" in page(client, "entry_add_full", query="?kind=found")
    sent = report(
        kind="found", category="shelter", unit=people.home.audience, **{
            "p0-height": "145-150", "p0-language_0": "santali", "p0-language_1": "hindi",
            "p0-tracing-home_words": "near the big tank, Dumka side", "p0-mark_1": "tattoo", "p0-part_1": "forearm",
        }
    )  # fmt: skip
    client.post(reverse("entry_add_full"), sent)
    [entry] = entries()
    assert (entry.height_from, entry.height_to, entry.languages) == (145, 150, ["hindi", "santali"])
    assert entry.marks == ["scar:left cheek", "tattoo:forearm"]
    with reading(SYSTEM):
        assert set(Box.objects.values_list("group", flat=True)) == {"identity", "contact", "tracing"}
    assert "Dumka side" not in page(client, "entry", entry.id)


def test_boxes_of_an_entry_are_opened_corrected_and_found_by_name(people) -> None:
    [entry] = missing(people.desk, girl(sealed=MEENA))
    with reading(SYSTEM):
        box = Box.objects.get(record_id=entry.id, group="identity")
    desk, chief = as_officer(people.desk), as_officer(people.chief)
    at = reverse("entry_box", args=[entry.id, box.id])
    assert "Meena" in desk.post(at, {"purpose": "tracing"}).content.decode()
    assert chief.get(at).status_code == 403
    correct = reverse("entry_box_correct", args=[entry.id, box.id])
    assert desk.post(correct, {"given": "Mina", "edition": 1, "reason": "as in school"})["Location"]
    assert "Mina" in desk.post(at, {"purpose": "tracing"}).content.decode()
    found = desk.post(reverse("case_search"), {"phone": "9415012345"}).content.decode()
    assert entry.number in found
    broken = chief.post(
        reverse("entry_glass_break", args=[entry.id, box.id]), {"reason": "her mother stands before me just now"}
    )
    assert broken["Location"] == at
    assert chief.get(reverse("case", args=[entry.id]))["Location"] == reverse("entry", args=[entry.id])
    seal = reverse("entry_seal", args=[entry.id, "tracing"])
    assert desk.post(seal, {"clothes": "yellow frock"})["Location"] == reverse("entry", args=[entry.id])
    assert chief.get(seal).status_code == 403


def test_a_correction_is_kept_and_a_stale_one_shows_both(people) -> None:
    [entry] = missing(people.desk, girl("12 or 15", marks=["scar:left cheek"], languages=["hindi"]))
    desk = as_officer(people.desk)
    shown = page(desk, "entry_amend", entry.id)
    assert 'value="12-15"' in shown
    sent = {
        "version": "1", "reason": "school register", "sex": "female", "age": "14", "place": "Bahraich",
        "told_by": "family", "mark_0": "scar", "side_0": "right", "part_0": "cheek", "language_0": "hindi",
        "gone_for": "", "note": entry.note,
    }  # fmt: skip
    assert desk.post(reverse("entry_amend", args=[entry.id]), sent).status_code == 302
    [now] = entries()
    assert (now.age_from, now.age_to, now.marks, now.languages) == (14, 14, ["scar:right cheek"], ["hindi"])
    stale = desk.post(reverse("entry_amend", args=[entry.id]), {**sent, "age": "16"})
    assert stale.status_code == 409
    assert "Two versions" in stale.content.decode()
    assert "school register" in page(desk, "entry_history", entry.id)


def test_states_team_sharing_voiding_and_case_have_their_pages(people) -> None:
    [entry] = missing(people.desk, gone_for="job")
    desk = as_officer(people.desk)
    for name in ("entry_move", "entry_team", "entry_void", "entry_case", "entry_document_add"):
        page(desk, name, entry.id)
    assert "AHTU Bahraich" in page(desk, "entry_share", entry.id, query="?place=Bahraich")
    shared = {"unit": people.near_ahtu.audience, "reason": "they look too"}
    assert desk.post(reverse("entry_share", args=[entry.id]), shared).status_code == 302
    named = {"user": str(people.trafficking.user.id), "role": "investigator"}
    assert desk.post(reverse("entry_team", args=[entry.id]), named).status_code == 302
    assert "Trafficking" in page(desk, "entry", entry.id)
    opened = desk.post(reverse("entry_case", args=[entry.id]), {"submission_id": str(uuid7())})
    with reading(SYSTEM):
        case = Case.objects.get()
    assert opened["Location"] == reverse("case", args=[case.id])
    assert entry.number in page(desk, "case", case.id)
    assert case.number in page(desk, "entry", entry.id)
    moved = desk.post(reverse("entry_move", args=[entry.id]), {"to": "closed", "reason": "", "version": ""})
    assert moved.status_code == 400
    void = {"reason": "entered twice", "version": "99"}
    assert desk.post(reverse("entry_void", args=[entry.id]), void).status_code == 409
    assert desk.post(reverse("entry_void", args=[entry.id]), {"reason": "entered twice"}).status_code == 302
    assert "cancelled" in page(desk, "entry", entry.id)


def test_a_photograph_lies_sealed_with_the_entry_for_its_team(people, tmp_path, settings) -> None:
    settings.SAMANVAY_HOME = tmp_path
    [entry] = missing(people.desk)
    desk, chief = as_officer(people.desk), as_officer(people.chief)
    assert "Photograph" in page(desk, "entry_document_add", entry.id)
    sent = {
        "submission_id": str(uuid7()), "kind": "photo", "person": str(entry.id),
        "file": SimpleUploadedFile("Meena Devi.jpg", photograph(), content_type="image/jpeg"),
    }  # fmt: skip
    at = reverse("entry_document_add", args=[entry.id])
    assert chief.post(at, {**sent, "submission_id": str(uuid7())}).status_code in (400, 403)
    sent["file"].seek(0)
    assert desk.post(at, sent)["Location"] == reverse("entry", args=[entry.id])
    with reading(SYSTEM):
        document = Document.objects.get()
    assert (document.of, document.record_id, document.subject_id) == ("tracing", entry.id, entry.id)
    shown = page(desk, "entry", entry.id)
    assert "Photograph" in shown
    assert "Meena" not in shown
    one = reverse("document_page", args=[document.id])
    assert desk.post(one, {"purpose": "tracing"}).status_code == 200
    assert chief.get(one).status_code == 403
    assert as_officer(people.far).get(one).status_code == 404


def test_a_person_of_a_case_is_opened_in_the_case(people) -> None:
    case = a_case(people.sho)
    add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14, sealed=MEENA)
    add_event(by=people.sho.actor, case_id=case.id, kind="rescue")
    delivered()
    [entry] = entries()
    sho = as_officer(people.sho)
    with reading(SYSTEM):
        box = Box.objects.get(group="identity")
    shown = page(sho, "entry", entry.id)
    assert reverse("box", args=[case.id, box.id]) in shown
    assert sho.get(reverse("entry_box", args=[entry.id, box.id])).status_code == 404
    assert entry.number in page(sho, "case", case.id)


def test_the_list_filters_counts_and_goes_out_with_a_purpose(people) -> None:
    missing(people.desk, girl(languages=["santali"]))
    add_entries(
        by=people.sho.actor, kind="found", category="lost", people=[PersonDetails(sex="male", age=read_age("40"))]
    )
    chief = as_officer(people.chief)
    everything = page(chief, "entries")
    assert "2 entries" in everything
    assert "1 entry" in page(chief, "entries", query="?kind=missing&age=child&language=santali&place=Bahraich")
    assert "No entry matches" in page(chief, "entries", query="?mark=tattoo&since=2026-01-01&number=9%00")
    for ugly in ("?age=x&kind=y&after=z", "?age=99999999999999999999", "?since=2026-99-99&place=%00"):
        page(chief, "entries", query=ugly)
    nodal = as_officer(people.nodal)
    assert nodal.post(reverse("entry_export"), {}).status_code == 400
    table = nodal.post(reverse("entry_export"), {"purpose": "tracing"}).content.decode()
    assert len(table.strip().splitlines()) == 3
    assert "Nodal" in table
    assert as_officer(people.far).get(reverse("entries")).content.decode().count("UP-BHR") == 0


def test_the_fir_is_asked_at_the_head_of_the_entry_and_gone_in_the_answer_that_enters_it(people) -> None:
    sho = as_officer(people.sho)
    typed = report(unit=people.station.audience, gone_for="")
    shown = sho.post(reverse("entry_add"), typed, follow=True).content.decode()
    head = shown.partition('id="now"')[2].partition("</section>")[0]
    assert "Register the FIR for" in head
    assert "1 h 59 left" in head
    [entry] = entries()
    step = reverse("entry_step", args=[entry.id])
    assert f"{step}?kind=fir" in head
    today = clock.today().isoformat()
    data = {"submission_id": str(uuid7()), "kind": "fir", "on": today, "reference": "118/2026"}
    after = sho.post(step, data, follow=True)
    assert 'id="now"' not in after.content.decode()


def test_a_found_person_is_not_sought_but_their_family_is_not_traced(people) -> None:
    desk = as_officer(people.desk)
    typed = report(unit=people.station.audience, kind="found", category="rescued", gone_for="")
    shown = desk.post(reverse("entry_add"), typed, follow=True).content.decode()
    assert "Family not traced" in shown
    assert "Search continues" not in shown
    missing(people.desk)
    both = page(desk, "entries")
    assert [
        words in both for words in ("Family not traced", ">Search continues<", "Search continues, or family not traced")
    ] == [True] * 3
    found = page(desk, "entries", query="?kind=found")
    assert "Family traced, not home yet" in found
    assert "Search continues" not in found
    [entry] = [each for each in entries() if each.kind == "found"]
    assert "Family traced, not home yet" in page(as_officer(people.sho), "entry_move", entry.id)


def a_report(people, client: Client, **changes: object) -> Entry:
    """Report one girl by the page; her entry."""
    answer = client.post(reverse("entry_add"), report(unit=people.station.audience, **changes), follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return entries()[-1]


def test_the_photograph_is_asked_first_and_lies_sealed_with_the_entry(people, tmp_path, settings) -> None:
    settings.SAMANVAY_HOME = tmp_path
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    desk = as_officer(people.desk)
    form = page(desk, "entry_add")
    fields = re.findall(r'name="(p0-photo|p0-identity-given|p0-age|place|gone_for|p0-identity-father|note)"', form)
    asked = ["p0-photo", "p0-identity-given", "p0-age", "p0-identity-father", "place", "gone_for", "note"]
    assert list(dict.fromkeys(fields)) == asked
    assert re.search(r'<input type="file" name="p0-photo" accept="image/\*" capture="environment"', form)
    photo = SimpleUploadedFile("girl.jpg", photograph(), "image/jpeg")
    entry = a_report(people, desk, **{"p0-photo": photo})
    with reading(people.desk.actor):
        [document] = Document.objects.filter(record_id=entry.id)
    assert (document.kind, document.subject_id) == ("photo", entry.subject)


def test_what_is_no_picture_is_refused_at_its_field_and_nothing_is_entered(people) -> None:
    wrong = SimpleUploadedFile("girl.jpg", b"%PDF-1.7 no picture", "image/jpeg")
    answer = as_officer(people.desk).post(
        reverse("entry_add"), report(unit=people.station.audience, **{"p0-photo": wrong})
    )
    assert answer.status_code == 400
    assert "This is no picture." in answer.content.decode()
    assert entries() == []


def test_what_was_typed_is_read_again_for_ten_minutes_by_its_author_in_that_session_alone(people) -> None:
    desk, elsewhere = as_officer(people.desk), as_officer(people.desk)
    with clock.frozen(clock.now()) as now:
        entry = a_report(people, desk, gone_for="")
        typed = reverse("entry_typed", args=[entry.id])
        assert typed in page(desk, "entry", entry.id)
        shown = desk.post(typed).content.decode()
        assert "Meena" in shown
        assert "94150 12345" in shown or "+919415012345" in shown
        assert "Meena" not in str(dict(desk.session))
        with reading(SYSTEM):
            opened = Event.objects.filter(kind="box:opened", actor=people.desk.user.id)
            assert {each.detail["purpose"] for each in opened} == {"correction"}
            assert opened.count() == Box.objects.filter(record_id=entry.id).count()
        assert typed not in page(elsewhere, "entry", entry.id)
        assert elsewhere.post(typed).status_code == 403  # the author, in another session
        assert as_officer(people.sho).post(typed).status_code == 403
    with clock.frozen(now + timedelta(minutes=11)):
        assert typed not in page(desk, "entry", entry.id)
        assert desk.post(typed).status_code == 403


def test_the_family_takes_home_a_receipt_in_its_language(people) -> None:
    desk = as_officer(people.desk)
    entry = a_report(people, desk, gone_for="")
    receipt = reverse("entry_receipt", args=[entry.id])
    assert page(desk, "entry", entry.id).count(receipt) == 2
    for language, words in (("hi", "रसीद"), ("en", "Receipt: report of a missing person")):
        answer = desk.post(receipt, {"language": language})
        assert answer["Content-Type"] == "application/pdf"
        with closing(pypdfium2.PdfDocument(answer.content)) as document:
            assert len(document) == 1
            said = " ".join(document[0].get_textpage().get_text_range().split())
        assert entry.number in said
        assert "Meena" in said
        assert "1098" in said
        if language == "en":
            assert words in said
            assert "Rupaidiha" in said
    with reading(SYSTEM):
        assert Event.objects.filter(kind="tracing:receipt_printed").count() == 2
    assert as_officer(people.sho).post(receipt).status_code == 403


@pytest.mark.parametrize("phone", ["98390 11122", ""])
def test_a_receipt_promises_a_call_only_where_a_number_was_given(people, phone: str) -> None:
    desk = as_officer(people.desk)
    entry = a_report(people, desk, gone_for="", **{"p0-contact-family_phone": phone})
    answer = desk.post(reverse("entry_receipt", args=[entry.id]), {"language": "en"})
    with closing(pypdfium2.PdfDocument(answer.content)) as document:
        said = " ".join(document[0].get_textpage().get_text_range().split())
    assert ("The officer calls you" in said) is bool(phone)
    assert ("You gave no telephone number" in said) is not bool(phone)


def test_a_transfer_pressed_twice_is_one_step(people) -> None:
    [entry] = missing(people.sho)
    client = as_officer(people.sho)
    pressed = {
        "kind": "transfer", "on": clock.today().isoformat(), "submission_id": str(uuid7()),
        "csrfmiddlewaretoken": "of-one-page",
    }  # fmt: skip
    for _press in range(2):
        assert client.post(reverse("entry_step", args=[entry.id]), pressed).status_code == 302
    with reading(SYSTEM):
        assert EntryStep.objects.filter(entry=entry, kind="transfer").count() == 1
