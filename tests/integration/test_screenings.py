"""Checks for signs of trafficking: what is recorded, who sees what, what follows, the pages in both languages."""

import re

import pytest
from case_world import a_case, officer, world
from django.test import Client
from django.urls import reverse

from samanvay.access.boxes.actions.erasure import erase_person
from samanvay.access.boxes.actions.opening import BoxClosed
from samanvay.access.boxes.groups import Group, Purpose, TeamRole
from samanvay.access.boxes.keys import Forgotten
from samanvay.access.models import Box, BoxPast
from samanvay.audit.models import Amendment, Event
from samanvay.cases.actions import name_team_member, share_case, void_case
from samanvay.cases.models import Case
from samanvay.cases.people.actions.people import add_person
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen
from samanvay.law.loading import load_library
from samanvay.recording.submissions import Captured
from samanvay.support.actions import (
    answer_form,
    correct_screening,
    open_answers,
    record_screening,
    reread_answers,
)
from samanvay.support.duty_kinds import TELL_AHTU
from samanvay.support.kinds import Outcome
from samanvay.support.models import Screening
from samanvay.support.published import published
from samanvay.support.queries import open_forms, screenings_of
from samanvay.support.tasks import SUBSCRIBES, follow_screenings
from samanvay.support.victims import Ground, perhaps_victims

SIGN = {"child_other_speaks": "seen", "child_work_promised": "said", "child_no_call_home": "not_seen"}
NO_SIGN = {"child_other_speaks": "not_seen"}
ASK = "Does somebody else answer for the child, or watch every word?"


@pytest.fixture
def people(db: None):
    made = world()
    load_library()
    return made


@pytest.fixture
def case(people) -> Case:
    return a_case(people.sho)


def asked(people, case, answers=SIGN, **more) -> Screening:
    given = {"group": "child_moving", "answers": answers, **more}
    screening = record_screening(by=people.sho.actor, case_id=case.id, **given)
    follow_screenings(case.id)
    return screening


def waiting(case) -> list[Duty]:
    with reading(SYSTEM):
        return list(Duty.objects.waiting().filter(kind=TELL_AHTU.code, subject_id=str(case.id)))


def deliver() -> None:
    """Give every event to the subscriptions of the room, as the worker does."""
    follows = {kind.code: receive for kind, receive in SUBSCRIBES.items()}
    with reading(SYSTEM):
        for event in list(Event.objects.filter(kind__in=follows).order_by("seq")):
            follows[event.kind](event)


def client_of(one, language: str = "en") -> Client:
    client = Client()
    client.force_login(one.user)
    client.post(reverse("language"), {"language": language})
    return client


def text(answer) -> str:
    return answer.content.decode()


# What is recorded


def test_screening_keeps_what_follows_open_and_seals_the_answers(people, case) -> None:
    screening = asked(people, case, note="She looked at him before every answer.", language="bhojpuri")
    assert (screening.outcome, screening.at_once) == (Outcome.SIGN, ["child"])
    assert screening.forms == ["child_labour", "domestic_servitude"]
    with reading(SYSTEM):
        box = Box.objects.get(subject_id=screening.id)
        assert (box.group, box.record_id) == (Group.SCREENING, case.id)
        assert b"child_other_speaks" not in bytes(box.content)
        event = Event.objects.get(kind="screening:recorded")
    assert "child_other_speaks" not in str(event.detail)
    answers, note, edition = open_answers(by=people.sho.actor, screening_id=screening.id, purpose=Purpose.INVESTIGATION)
    assert (answers["child_work_promised"], answers["child_drugged_hurt"]) == ("said", "not_asked")
    assert (note, edition) == ("She looked at him before every answer.", 1)


def test_same_submission_twice_is_one_screening(people, case) -> None:
    sent = Captured(uuid7())
    first, second = (asked(people, case, captured=sent) for _each in range(2))
    assert first.id == second.id


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"group": "moon"}, "group"),
        ({"answers": {}}, "answers"),
        ({"answers": {"child_other_speaks": "perhaps"}}, "child_other_speaks"),
        ({"answers": {"work_debt": "seen"}}, "work_debt"),
        ({"language": "latin"}, "language"),
        ({"interpreter": "parrot"}, "interpreter"),
        ({"person": uuid7()}, "person"),
        ({"note": "4991 1866 5246"}, "notes"),
    ],
)
def test_bad_input_is_refused_by_its_field(people, case, changes, field) -> None:
    with pytest.raises(Invalid) as refused:
        asked(people, case, **changes)
    assert refused.value.field == field
    with reading(SYSTEM):
        assert not Screening.objects.exists()


