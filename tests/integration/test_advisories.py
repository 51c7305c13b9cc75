"""Advisories from draft to checked: who owns them, who is told what, what happens when nobody is there or acts."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from test_playbook import officer

from samanvay.access import events as access
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.directory.models import Unit
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.actions.ticking import escalate_due
from samanvay.duties.models import Duty, Notice
from samanvay.duties.queries import notices
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import PersonalDataFound
from samanvay.kernel.refusals import AlreadyDone, Invalid, Refused, Stale, Unseen
from samanvay.measures.advisories.actions import answering as answers
from samanvay.measures.advisories.actions import sending, writing
from samanvay.measures.advisories.addressees import addressees_in
from samanvay.measures.advisories.policies import may_check
from samanvay.measures.advisories.queries import acted_on
from samanvay.measures.advisories.queries import advisories as lists
from samanvay.measures.models import Advisory, MeasureVersion, Recipient
from samanvay.measures.playbook.loading import load_playbook
from samanvay.measures.tasks import SUBSCRIBES
from samanvay.reports.queries import week_of
from samanvay.web.measures.advisory_presenters import use_shown

pytestmark = pytest.mark.django_db

BAHRAICH, BALRAMPUR, SHRAVASTI = "district:180", "district:182", "district:181"
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf"
    "c000000301010018dd8db00000000049454e44ae426082"
)


def unit_of(code: str, kind: str, parent: Unit | None, place: str = "") -> Unit:
    at = keep_place(by=SYSTEM, key=place) if place else None
    return create_unit(by=SYSTEM, kind=kind, name=code, code=f"t:{code}", parent=parent, place=at, home_state="IN-UP")


@pytest.fixture
def people(db: None, settings: Any, tmp_path: Any) -> dict[str, Any]:
    """A state's desk, a range with its officer, two districts with a chief and one with nobody."""
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    state = unit_of("state", "state_police", None)
    desk = unit_of("desk", "state_bureau", state)
    zone = unit_of("range", "range", state)
    bahraich = unit_of("bahraich", "district_police", zone, BAHRAICH)
    balrampur = unit_of("balrampur", "district_police", zone, BALRAMPUR)
    empty = unit_of("shravasti", "district_police", zone, SHRAVASTI)
    load_playbook()
    return {
        "desk": officer("desk", "state_bureau", desk),
        "second": officer("second", "state_bureau", desk),
        "range": officer("range", "range_officer", zone),
        "bahraich": officer("bahraich", "police_chief", bahraich),
        "balrampur": officer("balrampur", "police_chief", balrampur),
        "empty": empty,
    }


def version(second_check: bool = False, proof: str = "words") -> MeasureVersion:
    with reading(SYSTEM):
        found = MeasureVersion.objects.filter(second_check=second_check, proof=proof).select_related("measure").first()
    assert found is not None
    return found


def sent(
    by: Actor, *districts: str, measures: tuple[MeasureVersion, ...] = (), text: str = "Watch the night buses."
) -> Advisory:
    said = writing.AdvisoryWords(title_en="Night buses", text_en=text)
    with reading(by):
        content = writing.Content(said, addressees_in(districts, ["police"]), measures)
        advisory = writing.draft_advisory(by=by, content=content)
        return sending.send_advisory(by=by, advisory=advisory)


def row(actor: Actor, advisory: Advisory, district: str) -> Recipient:
    with reading(actor):
        return Recipient.objects.select_related("advisory").get(advisory=advisory, district=district)


def duties(recipient: Recipient, kind: str = "") -> list[Duty]:
    with reading(SYSTEM):
        found = Duty.objects.filter(subject_id=str(recipient.pk), kind__startswith=kind or "advisory:")
        return list(found.order_by("opened_at"))


