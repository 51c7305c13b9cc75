"""Examinations: papers that can be made again, answers that are never lost or overtaken, marks, certificates."""

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from case_world import officer, world
from django.test import Client
from django.urls import reverse
from exam_world import CODE, MODULES, RULES, course

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.training.courses.events import COURSE_SHIPPED
from samanvay.training.examining.actions import closing
from samanvay.training.examining.actions.centres import open_seats
from samanvay.training.examining.actions.certifying import ask_refreshers, revoke_certificate
from samanvay.training.examining.actions.closing import close_run_out, close_sitting
from samanvay.training.examining.actions.sitting import GivenAnswer, begin_sitting, hand_in, save_answers
from samanvay.training.examining.marking import NotAnAnswer, Result, as_shown, in_places, key_of, result
from samanvay.training.examining.papers import draw
from samanvay.training.examining.queries import examinations
from samanvay.training.examining.queries.gaps import Gap, gaps_of
from samanvay.training.models import Answer, Certificate, Course, CourseEdition, Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    made = world()
    course()
    made.trainers = create_unit(by=SYSTEM, kind="ngo", name="Trainers", home_state="IN-UP", place=made.here.place)
    made.trainer = officer("trainer", "trainer", made.trainers)
    made.bureau = officer("bureau", "state_bureau", made.police)
    return made


def begun(who: SimpleNamespace, **more: Any) -> Sitting:
    with reading(who.actor):
        return begin_sitting(by=who.actor, code=CODE, **more)


def serial(after: float = 0) -> int:
    return int((clock.now().timestamp() + after) * 1000)


def answer(who: SimpleNamespace, sitting: Sitting, right: int, wrong: int = 0) -> None:
    """Answer so many questions rightly and the next ones wrongly, as the page would."""
    given = []
    for at, edition in enumerate(examinations.texts_of(sitting)[: right + wrong]):
        shown = as_shown(sitting.paper[at], key_of(edition.text()))
        if at >= right:
            shown = shown[::-1] if len(shown) > 1 and edition.text().kind != "multiple" else [(shown[0] + 1) % 4]
        given.append(GivenAnswer(at, tuple(shown), serial()))
    save_answers(by=who.actor, key=sitting.id, answers=given)


def handed_in(who: SimpleNamespace, right: int, wrong: int = 0) -> Sitting:
    sitting = begun(who)
    if right or wrong:
        answer(who, sitting, right, wrong)
    return hand_in(by=who.actor, key=sitting.id)


def held(who: SimpleNamespace) -> list[Certificate]:
    return examinations.own_certificates(who.actor)


def gaps(who: SimpleNamespace) -> list[Gap]:
    with reading(who.actor):
        return gaps_of(who.actor)


def test_the_same_seed_draws_the_same_paper_by_the_blueprint(people: SimpleNamespace) -> None:
    with reading(SYSTEM):
        pool = examinations.pool_of(Course.objects.get(code=CODE))
        rules = examinations.examined(people.sho.actor, CODE).rules
    paper = draw(rules, pool, 7)
    assert paper == draw(rules, list(reversed(pool)), 7)
    assert paper != draw(rules, pool, 8)
    levels = {each.item: each.text.difficulty for each in pool}
    assert Counter((each.module, levels[each.item]) for each in paper) == {
        (module, level): number for module in MODULES for level, number in (("easy", 2), ("medium", 1), ("hard", 1))
    }
    again = draw(rules, pool, 9, seen={each.item for each in paper})
    assert not {each.item for each in again} & {each.item for each in paper}


def test_every_kind_is_marked_wholly_or_not_at_all_and_wrong_ones_cost() -> None:
    line = {"kind": "ordering", "order": [2, 0, 1], "matches": []}
    assert in_places(line, as_shown(line, [0, 1, 2])) == [0, 1, 2]
    line = {"kind": "matching", "order": [2, 0, 1], "matches": [1, 2, 0]}
    assert in_places(line, as_shown(line, [0, 1, 2])) == [0, 1, 2]
    assert in_places(line, [-1, -1, -1]) == []
    with pytest.raises(NotAnAnswer):
        in_places({"kind": "single", "order": [0, 1], "matches": []}, [0, 1])
    assert result([True, True, False, None], 0.25, 60) == Result(1.75, 4, 43, False)
    assert result([True, False], 0, 60, aside=[1]).passed
    assert not result([], 0, 0).passed


def test_whoever_passes_gets_a_certificate_that_anybody_can_verify(people: SimpleNamespace) -> None:
    sitting = handed_in(people.sho, right=8)
    assert (sitting.passed, sitting.percent) == (True, 100)
    [certificate] = held(people.sho)
    found = examinations.verified(certificate.public_id.lower())
    assert (found.standing, found.initials.en, found.course.en) == ("valid", "S.", "Checks at the border")
    assert certificate.valid_through == clock.today() + timedelta(weeks=26)
    with pytest.raises(Unseen):
        examinations.verified("0" * 26)
    with pytest.raises(Refused, match="refresher opens"):
        begun(people.sho)
    with reading(people.chief.actor):
        assert Certificate.objects.count() == 1  # the line above sees who is certified
        assert Sitting.objects.count() == 0  # and no paper
    with reading(people.far.actor):
        assert Certificate.objects.count() == 0