def test_person_of_another_case_is_refused(people, case) -> None:
    other = add_person(by=people.sho.actor, case_id=a_case(people.sho).id, role="victim")
    with pytest.raises(Invalid):
        asked(people, case, person=other.id)


def test_no_sign_is_kept_and_says_that_this_is_no_proof(people, case) -> None:
    screening = asked(people, case, NO_SIGN)
    assert screening.outcome == Outcome.NONE
    assert "does not say that there is none" in screening.outcome_sentence.en
    assert not waiting(case)
    assert screening.forms == []


# A correction


def test_correction_keeps_what_was_before_and_follows_the_new_answers(people, case) -> None:
    screening = asked(people, case)
    assert waiting(case)
    correct_screening(
        by=people.sho.actor, screening_id=screening.id, answers=NO_SIGN, reason="Wrong person", expected=1
    )
    follow_screenings(case.id)
    with reading(SYSTEM):
        assert Screening.objects.get().outcome == Outcome.NONE
        assert BoxPast.objects.filter(box__subject_id=screening.id).count() == 1
        assert "outcome" in set(Amendment.objects.filter(target_id=screening.id).values_list("field", flat=True))
    assert not waiting(case)
    again = {"by": people.sho.actor, "screening_id": screening.id, "reason": "It was she"}
    correct_screening(**again, answers=SIGN, expected=2)
    follow_screenings(case.id)
    assert waiting(case)


def test_correction_of_answers_that_somebody_corrected_meanwhile_is_stale(people, case) -> None:
    screening = asked(people, case)
    given = {"by": people.sho.actor, "screening_id": screening.id, "reason": "Misheard"}
    correct_screening(**given, answers=NO_SIGN, expected=1)
    with pytest.raises(Stale):
        correct_screening(**given, answers=SIGN, expected=1)


# Who sees what


def test_readers_see_what_follows_and_only_the_team_opens_the_answers(people, case) -> None:
    screening = asked(people, case)
    with reading(people.chief.actor):
        assert [each.outcome for each in screenings_of(people.chief.actor, case)] == [Outcome.SIGN]
    with pytest.raises(BoxClosed):
        open_answers(by=people.chief.actor, screening_id=screening.id, purpose=Purpose.INVESTIGATION)
    assert reread_answers(by=people.chief.actor, screening_id=screening.id) is None
    with pytest.raises(Unseen):
        open_answers(by=people.far.actor, screening_id=screening.id, purpose=Purpose.INVESTIGATION)
    name_team_member(by=people.sho.actor, case_id=case.id, user=people.desk.user, role=TeamRole.CARE)
    assert open_answers(by=people.desk.actor, screening_id=screening.id, purpose=Purpose.CARE)[0] == {
        **dict.fromkeys((each.code for each in published().of_group("child_moving")), "not_asked"), **SIGN
    }  # fmt: skip


def test_who_is_not_in_the_team_does_not_record(people, case) -> None:
    with pytest.raises(Refused):
        record_screening(by=people.chief.actor, case_id=case.id, group="child_moving", answers=SIGN)


def test_screenings_go_with_a_case_that_is_shared_and_answers_with_an_erased_person(people, case) -> None:
    sealed = {"identity": {"given": "Sunaina", "surname": "Majhi"}}
    girl = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14, sealed=sealed)
    screening = asked(people, case, person=girl.id)
    share_case(by=people.sho.actor, case_id=case.id, units=[people.ahtu.audience], reason="Suspicion")
    deliver()
    with reading(people.far.actor):
        assert Screening.objects.filter(pk=screening.pk).exists()
    erase_person(by=SYSTEM, subject_id=girl.id, reason="order")
    deliver()
    with pytest.raises(Forgotten):
        open_answers(by=people.sho.actor, screening_id=screening.id, purpose=Purpose.COURT)


# The AHTU is told


def test_sign_opens_the_duty_once_with_owner_and_escalation_of_the_library(people, case) -> None:
    bureau = officer("bureau", "state_bureau", people.police)
    asked(people, case)
    asked(people, case)
    (duty,) = waiting(case)
    assert (duty.owner_user_id, duty.owner_role) == (people.sho.user.id, "station_officer")
    assert [(step["role"], step["audience"]) for step in duty.steps] == [
        ("police_chief", people.here.audience),
        ("state_bureau", people.police.audience),
    ]
    assert bureau.user.is_active
    assert "AHTU" in duty.title_en
    assert duty.is_urgent


def test_duty_ends_when_the_ahtu_sees_the_case_and_goes_with_a_cancelled_one(people, case) -> None:
    asked(people, case)
    share_case(by=people.sho.actor, case_id=case.id, units=[people.ahtu.audience], reason="Suspicion")
    deliver()
    assert not waiting(case)
    with reading(SYSTEM):
        assert Duty.objects.get(kind=TELL_AHTU.code).done_at is not None
    other = a_case(people.sho)
    asked(people, other)
    void_case(by=people.chief.actor, case_id=other.id, reason="Entered twice")
    deliver()
    assert not waiting(other)


