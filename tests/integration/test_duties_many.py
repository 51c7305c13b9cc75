"""Many duties of one kind and subject: each has its step and event, and each person hears of them once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from duty_world import Line

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.duties import events
from samanvay.duties.actions.duties import Step
from samanvay.duties.actions.ticking import escalate_due
from samanvay.duties.kinds import register_kind
from samanvay.duties.many import Wanted, open_many
from samanvay.duties.models import Duty, Notice, TextMessage
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading

HURRIED = register_kind("hurried", "Hurried trial", "शीघ्र परीक्षण", urgent=True)


@pytest.fixture
def line(db: None, settings: Any) -> Line:
    settings.SMS_URL = "http://127.0.0.1:9/send"
    return Line()


def opened(line: Line, subject: str, number: int, *, due: int = 1, escalate: Sequence[Step] = ()) -> list[Duty]:
    wanted = [
        Wanted(
            subject=("trial", subject), title=Bilingual(f"Try {no}", f"{no} परखें"), owner_role="station_officer",
            owner_audience=line.station.audience, due_at=clock.now() + timedelta(hours=due), readers=[],
            home_state="IN-UP", link="/trial/", key=f"many:{subject}:{no}", escalate=escalate,
        )
        for no in range(number)
    ]  # fmt: skip
    with operation(events.MACHINERY_TOLD, by=SYSTEM) as op:
        return open_many(op, HURRIED, wanted, text=TextMessage.Reason.URGENT)


def texts(line: Line, name: str) -> int:
    with reading(SYSTEM):
        return TextMessage.objects.filter(user=line.people[name]).count()


def test_what_opens_together_on_one_subject_is_one_notice_and_one_text(line: Line) -> None:
    duties = opened(line, "1", 3)
    assert len(duties) == 3
    assert line.told("sho") == ["3 new tasks: Hurried trial. The first: Try 0"]
    assert texts(line, "sho") == 1
    with reading(SYSTEM):
        notice = Notice.objects.get()
        assert Event.objects.filter(kind="duty:opened").count() == 3
    assert notice.words_hi == "3 नए कार्य: शीघ्र परीक्षण। पहला: 0 परखें"
    assert (notice.link, notice.duty_id, notice.is_pressing) == ("/trial/", duties[0].pk, True)


def test_a_single_one_and_each_subject_are_told_as_ever(line: Line) -> None:
    opened(line, "1", 1)
    opened(line, "2", 1)
    assert line.told("sho") == ["New: Try 0", "New: Try 0"]
    assert texts(line, "sho") == 2


def test_what_falls_due_together_is_told_once_to_each_and_steps_one_by_one(line: Line) -> None:
    for _duty in range(4):
        line.duty()
    with clock.frozen(clock.now() + timedelta(hours=27)):
        assert escalate_due(limit=1) == 4, "whatever the limit, one subject is one round"
        assert escalate_due() == 4
        assert escalate_due() == 0
    assert line.told("sho")[4:] == ["4 overdue tasks: Tried. The first: Do the trial"]
    assert line.told("chief") == ["4 tasks on which nobody acted: Tried. The first: Do the trial"]
    assert (texts(line, "sho"), texts(line, "chief")) == (1, 1)
    with reading(SYSTEM):
        assert Event.objects.filter(kind="duty:escalated").values("subject_id").distinct().count() == 4
        assert Event.objects.filter(kind="duty:escalated").count() == 8
        assert set(Duty.objects.values_list("level", flat=True)) == {2}


def test_those_of_another_step_or_subject_are_told_apart(line: Line) -> None:
    begun = clock.now()
    line.duty(due_at=begun + timedelta(hours=1))
    line.duty(due_at=begun + timedelta(hours=4))
    line.duty(due_at=begun + timedelta(hours=4), subject=("trial", "2"))
    with clock.frozen(begun + timedelta(hours=2)):
        escalate_due()
    with clock.frozen(begun + timedelta(hours=5)):
        assert escalate_due() == 3
    assert line.told("sho")[3:] == ["Overdue: Do the trial"] * 3
    assert line.told("chief") == ["Nobody acted: Do the trial"]


def test_what_is_past_its_hour_when_it_opens_is_told_in_one_round_over_all_subjects(line: Line) -> None:
    chief = (line.district.audience, "police_chief")
    steps = [Step(timedelta(hours=hours), role, unit) for hours, (unit, role) in ((2, chief), (6, chief))]
    steps.append(Step(timedelta(hours=900), "state_nodal_officer", line.state.audience))
    for subject in ("1", "2", "3"):
        opened(line, subject, 2, due=-700, escalate=steps)
    assert (line.told("sho"), texts(line, "sho")) == ([], 0)
    assert escalate_due() == 6
    assert escalate_due() == 0
    assert line.told("sho") == ["6 overdue tasks: Hurried trial. The first: Try 0"]
    assert line.told("chief") == ["6 tasks on which nobody acted: Hurried trial. The first: Try 0"]
    assert (line.told("nodal"), texts(line, "sho"), texts(line, "chief")) == ([], 1, 1)
    with reading(SYSTEM):
        assert Event.objects.filter(kind="duty:escalated").count() == 18
        assert set(Notice.objects.values_list("link", flat=True)) == {"/?show=mine", "/?show=escalated"}
        assert {len(duty.steps) for duty in Duty.objects.all()} == {1}
