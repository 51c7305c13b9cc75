"""The playbook: shipped texts taken in once, the state's own kept, proposals published by a second person, search."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.directory.models import Unit
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty, Notice
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import PersonalDataFound
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen
from samanvay.measures.models import Measure, MeasureVersion
from samanvay.measures.playbook import actions, queries
from samanvay.measures.playbook.library_files import FOLDER
from samanvay.measures.playbook.loading import load_playbook
from samanvay.measures.playbook.states import MeasureState
from samanvay.measures.playbook.texts import MeasureText
from samanvay.recording.submissions import Captured

pytestmark = pytest.mark.django_db

CODE = "placards_at_transit_points"
SAID = MeasureText(
    title_en="Tea stalls at the station are asked",
    title_hi="",
    summary_en="Those who sell tea at night see who waits; they are told whom to call.",
    summary_hi="",
    what_en="Meet the stall holders.\nLeave the number of the help desk.",
    what_hi="",
    place_roles=("transit",),
    roles=("station_officer",),
)


def officer(name: str, role: str, unit: Unit) -> Actor:
    user = make_officer(name, role, unit.audience, name=name)
    return actor_for(user)


@pytest.fixture
def people(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The desk with two officers, and two districts' stations with one officer each."""
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    state = create_unit(by=SYSTEM, kind="state_police", name="State", code="t:state", home_state="IN-UP")
    desk = create_unit(by=SYSTEM, kind="state_bureau", name="Desk", code="t:desk", parent=state)
    place = keep_place(by=SYSTEM, key="district:180")
    district = create_unit(by=SYSTEM, kind="district_police", name="District", code="t:d", parent=state, place=place)
    far = create_unit(by=SYSTEM, kind="district_police", name="Far", code="t:far", parent=state)
    return {
        "desk": officer("desk", "state_bureau", desk),
        "second": officer("second", "state_bureau", desk),
        "chief": officer("chief", "police_chief", district),
        "far": officer("far", "police_chief", far),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / f"{CODE}.toml").write_bytes((FOLDER / f"{CODE}.toml").read_bytes())
    return tmp_path


def reworded(folder: Path, edition: int) -> None:
    path = folder / f"{CODE}.toml"
    said = path.read_text("utf-8").replace(f"edition = {edition - 1}", f"edition = {edition}", 1)
    path.write_text(said.replace('title_en = "', f'title_en = "{edition} ', 1), "utf-8")


def the_measure() -> Measure:
    with reading(SYSTEM):
        return Measure.objects.get(code=CODE)


def found(actor: Actor, **asked: str) -> list[str]:
    with reading(actor):
        return [each.measure.code for each in queries.measures(actor, queries.MeasureFilters(**asked))]


def versions(actor: Actor, measure: Measure) -> list[MeasureVersion]:
    with reading(actor):
        return queries.versions_of(measure)


def own_text(people: dict[str, Any], measure: Measure, **said: Any) -> Measure:
    """Let the desk write a text of its own and a second officer publish it."""
    from dataclasses import replace

    with reading(people["desk"]):
        now = queries.shown_version(measure).text()
        version = actions.write_measure(by=people["desk"], measure=measure, text=replace(now, **said), note="Ours")
    with reading(people["second"]):
        return actions.publish_measure(by=people["second"], measure=measure, version=version)


def test_loading_twice_adds_once_and_a_newer_edition_becomes_the_text(folder: Path, people: dict[str, Any]) -> None:
    assert load_playbook(folder=folder) == {"added": 1, "updated": 0, "kept": 0}
    assert load_playbook(folder=folder) == {"added": 0, "updated": 0, "kept": 0}
    reworded(folder, 2)
    assert load_playbook(folder=folder) == {"added": 0, "updated": 1, "kept": 0}
    measure = the_measure()
    assert (measure.current, measure.last, measure.shipped_edition, measure.newer_shipped) == (2, 2, 2, None)
    assert [each.title_en[:2] for each in versions(people["far"], measure)] == ["2 ", "Pl"]


def test_text_of_the_state_stands_beside_a_newer_edition_until_somebody_takes_it(
    folder: Path, people: dict[str, Any]
) -> None:
    load_playbook(folder=folder)
    measure = own_text(people, the_measure(), days=7)
    reworded(folder, 2)
    assert load_playbook(folder=folder)["kept"] == 1
    measure = the_measure()
    assert (measure.current, measure.newer_shipped) == (2, 3)
    with reading(people["desk"]):
        newer = queries.version_or_unseen(measure, 3)
        actions.publish_measure(by=people["desk"], measure=measure, version=newer)
    measure = the_measure()
    assert (measure.current, measure.newer_shipped) == (3, None)
    reworded(folder, 3)
    assert load_playbook(folder=folder)["updated"] == 1, "what was taken over follows the shipped text again"