def test_unit_without_a_chief_above_tells_the_unit_above(people) -> None:
    force = create_unit(by=SYSTEM, kind="state_police", name="Force", home_state="IN-UP")
    post = create_unit(by=SYSTEM, kind="station", name="Post", home_state="IN-UP", parent=force)
    soldier = officer("soldier", "border_police", post)
    officer("head", "railway_police", force)
    case = a_case(soldier)
    record_screening(by=soldier.actor, case_id=case.id, group="child_moving", answers=SIGN)
    follow_screenings(case.id)
    (duty,) = waiting(case)
    assert (duty.owner_role, [step["audience"] for step in duty.steps]) == ("border_police", [force.audience])


# Forms of exploitation


def test_proposed_form_enters_the_case_when_somebody_accepts_it_and_not_otherwise(people, case) -> None:
    screening = asked(people, case)
    with reading(SYSTEM):
        assert Case.objects.get(pk=case.pk).forms == ["sexual_exploitation"]
    given = {"by": people.sho.actor, "screening_id": screening.id}
    answer_form(**given, form="child_labour", takes=True)
    answer_form(**given, form="domestic_servitude", takes=False)
    with reading(SYSTEM):
        after = Screening.objects.select_related("case").get()
        assert after.case.forms == ["sexual_exploitation", "child_labour"]
        assert open_forms(after) == []
    with pytest.raises(Invalid):
        answer_form(**given, form="child_labour", takes=True)


# Accused persons who may be victims


def test_accused_child_gets_a_note_and_a_grown_up_none(people, case) -> None:
    boy = add_person(by=people.sho.actor, case_id=case.id, role="accused", sex="male", age=15)
    man = add_person(by=people.sho.actor, case_id=case.id, role="accused", sex="male", age=40)
    with reading(people.sho.actor):
        (found,) = perhaps_victims(people.sho.actor, case, [boy, man], [])
        assert {entry.code for entry in found.law} == {"jj_94", "jj_83_84", "bns_95"}
    assert (found.person, found.grounds, found.is_screened) == (boy, (Ground.CHILD,), False)


def test_accused_with_a_victims_name_is_told_to_the_team_alone(people, case) -> None:
    named = {"identity": {"given": "Sunaina", "surname": "Majhi", "father": "Birsa Majhi"}}
    by = people.sho.actor
    both = [
        add_person(by=by, case_id=case.id, role=role, sex="female", age=30, sealed=named)
        for role in ("victim", "accused")
    ]
    with reading(by):
        assert [each.grounds for each in perhaps_victims(by, case, both, [])] == [(Ground.SAME_NAME,)]
    with reading(people.chief.actor):
        assert perhaps_victims(people.chief.actor, case, both, []) == []


def test_forced_crime_and_a_sign_seen_are_grounds(people) -> None:
    case = a_case(people.sho, forms=["forced_criminality"])
    man = add_person(by=people.sho.actor, case_id=case.id, role="accused", sex="male", age=40)
    seen = asked(people, case, {"crime_told_to": "said"}, group="forced_crime", person=man.id)
    with reading(people.sho.actor):
        (found,) = perhaps_victims(people.sho.actor, case, [man], [seen])
    assert (set(found.grounds), found.is_screened) == ({Ground.FORCED_CRIME, Ground.SIGN}, True)


# The pages


def test_signs_are_asked_on_one_page_and_a_refused_form_keeps_its_answers(people, case) -> None:
    client = client_of(people.sho)
    assert ASK not in text(client.get(reverse("screening_new", args=[case.id])))
    url = reverse("screening_new", args=[case.id]) + "?group=child_moving"
    page = text(client.get(url))
    assert ASK in page
    assert page.count('name="sign_child_other_speaks"') == 4
    submission = re.search(r'name="submission_id" value="([^"]+)"', page).group(1)
    sent = {"submission_id": submission, "sign_child_other_speaks": "seen", "language": "hindi"}
    wrong = client.post(url, {**sent, "note": "4991 1866 5246"})
    assert wrong.status_code == 400
    assert re.search(r'value="seen"[^>]*checked', text(wrong))
    nothing = client.post(url, {"submission_id": submission})
    assert nothing.status_code == 400
    assert "Answer at least one question" in text(nothing)
    done = client.post(url, sent)
    assert done.status_code == 302
    shown = text(client.get(done.headers["Location"]))
    for words in ("The AHTU must be told at once", ASK, "1098", "Tell the AHTU", "What the law asks now"):
        assert words in shown