def test_draft_is_seen_by_its_unit_alone_and_sent_to_those_who_own_it(people: dict[str, Any]) -> None:
    by = people["desk"]
    with reading(by):
        content = writing.Content(
            writing.AdvisoryWords(title_hi="रात की बसें", text_hi="रात की बसों पर दृष्टि रखें।"),
            addressees_in([BAHRAICH], ["police"]),
        )
        draft = writing.draft_advisory(by=by, content=content)
    with reading(people["bahraich"]), pytest.raises(Unseen):
        lists.advisory_or_unseen(people["bahraich"], draft.pk)
    with reading(by):
        sending.send_advisory(by=by, advisory=draft)
        with pytest.raises(Refused):
            sending.send_advisory(by=by, advisory=draft)
    assert draft.name == f"UP-A-{clock.today().year}-001"
    [duty] = duties(row(by, draft, BAHRAICH))
    assert (duty.kind, duty.owner_role, duty.title_en) == ("advisory:answer", "police_chief", "Advisory: रात की बसें")
    assert [step["role"] for step in duty.steps] == ["range_officer", "state_bureau"]
    with reading(people["bahraich"]):
        assert answers.see_advisory(by=people["bahraich"], advisory=draft) == 1
        assert answers.see_advisory(by=people["bahraich"], advisory=draft) == 0


def test_accept_do_and_nothing_more_is_owed(people: dict[str, Any]) -> None:
    advisory = sent(people["desk"], BAHRAICH)
    chief = people["bahraich"]
    mine = row(chief, advisory, BAHRAICH)
    with reading(chief):
        with pytest.raises(Refused, match="Accept the advisory first"):
            answers.say_done(by=chief, recipient=mine, words="Three buses a night.")
        answers.accept_advisory(by=chief, recipient=mine)
        with pytest.raises(Invalid):
            answers.say_done(by=chief, recipient=mine, words=" ")
        with pytest.raises(PersonalDataFound):
            answers.say_done(by=chief, recipient=mine, words="Sunita Devi was found on one.")
        submission = uuid7()
        answers.say_done(by=chief, recipient=mine, words="Three buses a night.", submission=submission)
        answers.say_done(by=chief, recipient=mine, words="Three buses a night.", submission=submission)
    assert mine.state == "done"
    assert [(each.kind, each.is_waiting) for each in duties(mine)] == [
        ("advisory:answer", False),
        ("advisory:do", False),
    ]
    with reading(people["desk"]):
        told = acted_on.acted_on(people["desk"], week_of(clock.today()))
        assert (told.acted, told.asked, told.days) == (1, 1, {BAHRAICH: 0.0})
        assert acted_on.advisories_unanswered(people["desk"], BAHRAICH) == []


def test_work_with_a_second_check_waits_for_somebody_else_and_comes_back_with_words(people: dict[str, Any]) -> None:
    advisory = sent(people["desk"], BAHRAICH, measures=(version(True, "document"),))
    chief, desk = people["bahraich"], people["desk"]
    mine = row(chief, advisory, BAHRAICH)
    with reading(chief):
        answers.accept_advisory(by=chief, recipient=mine)
        with pytest.raises(Invalid, match="photograph"):
            answers.say_done(by=chief, recipient=mine, words="Done.")
        for submission in (uuid7(), uuid7()):
            file = answers.ProofFile("board.png", [PHOTO])
            answers.say_done(by=chief, recipient=mine, file=file, submission=submission)
            assert (mine.state, mine.proof_document is None) == ("to_check", False)
            with pytest.raises(Refused, match="You reported this as done"):
                may_check(chief, mine)
            theirs = row(desk, advisory, BAHRAICH)
            with reading(desk):
                if theirs.back_words:
                    answers.check_work(by=desk, recipient=theirs)
                else:
                    answers.send_back(by=desk, recipient=theirs, words="The number cannot be read.")
            mine.refresh_from_db()
    assert mine.state == "done"
    kinds = [each.kind for each in duties(mine)]
    assert kinds == ["advisory:answer", "advisory:do", "advisory:check", "advisory:do", "advisory:check"]
    assert not any(each.is_waiting for each in duties(mine))


def test_what_was_accepted_and_then_declined_does_not_count_as_done(people: dict[str, Any]) -> None:
    chief = people["bahraich"]
    mine = row(chief, sent(people["desk"], BAHRAICH), BAHRAICH)
    with reading(chief):
        answers.accept_advisory(by=chief, recipient=mine)
        answers.decline_advisory(by=chief, recipient=mine, reason="The buses were stopped.")
    [_answer, work] = duties(mine)
    assert (work.done_at, work.drop_reason) == (None, "The buses were stopped.")
    assert work.opener_unit == mine.advisory.home_unit, "a question about it, or its sending back, goes to the sender"
    with reading(people["desk"]):
        told = [str(each.words) for each in notices(people["desk"])]
    assert any("declined an advisory" in each for each in told)


