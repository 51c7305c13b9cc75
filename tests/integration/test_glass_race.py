"""The weekly limit of the glass and the last lead of a team, when requests come at once."""

import threading
from collections.abc import Callable

from django.db import connections
from sealed_people import STATION, join, officer, sealed

from samanvay.access.boxes.actions.glass import MOST_A_WEEK, break_glass
from samanvay.access.boxes.actions.team import remove_member
from samanvay.access.models import GlassBreak, TeamMember
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused


def at_once(calls: list[Callable[[], object]]) -> list[object]:
    """Run calls in threads that start together; return what each gave or raised."""
    gate, answers = threading.Barrier(len(calls)), []

    def work(call: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            answers.append(call())
        except Exception as error:
            answers.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def test_of_eight_at_once_three_break_the_glass(fresh_db: str) -> None:
    sho = officer("sho", "station_officer", STATION)
    boxes = [sealed(SYSTEM, uuid7()) for _ in range(8)]
    why = "All eight are missing again since the morning."
    answers = at_once([lambda box=box: break_glass(by=sho.actor, box_id=box.id, reason=why) for box in boxes])
    assert sum(isinstance(each, GlassBreak) for each in answers) == MOST_A_WEEK
    assert sum(isinstance(each, Refused) for each in answers) == 8 - MOST_A_WEEK
    with reading(SYSTEM):
        assert GlassBreak.objects.count() == MOST_A_WEEK


def test_two_leads_who_leave_at_once_leave_one(fresh_db: str) -> None:
    record = uuid7()
    one, two = officer("one", "station_officer", STATION), officer("two", "ahtu_in_charge", STATION)
    members = [join(record, each.user) for each in (one, two)]
    answers = at_once(
        [
            lambda member=member, each=each: remove_member(by=each.actor, member_id=member.id)
            for member, each in zip(members, (one, two), strict=True)
        ]
    )
    assert sum(isinstance(each, Invalid) for each in answers) == 1
    with reading(SYSTEM):
        assert TeamMember.objects.filter(record_id=record, until=None).count() == 1