def test_own_text_is_published_by_a_second_person_alone(folder: Path, people: dict[str, Any]) -> None:
    load_playbook(folder=folder)
    measure = the_measure()
    with reading(people["desk"]):
        version = actions.write_measure(by=people["desk"], measure=measure, text=SAID)
        with pytest.raises(Refused, match="You wrote this text"):
            actions.publish_measure(by=people["desk"], measure=measure, version=version)
        with pytest.raises(Refused):
            actions.publish_measure(by=people["chief"], measure=measure, version=version)
    assert CODE in found(people["far"], words="placards"), "the published text stands meanwhile"
    assert [each.no for each in versions(people["far"], measure)] == [1], "a draft is the desk's"
    with reading(people["second"]):
        actions.publish_measure(by=people["second"], measure=measure, version=version)
    assert found(people["far"], words="tea") == [CODE]


def test_district_proposes_and_the_desk_publishes_or_sets_aside(people: dict[str, Any]) -> None:
    with reading(people["chief"]):
        sent = Captured(uuid7())
        measure = actions.propose_measure(by=people["chief"], text=SAID, captured=sent)
        assert actions.propose_measure(by=people["chief"], text=SAID, captured=sent).pk == measure.pk
    with reading(people["far"]), pytest.raises(Unseen):
        queries.measure_or_unseen(people["far"], measure.pk)
    with reading(SYSTEM):
        duty = Duty.objects.get(kind="measure:decide")
        assert (duty.owner_role, duty.is_waiting) == ("state_bureau", True)
    with reading(people["desk"]):
        [version] = queries.versions_of(queries.measure_or_unseen(people["desk"], measure.pk))
        actions.publish_measure(by=people["desk"], measure=measure, version=version)
    assert found(people["far"]) == [measure.code]
    with reading(SYSTEM):
        assert not Duty.objects.waiting().filter(kind="measure:decide").exists()
        assert Notice.objects.filter(user_id=people["chief"].id, words_en__contains="was published").count() == 1
    with reading(people["desk"]):
        actions.retire_measure(by=people["desk"], measure=measure, reason="It scared people away.")
    assert found(people["far"]) == []
    assert found(people["far"], state="retired") == [measure.code]
    with reading(people["desk"]):
        actions.bring_back_measure(by=people["desk"], measure=measure)
    assert found(people["far"]) == [measure.code]


def test_words_that_point_at_somebody_are_not_kept_without_the_writers_word(people: dict[str, Any]) -> None:
    from dataclasses import replace

    with reading(people["chief"]):
        with pytest.raises(PersonalDataFound):
            actions.propose_measure(by=people["chief"], text=replace(SAID, what_en="Ask Sunita Devi."))
        with pytest.raises(PersonalDataFound):
            actions.propose_measure(by=people["chief"], text=replace(SAID, what_en="Call 98390 11122."))
        with pytest.raises(PersonalDataFound):
            actions.propose_measure(
                by=people["chief"], text=replace(SAID, sources=(("As told by Sunita Devi, aged 15", ""),))
            )
        with pytest.raises(Invalid):
            actions.propose_measure(by=people["chief"], text=replace(SAID, forms=("gold",)))


def test_search_takes_both_languages_and_a_wrong_letter(people: dict[str, Any]) -> None:
    load_playbook()
    for words in ("placards", "plakards", "सूचना-पट्ट", "सुचना पट्ट", "NEPALI board"):
        assert CODE in found(people["far"], words=words), words
    assert found(people["far"], words="zeppelin") == []
    assert found(people["far"], words="placards")[0] == CODE


def test_filters_keep_what_is_for_any(people: dict[str, Any]) -> None:
    load_playbook()
    with reading(people["far"]):
        listed = list(queries.measures(people["far"], queries.MeasureFilters(form="begging", place_role="transit")))
    assert listed
    for each in listed:
        assert not each.forms or "begging" in each.forms
        assert not each.place_roles or "transit" in each.place_roles


def page(actor: Actor, url: str, data: dict[str, Any] | None = None) -> Any:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id))
    return client.get(url) if data is None else client.post(url, data)


def test_pages_show_compare_and_keep_what_was_typed(folder: Path, people: dict[str, Any]) -> None:
    load_playbook(folder=folder)
    measure = own_text(people, the_measure(), title_en="Boards at transit points in Hindi and Nepali")
    url = f"/measures/{measure.pk}/"
    shown = page(people["far"], url).content.decode()
    assert "Boards at transit points" in shown
    assert "Edit the text" not in shown
    compared = page(people["far"], f"{url}compare/?a=1&b=2").content.decode()
    assert "<del>Placards</del><ins>Boards</ins>" in compared
    assert "Summary" not in compared
    listed = page(people["far"], "/measures.csv?place_role=transit")
    assert listed["Content-Type"].startswith("text/csv")
    assert "Boards at transit points" in listed.content.decode()
    wrong = page(people["chief"], "/measures/new/", {"title_en": "Ask at stalls", "days": "0", "cost": "none"})
    assert wrong.status_code == 400
    assert 'value="Ask at stalls"' in wrong.content.decode()
    with reading(people["desk"]), pytest.raises(Stale):
        actions.write_measure(by=people["desk"], measure=measure, text=SAID, expected=1)
    assert the_measure().state == MeasureState.PUBLISHED