def test_an_older_answer_that_arrives_late_changes_nothing_and_none_is_from_the_future(people: SimpleNamespace) -> None:
    course("drill", questions=6, blueprint=[{"module": "signs", "easy": 6}])
    with reading(people.sho.actor):
        sitting = begin_sitting(by=people.sho.actor, code="drill")
    edition = next(at for at, each in enumerate(sitting.paper) if each["kind"] == "single")

    def save(given: int, at: int) -> dict[int, int]:
        return save_answers(by=people.sho.actor, key=sitting.id, answers=[GivenAnswer(edition, (given,), at)])

    now = serial(-5)
    save(1, now)
    save(2, now - 1000)
    save(1, now)
    assert save(3, now + 10**9)[edition] <= serial()
    assert examinations.answers_of(sitting)[edition].given == [sitting.paper[edition]["order"][3]]
    with reading(SYSTEM):
        assert Answer.objects.count() == 3
        assert Event.objects.filter(kind="sitting:answered", subject_id=str(sitting.id)).count() == 4
    with pytest.raises(Invalid):
        save_answers(by=people.sho.actor, key=sitting.id, answers=[GivenAnswer(0, (99,), now)])
    with pytest.raises(Invalid):
        save_answers(by=people.sho.actor, key=sitting.id, answers=[GivenAnswer(99, (), now)])
    with pytest.raises(Unseen):
        save_answers(by=people.chief.actor, key=sitting.id, answers=[GivenAnswer(0, (0,), now)])


def test_one_sitting_at_a_time_goes_on_after_a_lost_line(people: SimpleNamespace) -> None:
    first = begun(people.sho)
    assert begun(people.sho).id == first.id
    with reading(SYSTEM):
        assert Sitting.objects.count() == 1


def test_time_is_counted_from_the_beginning_with_grace_and_the_ticker_closes_what_ran_out(
    people: SimpleNamespace,
) -> None:
    start = clock.now()
    sitting = begun(people.sho)
    answer(people.sho, sitting, right=6)
    late = (
        [GivenAnswer(6, (0,), serial())]
        if sitting.paper[6]["kind"] in ("single", "multiple")
        else [GivenAnswer(6, (), 1)]
    )
    with clock.frozen(start + timedelta(minutes=21)):
        save_answers(by=people.sho.actor, key=sitting.id, answers=late)
        assert close_run_out() == 0
    with clock.frozen(start + timedelta(minutes=24)):
        with pytest.raises(Refused, match="Time is over"):
            save_answers(by=people.sho.actor, key=sitting.id, answers=late)
        assert close_run_out() == 1
        assert close_run_out() == 0
    with reading(SYSTEM):
        closed = Sitting.objects.get()
    assert (closed.how, closed.passed) == ("time", True)
    assert hand_in(by=people.sho.actor, key=sitting.id).how == "time"