def test_page_of_the_file_that_shows_it_opens(people: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    advisory = sent(people["desk"], BAHRAICH, measures=(version(proof="document"),))
    chief = people["bahraich"]
    mine = row(chief, advisory, BAHRAICH)
    with reading(chief):
        answers.accept_advisory(by=chief, recipient=mine)
        answers.say_done(by=chief, recipient=mine, file=answers.ProofFile("board.png", [PHOTO]), submission=uuid7())
    client = Client()
    client.force_login(User.objects.get(pk=chief.id))
    page = client.get(reverse("document_page", args=[mine.proof_document]))
    assert page.status_code == 200
    assert "the request" not in page.content.decode()


def test_pressing_twice_is_answered_with_who_did_it_and_when(
    people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    chief, desk = people["bahraich"], people["desk"]
    mine = row(chief, sent(desk, BAHRAICH, measures=(version(True),)), BAHRAICH)
    client, sender = Client(), Client()
    names = {}
    for each, actor in ((client, chief), (sender, desk)):
        user = User.objects.get(pk=actor.id)
        each.force_login(user)
        names[each] = user.name
    said = {"words": "Three buses a night.", "submission_id": str(uuid7())}
    for by, name, given, what in (
        (client, "advisory_accept", {}, "answered"),
        (client, "advisory_done", said, "done"),
        (sender, "advisory_check", {}, "checked"),
    ):
        address = reverse(name, args=[mine.pk])
        assert by.post(address, given).status_code == 302, name
        again = by.post(address, {**given, "submission_id": str(uuid7())})
        assert (again.status_code, "no-store" in again["Cache-Control"]) == (409, True), name
        words = again.content.decode()
        assert f"already {what}: {names[by]}, " in words, name
        assert "ask the officer in charge of your unit for the role" not in words
    [answering, *_more] = duties(mine)
    again = client.post(reverse("duty_done", args=[answering.pk]), {"version": answering.version})
    assert again.status_code == 409
    assert "This task is already closed: " in again.content.decode()
    with reading(desk), pytest.raises(AlreadyDone, match=f"already sent: {names[sender]}, "):
        sending.send_advisory(by=desk, advisory=mine.advisory)


def test_other_recipients_learn_that_a_district_answered_and_not_its_words(people: dict[str, Any]) -> None:
    advisory = sent(people["desk"], BAHRAICH, BALRAMPUR)
    chief = people["bahraich"]
    with reading(chief):
        mine = Recipient.objects.select_related("advisory").get(advisory=advisory, district=BAHRAICH)
        answers.decline_advisory(by=chief, recipient=mine, reason="No bus runs here at night.")
    other = people["balrampur"]
    with reading(other):
        seen = lists.recipients_of(advisory)
        assert [each.district for each in seen] == [BALRAMPUR]
        assert lists.others_of(advisory, seen) == [lists.OtherRecipient(BAHRAICH, True)]
        with pytest.raises(Unseen):
            lists.recipient_or_unseen(other, mine.pk)
    for who in ("desk", "range", "second"):
        with reading(people[who]):
            assert len(lists.recipients_of(advisory)) == 2, who
    with reading(chief), pytest.raises(Refused):
        answers.accept_advisory(by=other, recipient=mine)


def test_unit_without_an_owner_is_held_until_somebody_is_posted(people: dict[str, Any]) -> None:
    advisory = sent(people["desk"], SHRAVASTI, BAHRAICH)
    held = row(people["desk"], advisory, SHRAVASTI)
    assert (held.state, held.sent_at) == ("held", None)
    [naming] = duties(held)
    assert (naming.kind, naming.owner_role, naming.is_waiting) == ("advisory:name_owner", "range_officer", True)
    assert sending.release_held() == 0
    newcomer = officer("newcomer", "police_chief", people["empty"])
    with reading(SYSTEM):
        posted = Event.objects.get(kind="grant:given", subject_id=str(newcomer.id))
    for _twice in range(2):
        SUBSCRIBES[access.GRANT_GIVEN](posted)
    held = row(people["desk"], advisory, SHRAVASTI)
    assert held.state == "sent"
    assert [(each.kind, each.is_waiting) for each in duties(held)] == [
        ("advisory:name_owner", False),
        ("advisory:answer", True),
    ]
    with reading(SYSTEM):
        assert Notice.objects.filter(user_id=newcomer.id, words_en__startswith="New: Advisory").exists()


def test_silence_goes_up_the_line_and_a_reminder_once_a_day(people: dict[str, Any]) -> None:
    advisory = sent(people["desk"], BAHRAICH)
    with clock.frozen(clock.now() + timedelta(days=4, hours=1)):
        while escalate_due():
            continue
        with reading(people["range"]):
            late = lists.advisories(people["range"], lists.AdvisoryFilters(overdue=True))
            assert [each.pk for each in late] == [advisory.pk]
        with reading(SYSTEM):
            assert Notice.objects.filter(user_id=people["range"].id, words_en__startswith="Nobody acted").count() == 1
        with reading(people["desk"]):
            assert sending.remind(by=people["desk"], advisory=advisory) == 1
            assert sending.remind(by=people["desk"], advisory=advisory) == 0


def test_withdrawing_drops_what_waits_and_a_correction_tells(people: dict[str, Any]) -> None:
    desk = people["desk"]
    advisory = sent(desk, BAHRAICH, BALRAMPUR)
    with reading(desk):
        writing.correct_advisory(
            by=desk,
            advisory=advisory,
            said=writing.AdvisoryWords(title_en="Night buses", text_en="Watch the night buses to Delhi."),
            reason="The direction lacked.",
        )
        with pytest.raises(Stale):
            sending.withdraw_advisory(by=desk, advisory=advisory, reason="Sent twice.", expected=1)
        advisory = lists.advisory_or_unseen(desk, advisory.pk)
        sending.withdraw_advisory(by=desk, advisory=advisory, reason="Sent twice.")
        assert len(lists.texts_of(advisory)) == 2
    mine = row(people["bahraich"], advisory, BAHRAICH)
    assert mine.state == "withdrawn"
    assert not any(each.is_waiting for each in duties(mine))
    with reading(SYSTEM):
        words = Notice.objects.filter(user_id=people["bahraich"].id).values_list("words_en", flat=True)
        assert sum("corrected" in each for each in words) == 1
        assert sum("withdrawn" in each for each in words) == 1
    with reading(people["bahraich"]), pytest.raises(Refused, match="withdrawn"):
        answers.accept_advisory(by=people["bahraich"], recipient=mine)


def test_words_that_point_at_somebody_do_not_go_out(people: dict[str, Any]) -> None:
    with pytest.raises(PersonalDataFound):
        sent(people["desk"], BAHRAICH, text="Look for Sunita Devi, 14 years.")


def test_fatigue_counts_what_came_to_a_seat_whoever_sent_it(people: dict[str, Any]) -> None:
    for _ in range(7):
        sent(people["desk"], BAHRAICH)
    for _ in range(6):
        sent(people["balrampur"], BAHRAICH)
    [seat] = [each.key for each in addressees_in([BAHRAICH], ["police"])]
    weighs = lists.advisory_load([seat])[seat]
    assert (weighs.sent, weighs.a_week, weighs.acted, weighs.is_much) == (13, 3.25, 0, True)


def test_use_of_a_measure_tells_counts_to_all_and_reasons_to_their_readers(people: dict[str, Any]) -> None:
    asked = version()
    advisory = sent(people["desk"], BAHRAICH, measures=(asked,))
    mine = row(people["bahraich"], advisory, BAHRAICH)
    with reading(people["bahraich"]):
        answers.decline_advisory(by=people["bahraich"], recipient=mine, reason="There is no station.")
    with reading(people["balrampur"]):
        use = lists.use_of(people["balrampur"], asked.measure)
        assert (use.outcome.asked, use.declined_at, use.declined) == (1, [BAHRAICH], [])
    with reading(people["desk"]):
        assert lists.use_of(people["desk"], asked.measure).declined == [(BAHRAICH, "There is no station.")]
    partner = officer("press", "press_desk", unit_of("press", "press_desk", None))
    with reading(partner):
        use = lists.use_of(partner, asked.measure)
        assert (use.outcome.asked, use.outcome.declined, use.declined_at, use.declined) == (1, 1, (), [])
        assert BAHRAICH not in str(use_shown(partner, asked.measure))
        assert "Bahraich" not in str(use_shown(partner, asked.measure))
    with reading(people["balrampur"]):
        assert "Bahraich" in str(use_shown(people["balrampur"], asked.measure))