def test_pages_speak_hindi(people, case) -> None:
    screening = asked(people, case)
    client = client_of(people.sho, "hi")
    shown = text(client.get(reverse("screening", args=[screening.id])))
    for words in ("मानव तस्करी का संकेत मिला", "एएचटीयू को तुरंत सूचना", "क्या बच्चे की जगह कोई और उत्तर देता है"):
        assert words in shown
    url = reverse("screening_new", args=[case.id])
    assert "रास्ते में मिला बच्चा" in text(client.get(url))
    assert "व्यक्ति ने बताया" in text(client.get(f"{url}?group=online"))
    assert "जाँच शेष" in text(client.get(reverse("signs")))


def test_reader_outside_the_team_sees_what_follows_and_no_answer_on_any_page(people, case) -> None:
    screening = asked(people, case)
    client = client_of(people.chief)
    pages = [reverse("case", args=[case.id]), reverse("screening", args=[screening.id])]
    pages += [reverse("screenings", args=[case.id]), reverse("case_history", args=[case.id])]
    for url in pages:
        answer = client.get(url)
        assert answer.status_code == 200
        assert ASK not in text(answer)
        assert "child_other_speaks" not in text(answer)
    assert "Sign of trafficking seen" in text(client.get(pages[1]))
    for name in ("screening_answers", "screening_correct"):
        assert client.post(reverse(name, args=[screening.id]), {"purpose": "court"}).status_code == 403
    with reading(SYSTEM):
        assert Event.objects.filter(kind="box:closed").exists()
    with reading(SYSTEM):
        box = Box.objects.get(subject_id=screening.id)
    for name in ("box", "glass_break"):
        assert client.get(reverse(name, args=[case.id, box.id])).status_code == 404


def test_answers_are_opened_with_a_purpose_and_corrected(people, case) -> None:
    screening = asked(people, case)
    client = client_of(people.sho)
    url = reverse("screening_answers", args=[screening.id])
    assert ASK not in text(client.get(url))
    opened = text(client.post(url, {"purpose": "investigation"}))
    assert ASK in opened
    sent = {"edition": 1, "sign_child_other_speaks": "not_seen", "reason": ""}
    correct = reverse("screening_correct", args=[screening.id])
    refused = client.post(correct, sent)
    assert refused.status_code == 400
    assert re.search(r'value="not_seen"[^>]*checked', text(refused))
    assert client.post(correct, {**sent, "reason": "Wrong child"}).status_code == 302
    assert "does not say that there is none" in text(client.get(reverse("screening", args=[screening.id])))


def test_case_page_offers_signs_first_where_an_accused_may_be_a_victim(people, case) -> None:
    boy = add_person(by=people.sho.actor, case_id=case.id, role="accused", sex="male", age=15)
    page = text(client_of(people.sho).get(reverse("case", args=[case.id])))
    assert "may be a victim: is under 18" in page
    assert f"{reverse('screening_new', args=[case.id])}?person={boy.id}" in page
    assert page.index("before anything else") < page.index('id="people"')
    assert "to be checked" in page
    asked(people, case, {"crime_child": "said"}, group="forced_crime", person=boy.id)
    after = text(client_of(people.sho).get(reverse("case", args=[case.id])))
    assert "before anything else" not in after
    assert "may be a victim" in after
    outside = text(client_of(people.chief).get(reverse("case", args=[case.id])))
    assert "?person=" not in outside


def test_quick_record_ends_where_signs_are_offered(people) -> None:
    client = client_of(people.sho)
    case = a_case(people.sho)
    add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=30)
    page = text(client.get(reverse("case", args=[case.id])))
    assert "Nobody has checked for signs in this case yet." in page
    assert f'href="{reverse("screening_new", args=[case.id])}"' in page
    asked(people, case)
    assert "Nobody has checked for signs in this case yet." not in text(client.get(reverse("case", args=[case.id])))


def test_form_is_accepted_with_one_press(people, case) -> None:
    screening = asked(people, case)
    client = client_of(people.sho)
    url = reverse("screening_form", args=[screening.id])
    assert client.post(url, {"form": "child_labour", "answer": "yes"}).status_code == 302
    assert client.post(url, {"form": "child_labour", "answer": "yes"}).status_code == 400
    with reading(SYSTEM):
        assert "child_labour" in Case.objects.get(pk=case.pk).forms


def test_no_page_shows_a_number_for_a_person(people, case) -> None:
    screening = asked(people, case)
    page = text(client_of(people.sho).get(reverse("screening", args=[screening.id])))
    body = re.sub(r"<[^>]+>", " ", page[page.index("<h1>") :])
    assert not re.search(r"score|points|\d+ ?(%|of \d+|signs|/ ?\d+)", body, re.IGNORECASE)
