"""Who hears at once when the glass is broken: the owner, the supervisor, the data protection officer."""

from collections.abc import Callable
from typing import Any

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import Box, User
from samanvay.audit import outbox
from samanvay.cases.actions import open_case
from samanvay.cases.models import CasePerson
from samanvay.cases.people.actions.people import add_person, break_case_glass
from samanvay.directory.models import Unit
from samanvay.duties import queries
from samanvay.duties.models import Notice
from samanvay.kernel.db.scope import SYSTEM, Actor, reading


def officer(name: str, role: str, code: str) -> tuple[User, Actor]:
    unit = Unit.objects.get(code=code)
    user = make_officer(name, role, unit)
    return user, actor_for(user)


def test_owner_supervisor_and_protection_officer_hear_of_a_broken_glass_without_a_name(
    fresh_state: str, settled: Callable[[], None], settings: Any, tmp_path: Any
) -> None:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    owner, owning = officer("owner", "station_officer", "police:station:180:rupaidiha")
    _, breaking = officer("chief", "police_chief", "police:district:180")
    above, _ = officer("above", "range_officer", "police:range:devipatan")
    dpo, _ = officer("dpo", "data_protection_officer", "data_protection:IN-UP")
    _, stranger = officer("stranger", "police_chief", "police:district:135")
    with reading(owning):
        case = open_case(by=owning, what="Man at the crossing", people=1)
        add_person(
            by=owning, case_id=case.id, role="victim", sex="male", age=30, sealed={"identity": {"given": "Zubeida"}}
        )
    with reading(breaking):
        person = CasePerson.objects.get()
        box = Box.objects.get(subject_id=person.id)
        break_case_glass(by=breaking, box_id=box.id, reason="The man is in hospital and cannot speak; find his kin.")
    settled()
    while outbox.deliver_all():
        settled()
    for told in (owner, above, dpo):
        actor = actor_for(told)
        with reading(actor):
            words = [str(notice.words.en) for notice in queries.notices(actor)]
        assert words == ["Emergency access was used to open sealed data"], told.name
    with reading(stranger):
        assert not Notice.objects.exists()
    with reading(SYSTEM):
        assert not Notice.objects.filter(words_en__contains="Zubeida").exists()
