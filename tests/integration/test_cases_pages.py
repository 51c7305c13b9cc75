"""The pages of cases: what each shows to whom, forms, refusals; no sealed word on any page that was not an opening."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from acts_world import confirmed, declared
from case_world import a_case, officer, world
from django.test import Client
from django.urls import reverse

from samanvay.access.models import Box, GlassBreak
from samanvay.audit.models import Event
from samanvay.cases.actions import add_event, amend_case, share_case
from samanvay.cases.kinds import TOLD_AS_ACTS
from samanvay.cases.models import Case, CaseEvent, CasePerson
from samanvay.cases.people.actions.people import add_person
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7

SEALED = {"identity": {"given": "Sunaina", "surname": "Majhi", "father": "Birsa Majhi", "marks": "scar left brow"},
          "contact": {"phone": "98765 43210"}}  # fmt: skip
SECRETS = ("Sunaina", "Majhi", "Birsa", "scar left", "9876543210", "98765 43210")
WHY = "She is missing again since the morning and her village is not known."


@pytest.fixture
def people(db: None):
    return world()


def client_of(one) -> Client:
    client = Client()
    client.force_login(one.user)
    return client


def a_girl(people, case) -> CasePerson:
    return add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14, sealed=SEALED)


def box_of(person: CasePerson, group: str = "identity") -> Box:
    with reading(SYSTEM):
        return Box.objects.get(subject_id=person.id, group=group)


def text(answer) -> str:
    return answer.content.decode()


def test_a_case_is_opened_from_the_form_and_once_for_one_submission(people) -> None:
    client = client_of(people.sho)
    page = client.get(reverse("case_open"))
    assert page.status_code == 200
    submission = re.search(r'name="submission_id" value="([^"]+)"', text(page)).group(1)
    data = {
        "submission_id": submission, "what": "Three girls taken off a bus", "place": "Sonauli", "occurred": "Nov 2026",
        "people": "3", "forms": ["sexual_exploitation"], "source": "checking", "unit": people.station.audience,
    }  # fmt: skip
    first, second = client.post(reverse("case_open"), data), client.post(reverse("case_open"), data)
    assert (first.status_code, first.headers["Location"]) == (302, second.headers["Location"])
    with reading(SYSTEM):
        case = Case.objects.get()
        assert (case.people, str(case.occurred), case.captured_at is None) == (3, "Nov 2026", True)
        assert case.place_id == "crossing:sonauli"
    shown = text(client.get(first.headers["Location"]))
    assert case.number in shown
    assert "No person is added to this case yet." in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"what": ""}, "required"),
        ({"what": "4991 1866 5246"}, "Aadhaar"),
        ({"place": "Xyzzyqq"}, "No place of this name"),
        ({"occurred": "tomorrow-ish"}, "Expected"),
    ],
)
def test_a_wrong_form_comes_back_with_its_errors_and_keeps_what_was_typed(people, changes, words) -> None:
    data = {
        "submission_id": str(uuid7()), "what": "Three girls", "people": "3", "source": "checking",
        "unit": people.station.audience, **changes,
    }  # fmt: skip
    answer = client_of(people.sho).post(reverse("case_open"), data)
    assert answer.status_code == 400
    assert words in text(answer)
    assert 'value="3"' in text(answer)


def test_a_place_that_may_be_several_is_asked_back(people) -> None:
    data = {
        "submission_id": str(uuid7()), "what": "Two men", "place": "Rampur", "source": "raid",
        "unit": people.station.audience,
    }  # fmt: skip
    client = client_of(people.sho)
    answer = client.post(reverse("case_open"), data)
    keys = re.findall(r'name="place_key" value="([^"]+)"', text(answer))
    if answer.status_code == 400:
        assert len(keys) > 1
        answer = client.post(reverse("case_open"), {**data, "place_key": keys[-1]})
        with reading(SYSTEM):
            assert Case.objects.get().place_id == keys[-1]
    assert answer.status_code == 302


def test_who_is_elsewhere_gets_404_everywhere_and_who_may_not_gets_403(people) -> None:
    case = a_case(people.sho)
    girl = a_girl(people, case)
    box = box_of(girl)
    addresses = [
        reverse(name, args=[case.id])
        for name in (
            *("case", "case_history", "case_amend", "case_move", "case_share", "case_void", "person_add"),
            *("event_add", "team_name", "document_add"),
        )
    ] + [
        reverse("box_seal", args=[case.id, girl.id, "medical"]),
        reverse("box", args=[case.id, box.id]),
        reverse("glass_break", args=[case.id, box.id]),
    ]
    far, desk = client_of(people.far), client_of(people.desk)
    absent = [re.sub(str(case.id), str(uuid7()), each) for each in addresses]
    for there, nowhere in zip(addresses, absent, strict=True):
        hidden, missing = far.get(there), far.get(nowhere)
        assert hidden.status_code == missing.status_code == 404
        assert _shape(text(hidden)) == _shape(text(missing))
    refused = {
        reverse("box", args=[case.id, box.id]), reverse("glass_break", args=[case.id, box.id]),
        reverse("case_share", args=[case.id]), reverse("case_void", args=[case.id]),
        reverse("team_name", args=[case.id]), reverse("box_seal", args=[case.id, girl.id, "medical"]),
    }  # fmt: skip
    for address in addresses:
        assert desk.get(address).status_code == (403 if address in refused else 200), address


def _shape(page: str) -> str:
    return re.sub(r'value="[^"]{20,}"|/cases/[^"]*|"X-CSRFToken": "[^"]+"', "", page)


def test_what_the_reader_may_not_do_is_no_button_and_stands_folded_with_who_can(people) -> None:
    case = a_case(people.sho)
    shown = text(client_of(people.desk).get(reverse("case", args=[case.id])))
    assert "aria-disabled" not in shown
    assert reverse("case_void", args=[case.id]) not in shown
    folded = re.search(r'<details class="who-can.*?</details>', shown, re.S)
    assert folded is not None
    words = " ".join(re.sub(r"<[^>]+>", " ", folded[0]).split())
    assert words.startswith("Who can? In charge Sho, Rupaidiha")
    assert "Share · Cancel entry · Hand over · Add to the team Sho (Station" in words
    assert "You can see the case, but not the names. Only its team can see them." in shown


def test_who_may_do_everything_is_not_asked_who_can(people) -> None:
    case = a_case(people.sho)
    shown = text(client_of(people.sho).get(reverse("case", args=[case.id])))
    assert reverse("case_void", args=[case.id]) in shown
    assert "Who can?" not in shown


def test_no_unit_is_chosen_before_somebody_chooses_it(people) -> None:
    case = a_case(people.sho)
    share = reverse("case_share", args=[case.id])
    client = client_of(people.sho)
    form = text(client.get(f"{share}?place=Varanasi"))
    assert re.search(r'<option value="" selected>Choose the unit</option>', form)
    answer = client.post(f"{share}?place=Varanasi", {"unit": "", "reason": "They know the way"})
    assert answer.status_code == 400
    with reading(SYSTEM):
        assert people.ahtu.audience not in Case.objects.get().readers


def do_now(page: str) -> str:
    """Return the words of the box at the head of a record, "" where there is none."""
    box = re.search(r'<section class="card do-now".*?</section>', page, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", box[0]).split()) if box else ""


def test_do_now_names_the_next_step_with_its_clock_and_drops_it_in_the_answer_of_the_act(people) -> None:
    case = a_case(people.sho)
    client = client_of(people.sho)
    own, add = (reverse(name, args=[case.id]) for name in ("case", "event_add"))
    assert "Add the person whom the case is about" in do_now(text(client.get(own)))
    girl = a_girl(people, case)
    assert do_now(text(client.get(own))) == ""

    def happened(kind: str) -> str:
        data = {"submission_id": str(uuid7()), "kind": kind}
        return do_now(text(client.post(add, data, follow=True)))

    due = happened("rescue")  # no worker runs here: the answer itself must know
    assert f"{case.number} before the Child Welfare Committee" in due
    assert "23 h left" in due
    assert client.post(add, {"submission_id": str(uuid7()), "kind": "cwc"}).status_code == 400
    assert "before the Child Welfare Committee" in do_now(text(client.get(own)))
    people.committee = create_unit(
        by=SYSTEM, kind="cwc", name="CWC Bahraich", home_state="IN-UP", place=people.here.place
    )
    act = declared(people, case, girl)
    confirmed(people, act, by=officer("member", "cwc_member", people.committee))
    assert do_now(text(client.get(own))) == ""
    with reading(SYSTEM):
        assert Duty.objects.get(key=f"cwc:{case.id}:{girl.id}").done_at == act.happened_at


def test_no_form_offers_as_an_event_what_another_office_receives(people) -> None:
    case = a_case(people.sho)
    page = text(client_of(people.sho).get(reverse("event_add", args=[case.id])))
    assert '<option value="rescue"' in page
    assert not [kind for kind in TOLD_AS_ACTS if f'<option value="{kind}"' in page]


def test_do_now_is_for_whom_it_waits_and_taking_over_ends_it(people) -> None:
    case = a_case(people.sho)
    a_girl(people, case)
    unit = people.dcpu.audience
    data = {"submission_id": str(uuid7()), "unit": unit, "people": "1"}
    answer = client_of(people.sho).post(reverse("case_hand_over", args=[case.id]), data, follow=True)
    assert answer.status_code == 200, text(answer)
    assert "Take over" not in do_now(text(answer))
    client = client_of(people.counsellor)
    page = text(client.get(reverse("case", args=[case.id])))
    assert "Take over the people" in do_now(page)
    with reading(SYSTEM):
        [duty] = Duty.objects.filter(subject_id=str(case.id), kind="case:take_over")
    assert reverse("duty_done", args=[duty.id]) in page
    own = reverse("case", args=[case.id])
    after = client.post(reverse("duty_done", args=[duty.id]), {"version": duty.version, "next": own}, follow=True)
    assert after.request["PATH_INFO"] == own
    assert do_now(text(after)) == ""


def test_no_page_but_an_opening_shows_a_sealed_word(people) -> None:
    case = a_case(people.sho)
    girl = a_girl(people, case)
    add_event(by=people.sho.actor, case_id=case.id, kind="rescue")
    share_case(by=people.sho.actor, case_id=case.id, units=[people.ahtu.audience], reason="they go there")
    seen: set[str] = set()
    for one in (people.sho, people.desk, people.chief, people.nodal, people.far):
        client = client_of(one)
        waiting, done, filtered = [reverse("cases")], set(), set()
        while waiting:
            address = waiting.pop()
            parts = urlsplit(address)
            same_filters = (parts.path, frozenset(parse_qs(parts.query, keep_blank_values=True)))
            if same_filters in filtered or "logout" in address:
                continue
            filtered.add(same_filters)
            done.add(address)
            answer = client.get(address)
            if answer.streaming:
                continue
            body = text(answer)
            for secret in SECRETS:
                assert secret not in body, f"{secret} stands on {address}"
            waiting += [
                urlsplit(link)._replace(fragment="").geturl()
                for link in re.findall(r'href="(/cases/[^"]*)"', body)
                if len(done) < 200
            ]
        seen |= done
    assert reverse("case", args=[case.id]) in seen
    assert reverse("case_history", args=[case.id]) in seen
    assert reverse("box", args=[case.id, box_of(girl).id]) in seen
    with reading(SYSTEM):
        for event in Event.objects.all():
            assert not any(secret in event.body for secret in SECRETS)


def test_opening_asks_for_a_purpose_and_shows_the_record_once_uncached(people) -> None:
    case = a_case(people.sho)
    address = reverse("box", args=[case.id, box_of(a_girl(people, case)).id])
    client = client_of(people.sho)
    assert "Sunaina" not in text(client.get(address))
    without = client.post(address, {"purpose": ""})
    assert without.status_code == 400
    assert "Sunaina" not in text(without)
    opened = client.post(address, {"purpose": "investigation"})
    assert "Sunaina" in text(opened)
    assert "no-store" in opened.headers["Cache-Control"]
    history = text(client.get(reverse("case_history", args=[case.id])))
    assert "Sealed record opened" in history
    assert "Investigation" in history


def test_a_sealed_record_is_corrected_from_its_opening_and_a_stale_one_is_409(people) -> None:
    case = a_case(people.sho)
    box = box_of(a_girl(people, case))
    address = reverse("box_correct", args=[case.id, box.id])
    client = client_of(people.sho)
    data = {"given": "Sunaina", "surname": "Oraon", "reason": "as her aunt says", "edition": 1}
    assert client.post(address, data).status_code == 302
    stale = client.post(address, {**data, "surname": "Bedia"})
    assert stale.status_code == 409
    assert "Oraon" not in text(stale)


def test_the_glass_is_broken_approved_and_opens_for_the_one_who_asked(people) -> None:
    case = a_case(people.sho)
    box = box_of(a_girl(people, case))
    chief, nodal = client_of(people.chief), client_of(people.nodal)
    address = reverse("glass_break", args=[case.id, box.id])
    short = chief.post(address, {"reason": "urgent"})
    assert short.status_code == 400
    assert chief.post(address, {"reason": WHY}).headers["Location"] == reverse("case", args=[case.id])
    with reading(SYSTEM):
        glass = GlassBreak.objects.get()
    assert (glass.state, glass.owner) == ("asked", people.sho.user.id)
    decide = reverse("glass", args=[case.id, glass.id])
    assert WHY in text(nodal.get(decide))
    assert chief.post(decide, {"answer": "approve"}).status_code == 403
    assert client_of(people.sho).post(decide, {"answer": "approve"}).status_code == 403
    assert client_of(people.far).post(decide, {"answer": "approve"}).status_code == 404
    assert nodal.post(decide, {"answer": "perhaps"}).status_code == 400
    assert nodal.post(decide, {"answer": "approve"}).status_code == 302
    assert "Sunaina" in text(chief.post(reverse("box", args=[case.id, box.id]), {"purpose": "tracing"}))
    assert nodal.post(reverse("box", args=[case.id, box.id]), {"purpose": "tracing"}).status_code == 403


def test_a_person_is_added_with_sealed_parts_from_one_form(people) -> None:
    case = a_case(people.sho)
    address = reverse("person_add", args=[case.id])
    client = client_of(people.sho)
    data = {
        "submission_id": str(uuid7()), "role": "victim", "sex": "female", "age": "14", "age_band": "unknown",
        "identity-given": "Sunaina", "identity-surname": "Majhi", "contact-phone": "12",
    }  # fmt: skip
    wrong = client.post(address, data)
    assert wrong.status_code == 400
    assert "phone number of India" in text(wrong)
    with reading(SYSTEM):
        assert not CasePerson.objects.exists()
    assert client.post(address, {**data, "contact-phone": "98765 43210"}).status_code == 302
    with reading(SYSTEM):
        assert Box.objects.count() == 2
    desk = client_of(people.desk).get(address)
    assert "identity-given" not in text(desk)


def test_stage_set_meanwhile_is_answered_with_both_sides_that_no_browser_keeps(people) -> None:
    case = a_case(people.sho)
    client, address = client_of(people.sho), reverse("case_move", args=[case.id])
    assert client.post(address, {"to": "investigated", "version": case.version}).status_code == 302
    late = client.post(address, {"to": "charged", "version": case.version})
    assert late.status_code == 409
    assert "Saved by somebody else meanwhile" in text(late)
    assert "no-store" in late["Cache-Control"]


def test_two_who_correct_at_once_see_both_sides(people) -> None:
    case = a_case(people.sho)
    address = reverse("case_amend", args=[case.id])
    one, two = client_of(people.sho), client_of(people.desk)
    data = {
        "what": case.what, "place": "Bahraich", "people": "4", "forms": case.forms, "source": "checking",
        "reason": "counted again", "version": case.version,
    }  # fmt: skip
    assert one.post(address, data).status_code == 302
    late = two.post(address, {**data, "people": "5"})
    assert late.status_code == 409
    assert "Saved by somebody else meanwhile" in text(late)
    shown = text(one.get(reverse("case_history", args=[case.id])))
    assert "counted again" in shown


def test_events_team_stage_sharing_and_voiding_go_through_their_pages(people) -> None:
    case = a_case(people.sho)
    client = client_of(people.sho)

    def post(name: str, data: dict) -> int:
        return client.post(reverse(name, args=[case.id]), data).status_code

    event = {
        "submission_id": str(uuid7()),
        "kind": "rescue",
        "occurred": "10 Nov 2026",
        "people": "3",
        "place": "Bahraich",
    }
    assert post("event_add", event) == 302
    assert post("event_add", {**event, "submission_id": str(uuid7()), "kind": "restored"}) == 400
    assert post("team_name", {"user": people.desk.user.pk, "role": "investigator"}) == 302
    assert post("team_name", {"user": people.far.user.pk, "role": "investigator"}) == 400
    assert post("case_move", {"to": "tried", "version": 1}) == 400
    assert post("case_move", {"to": "investigated", "version": 1}) == 302
    assert post("case_share", {"unit": people.ahtu.audience, "reason": "x"}) == 400
    address = reverse("case_share", args=[case.id]) + "?place=Varanasi"
    assert "AHTU Varanasi" in text(client.get(address))
    assert client.post(address, {"unit": people.ahtu.audience, "reason": "they go there"}).status_code == 302
    with reading(SYSTEM):
        version = Case.objects.get(pk=case.pk).version
        assert CaseEvent.objects.get().people == 3
    assert post("case_void", {"reason": "recorded twice", "version": version}) == 302
    shown = text(client.get(reverse("case", args=[case.id])))
    assert "This case is cancelled" in shown
    assert client.get(reverse("person_add", args=[case.id])).status_code == 403


def test_the_search_finds_by_name_without_naming_and_never_in_the_address(people) -> None:
    case = a_case(people.sho)
    a_girl(people, case)
    desk, far = client_of(people.desk), client_of(people.far)
    found = desk.post(reverse("case_search"), {"name": "सुनैना माझी"})
    assert "Girl 1" in text(found)
    assert case.number in text(found)
    assert "Sunaina" not in text(found)
    hidden = far.post(reverse("case_search"), {"name": "Sunaina Majhi"})
    nobody = far.post(reverse("case_search"), {"name": "Sunaina Majhi Xyz"})
    assert _shape(text(hidden)).replace("Sunaina Majhi", "") == _shape(text(nobody)).replace("Sunaina Majhi Xyz", "")
    assert desk.post(reverse("case_search"), {"name": "Sunaina"}).status_code == 400


def test_a_page_of_the_list_asks_the_database_no_more_for_more_cases(people, django_assert_max_num_queries) -> None:
    client = client_of(people.sho)

    def queries() -> int:
        with django_assert_max_num_queries(60) as asked:
            client.get(reverse("cases"))
        return len(asked)

    a_case(people.sho)
    for_one = queries()
    for _ in range(20):
        a_case(people.sho)
    assert queries() <= for_one


def test_the_list_filters_pages_and_says_what_to_do_when_empty(people) -> None:
    client = client_of(people.sho)
    assert "To open a case you need what happened" in text(client.get(reverse("cases")))
    for _ in range(30):
        a_case(people.sho, forms=["begging"])
    first = client.get(reverse("cases"))
    older = re.search(r'rel="next" href="([^"]+)"', text(first)).group(1).replace("&amp;", "&")
    second = client.get(older)
    numbers = [re.findall(r"UP-BHR-\d{4}-\d{6}", text(page)) for page in (first, second)]
    assert (len(set(numbers[0])), len(set(numbers[1]))) == (25, 5)
    assert not set(numbers[0]) & set(numbers[1])
    assert "30 cases" in text(first)
    assert "No case matches these filters" in text(client.get(reverse("cases"), {"form": "online"}))
    for nonsense in ({"after": "x_y"}, {"since": "never"}, {"stage": "'"}, {"place": "\x00"}, {"number": "%"}):
        assert client.get(reverse("cases"), nonsense).status_code == 200


def test_the_export_is_for_few_with_purpose_and_watermark(people) -> None:
    case = a_case(people.sho, what="=2+5 girls")
    assert client_of(people.sho).get(reverse("case_export")).status_code == 403
    nodal = client_of(people.nodal)
    assert nodal.post(reverse("case_export"), {"purpose": ""}).status_code == 400
    answer = nodal.post(reverse("case_export"), {"purpose": "court"})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert case.number in text(answer)
    assert "'=2+5 girls" in text(answer)
    assert "Nodal" in text(answer)
    with reading(SYSTEM):
        assert Event.objects.get(kind="case:exported").detail["rows"] == 1


def test_the_data_protection_officer_erases_from_a_page_and_the_case_says_erased(people) -> None:
    case = a_case(people.sho)
    girl = a_girl(people, case)
    dpo = client_of(officer("dpo", "data_protection_officer", people.partner))
    assert client_of(people.chief).get(reverse("erasure")).status_code == 403
    data = {"subject": str(girl.id), "reason": "order"}
    assert dpo.post(reverse("erasure"), data).status_code == 400
    assert dpo.post(reverse("erasure"), {**data, "sure": "on"}).status_code == 302
    client = client_of(people.sho)
    assert "Identity: erased" in re.sub(r"\s+", " ", text(client.get(reverse("case", args=[case.id]))))
    gone = client.post(reverse("box", args=[case.id, box_of(girl).id]), {"purpose": "care"})
    assert gone.status_code == 410


def test_age_is_corrected_and_entries_are_voided_from_their_pages(people) -> None:
    case = a_case(people.sho)
    girl = a_girl(people, case)
    event = add_event(by=people.sho.actor, case_id=case.id, kind="rescue")
    client = client_of(people.desk)
    amend = reverse("person_amend", args=[case.id, girl.id])
    data = {"sex": "female", "age": "17", "age_band": "12_15", "reason": "school record", "version": 1}
    assert client.post(amend, {**data, "reason": ""}).status_code == 400
    assert client.post(amend, data).status_code == 302
    assert client.post(amend, {**data, "age": "16"}).status_code == 409
    with reading(SYSTEM):
        assert CasePerson.objects.get().age_band == "16_17"
    assert client.post(reverse("event_void", args=[case.id, event.id]), {"reason": "another case"}).status_code == 302
    assert client.post(reverse("person_void", args=[case.id, girl.id]), {"reason": "added twice"}).status_code == 302
    shown = text(client.get(reverse("case", args=[case.id])))
    assert "Rescue (cancelled)" in shown
    assert reverse("person_amend", args=[case.id, girl.id]) not in shown
    other = a_case(people.sho)
    assert client.get(reverse("person_amend", args=[other.id, girl.id])).status_code == 404
    assert client.get(reverse("event_void", args=[other.id, event.id])).status_code == 404


def test_an_fir_pressed_twice_is_one_event(people) -> None:
    case = a_case(people.sho)
    client, add = client_of(people.sho), reverse("event_add", args=[case.id])
    pressed = {"kind": "fir", "submission_id": str(uuid7()), "csrfmiddlewaretoken": "of-one-page"}
    answers = [client.post(add, pressed), client.post(add, {**pressed, "captured_at": ""})]
    assert [each.status_code for each in answers] == [302, 302]
    with reading(SYSTEM):
        assert CaseEvent.objects.filter(case=case, kind="fir").count() == 1


def test_other_words_under_one_submission_are_asked_about_and_not_lost(people) -> None:
    case = a_case(people.sho)
    client, add = client_of(people.sho), reverse("event_add", args=[case.id])
    sent = {"kind": "fir", "note": "FIR 118 of Rupaidiha", "submission_id": str(uuid7())}
    first = client.post(add, sent)
    assert first.status_code == 302
    assert client.post(add, sent).status_code == 302  # the very same: kept once, as ever
    asked = client.post(add, {**sent, "note": "FIR 119 of Rupaidiha"})
    assert asked.status_code == 409
    page = text(asked)
    assert "This form was saved already, with other words" in page
    assert f'href="{first["Location"]}"' in page
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)"\s+value="([^"]*)"', page))
    assert fields["note"] == "FIR 119 of Rupaidiha"
    assert fields["submission_id"] != sent["submission_id"]
    with reading(SYSTEM):
        assert CaseEvent.objects.filter(case=case).count() == 1
    assert client.post(add, fields).status_code == 302
    with reading(SYSTEM):
        assert set(CaseEvent.objects.filter(case=case).values_list("note", flat=True)) == {
            "FIR 118 of Rupaidiha", "FIR 119 of Rupaidiha",
        }  # fmt: skip


def test_a_form_that_lost_its_version_overwrites_nothing(people) -> None:
    case = a_case(people.sho)
    client, amend = client_of(people.sho), reverse("case_amend", args=[case.id])
    form = text(client.get(amend))
    fields = dict(re.findall(r'name="(what|source|version)"[^>]*value="([^"]*)"', form))
    answer = client.post(reverse("case_void", args=[case.id]), {"reason": "Entered twice by me", "version": ""})
    assert answer.status_code == 400
    assert "This page has lost which version you saw." in text(answer)
    with reading(SYSTEM):
        assert Case.objects.get(pk=case.id).voided_at is None
    assert "version" in fields


def test_whoever_was_slower_reads_who_saved_the_other_version_and_when(people) -> None:
    case = a_case(people.sho)
    move = reverse("case_move", args=[case.id])
    other = client_of(people.chief)
    stage = re.findall(r'<option value="([a-z_]+)"', text(other.get(move)))[0]
    amend_case(by=people.sho.actor, case_id=case.id, reason="Counted again", expected=1, changes={"people": 4})
    answer = other.post(move, {"to": stage, "reason": "All is known", "version": "1"})
    assert answer.status_code == 409
    assert re.search(r"Saved by Sho, \d+ \w+ \d{4}, \d\d:\d\d\.", text(answer))