def test_a_paper_that_cannot_be_marked_keeps_no_other_waiting(
    people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = begun(people.sho), begun(people.far)

    def close(*, by: Any, key: Any, how: str) -> Sitting:
        if key == broken.pk:
            raise KeyError("negative")
        return close_sitting(by=by, key=key, how=how)

    monkeypatch.setattr(closing, "close_sitting", close)
    with clock.frozen(clock.now() + timedelta(minutes=24)), pytest.raises(KeyError):
        close_run_out()
    with reading(SYSTEM):
        assert [each.pk for each in Sitting.objects.running()] == [broken.pk]
        assert Sitting.objects.get(pk=whole.pk).how == "time"


def test_beginning_anew_after_the_time_ran_out_closes_the_old_paper_and_shows_its_result(
    people: SimpleNamespace, client: Client
) -> None:
    sitting = begun(people.sho)
    answer(people.sho, sitting, right=8)
    client.force_login(people.sho.user)
    with clock.frozen(clock.now() + timedelta(minutes=24)):
        sent = client.post(reverse("examination", args=[CODE]))
        assert sent.headers["Location"] == reverse("sitting", args=[sitting.id])
        with reading(SYSTEM):
            sitting.refresh_from_db()
        assert (sitting.how, sitting.passed) == ("time", True), "a refusal would have taken the closing back"


def test_gaps_tell_what_roles_learn_and_end_with_the_certificate(people: SimpleNamespace, client: Client) -> None:
    with operation(COURSE_SHIPPED, by=SYSTEM, target=("course", CODE)):
        edition = CourseEdition.objects.get(course__code=CODE)
        edition.said["roles"] = ["station_officer"]
        edition.revise(expected=None, changes={}, also=["said"])
    client.force_login(people.sho.user)
    [gap] = gaps(people.sho)
    assert (gap.standing, gap.weak, gap.opens) == ("", [], None)
    handed_in(people.sho, right=3)
    handed_in(people.sho, right=0)
    [gap] = gaps(people.sho)
    assert [(each.right, each.of) for each in gap.weak] == [(0, 4), (0, 4)]
    assert gap.opens is not None
    page = client.get(reverse("training_gaps")).content.decode()
    assert "0 of 4 right" in page
    assert "no certificate yet" in page
    with clock.frozen(clock.now() + timedelta(days=RULES["cooling_off_days"], minutes=1)):
        handed_in(people.sho, right=8)
        assert gaps(people.sho) == []
        assert gaps(people.desk) == [], "what their roles do not learn is nobody's gap"
    with clock.frozen(clock.now() + timedelta(weeks=15)):
        assert [each.standing for each in gaps(people.sho)] == ["amber"]


def test_attempts_end_in_a_cooling_off(people: SimpleNamespace) -> None:
    assert handed_in(people.sho, right=3, wrong=5).percent == int((3 - 5 * 0.25) / 8 * 100)
    handed_in(people.sho, right=0)
    with pytest.raises(Refused, match="You have used 2 attempts"):
        begun(people.sho)
    with clock.frozen(clock.now() + timedelta(days=RULES["cooling_off_days"], minutes=1)):
        assert handed_in(people.sho, right=8).passed


def test_at_a_centre_the_code_holds_for_an_hour_and_a_seat_for_one(people: SimpleNamespace) -> None:
    with pytest.raises(Refused):
        open_seats(by=people.desk.actor, code=CODE, place="Hall")
    with reading(people.chief.actor):
        seats, secret = open_seats(by=people.chief.actor, code=CODE, place="Police lines, hall 2")
    with pytest.raises(Invalid, match="not valid now"):
        begun(people.sho, seat_code="000000" if secret != "000000" else "111111", seat="4")
    with pytest.raises(Refused, match="You are the invigilator"):
        begun(people.chief, seat_code=secret, seat="1")
    sitting = begun(people.sho, seat_code=secret, seat="a 4")
    assert (sitting.mode, sitting.seat) == ("centre", "A 4")
    with pytest.raises(Invalid, match="already sitting at this seat"):
        begun(people.far, seat_code=secret, seat="A 4")
    with clock.frozen(clock.now() + timedelta(minutes=61)), pytest.raises(Invalid, match="not valid now"):
        begun(people.far, seat_code=secret, seat="5")
    [seat] = examinations.who_sits(people.chief.actor, seats)
    assert (seat.seat, seat.answered, seat.of) == ("A 4", 0, 8)


def test_at_amber_the_refresher_is_asked_once_and_passing_again_answers_it(people: SimpleNamespace) -> None:
    handed_in(people.sho, right=8)
    later = clock.now() + timedelta(weeks=13)
    with clock.frozen(later):
        assert ask_refreshers() == 1
        assert ask_refreshers() == 0
        with reading(SYSTEM):
            duty = Duty.objects.get(kind="certificate:renew")
        assert (duty.owner_user_id, duty.done_at) == (people.sho.user.pk, None)
        assert held(people.sho)[0].standing(clock.today()) == "amber"
        handed_in(people.sho, right=8)
        with reading(SYSTEM):
            duty.refresh_from_db()
        assert duty.done_at is not None
        assert [each.standing(clock.today()) for each in held(people.sho)] == ["valid", "amber"]
        assert ask_refreshers() == 0


def test_a_revoked_certificate_says_so_and_its_holder_may_sit_again(people: SimpleNamespace, client: Client) -> None:
    handed_in(people.sho, right=8)
    [certificate] = held(people.sho)
    with pytest.raises(Refused):
        revoke_certificate(by=people.chief.actor, certificate=certificate, reason="no")
    with pytest.raises(Invalid):
        revoke_certificate(by=people.bureau.actor, certificate=certificate, reason=" ")
    revoke_certificate(by=people.bureau.actor, certificate=certificate, reason="Somebody else sat in that seat.")
    assert examinations.verified(certificate.public_id).standing == "revoked"
    client.force_login(people.sho.user)
    assert client.get(reverse("certificate_pdf", args=[certificate.public_id])).status_code == 403
    assert "/pdf/" not in client.get(reverse("certificates")).content.decode()
    assert begun(people.sho).closed_at is None


def test_initials_keep_the_vowel_signs_of_hindi() -> None:
    assert examinations.initials_of("Meena Kumari-Devi") == "M. K."
    assert examinations.initials_of("मीना  कुमारी") == "मी. कु."
    assert examinations.initials_of("") == ""
