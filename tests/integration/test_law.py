"""The room of the law: taken in once, each edition kept, counsel's word bound to an edition, the pages."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.access.roles import BY_CODE
from samanvay.cases.tasks import WITHIN
from samanvay.directory.models import Unit
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import PersonalDataFound
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.law import actions, queries
from samanvay.law.library_files import FOLDER, shipped_library
from samanvay.law.loading import load_library
from samanvay.law.models import LawEdition, LawEntry
from samanvay.law.saying import clock_of, entry_of, said_of

pytestmark = pytest.mark.django_db

ROLES = ("prosecutor", "legal_services", "station_officer", "court_officer", "trainer", "press_desk")


def officer(role: str, unit: Unit) -> User:
    return make_officer(f"law-{role}", role, unit.audience, name=role.title(), is_persona=True)


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """Take in the library, and post one officer of each of some roles."""
    state = create_unit(by=SYSTEM, kind="state_police", name="State", code="law:state", home_state="IN-UP")
    load_library()
    return {role: officer(role, state) for role in ROLES}


@pytest.fixture
def edition(people: dict[str, User]) -> LawEdition:
    with reading(SYSTEM):
        return LawEdition.objects.select_related("entry").get(entry__code="bns_143")


def client(user: User) -> Client:
    made = Client()
    made.force_login(user)
    return made


def standing(code: str = "bns_143") -> str:
    with reading(SYSTEM):
        entry = queries.law_now().library.entries[code]
        return queries.standing_of(entry, queries.standing_checks().get(code))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def reworded(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / file
    said = path.read_text("utf-8")
    assert before in said
    path.write_text(said.replace(before, after, 1), "utf-8")


def test_every_entry_is_kept_as_it_was_written() -> None:
    for entry in shipped_library().entries.values():
        assert entry_of(said_of(entry)) == replace(entry, file="")
    for each in shipped_library().clocks:
        assert clock_of(said_of(each)) == each


def test_duty_to_bring_a_child_before_the_committee_runs_as_the_library_says() -> None:
    clocks = {each.code: each for each in shipped_library().clocks}
    assert (clocks["child_before_cwc"].within, WITHIN) == ("PT24H", timedelta(hours=24))


def test_library_is_taken_in_once_and_a_changed_text_is_a_new_edition(
    folder: Path, people: dict[str, User], edition: LawEdition
) -> None:
    assert load_library() == {"added": 0, "updated": 0, "offered": 0, "left": 0, "back": 0}
    prosecutor = actor_for(people["prosecutor"])
    with reading(prosecutor):
        actions.verify_entry(by=prosecutor, edition=edition, outcome="verified")
    assert standing() == queries.COUNSEL
    reworded(folder, "bns_trafficking.toml", "Trafficking of a person", "Trafficking in a person")
    assert load_library(folder=folder) == {"added": 0, "updated": 1, "offered": 0, "left": 0, "back": 0}
    with reading(SYSTEM):
        entry = LawEntry.objects.get(code="bns_143")
        said = [each.text().title_en for each in queries.editions_of(entry)]
        assert queries.law_now().library.entries["bns_143"].title_en == "Trafficking in a person"
    assert (entry.current, said) == (2, ["Trafficking in a person", "Trafficking of a person"])
    assert standing() == queries.TO_VERIFY, "who changes a text sets its verification back"
    edition.entry = entry
    with reading(prosecutor), pytest.raises(Refused, match="was replaced"):
        actions.verify_entry(by=prosecutor, edition=edition, outcome="verified")
    page = client(people["trainer"])
    assert "Trafficking <del>of" in page.get(reverse("law_compare", args=["bns_143"])).content.decode()
    old = page.get(reverse("law_entry", args=["bns_143"]), {"edition": "1"}).content.decode()
    assert "which was replaced" in old
    assert "Right" in old


def test_entry_that_a_release_left_out_is_found_no_more_and_its_page_stays(
    folder: Path, people: dict[str, User]
) -> None:
    (folder / "schemes.toml").unlink()
    (folder / "clocks.toml").write_text("clocks = []\n")
    left = load_library(folder=folder)["left"]
    schemes = sum(entry.file == "schemes.toml" for entry in shipped_library().entries.values())
    assert left == schemes + len(shipped_library().clocks)
    page = client(people["station_officer"])
    assert "witness_scheme_2018" not in page.get(reverse("law"), {"q": "witness protection"}).content.decode()
    assert "removed from the library" in page.get(reverse("law_entry", args=["witness_scheme_2018"])).content.decode()
    assert load_library()["back"] == left


def test_counsel_verifies_asks_for_a_correction_and_takes_it_back(people: dict[str, User], edition: LawEdition) -> None:
    first, second = (actor_for(people[role]) for role in ("prosecutor", "legal_services"))
    sent = uuid7()
    with reading(first):
        with pytest.raises(Invalid, match="Say what is wrong"):
            actions.verify_entry(by=first, edition=edition, outcome="correction")
        with pytest.raises(PersonalDataFound):
            actions.verify_entry(by=first, edition=edition, outcome="correction", words="Ask 9876543210.")
        kept = actions.verify_entry(by=first, edition=edition, outcome="verified", submission_id=sent)
        again = actions.verify_entry(by=first, edition=edition, outcome="verified", submission_id=sent)
    assert kept.pk == again.pk
    with reading(second):
        actions.verify_entry(by=second, edition=edition, outcome="correction", words="The sentence is higher.")
        with pytest.raises(Refused, match="Only the person who said this"):
            actions.undo_check(by=second, check=kept)
    assert standing() == queries.CORRECTION
    with reading(second):
        actions.undo_check(by=second, check=queries.standing_checks()["bns_143"])
    assert standing() == queries.COUNSEL, "what was said before stands again"
    with reading(first):
        actions.undo_check(by=first, check=kept)
    assert standing() == queries.TO_VERIFY
    chief = actor_for(people["station_officer"])
    with reading(chief), pytest.raises(Refused):
        actions.verify_entry(by=chief, edition=edition, outcome="verified")


def test_counsel_reads_one_entry_after_the_other(people: dict[str, User]) -> None:
    page = client(people["prosecutor"])
    waiting = page.get(reverse("law_to_verify"))
    code = waiting.context["entries"][0][0]["code"]
    entry = page.get(reverse("law_entry", args=[code]))
    form = entry.context["form"]
    said = {"submission_id": str(form["submission_id"].value()), "edition": "1", "outcome": "verified"}
    answer = page.post(reverse("law_check", args=[code]), said)
    assert answer.status_code == 302
    assert answer["Location"] != reverse("law_entry", args=[code]), "the next opens by itself"
    assert standing(code) == queries.COUNSEL
    ruling = page.post(
        reverse("law_check", args=["guria_2025"]), {**said, "submission_id": str(uuid7()), "kind": "ruling"}
    )
    following = ruling["Location"].removeprefix("/law/").removesuffix("/?kind=ruling")
    assert shipped_library().entries[following].kind == "ruling"
    other = {"submission_id": str(uuid7()), "outcome": "correction"}
    wrong = page.post(reverse("law_check", args=[code]), {**said, **other})
    assert wrong.status_code == 400
    assert "Say what is wrong" in wrong.content.decode()


def test_station_officer_at_night_finds_both_sections_by_the_old_number(people: dict[str, User]) -> None:
    page = client(people["station_officer"]).get(reverse("law"), {"q": "370"})
    first = page.context["lines"][0]["entries"]
    assert [each["label"] for each in first] == ["BNS 143", "IPC 370", "IPC 370 (before 2013)"]
    assert [each["holds"] for each in first] == [True, False, False], "what holds today is marked"
    on = client(people["station_officer"]).get(reverse("law_entry", args=["bns_143"]), {"on": "2024-06-30"})
    assert "30 Jun 2024: IPC 370" in on.content.decode()


def test_judge_sees_only_what_changed_since_a_day_for_courts(people: dict[str, User]) -> None:
    page = client(people["court_officer"])
    shown = page.get(reverse("law_changes"))
    assert shown.context["role_words"] == BY_CODE["court_officer"].name
    since = date(2024, 7, 1)
    actor: Actor = actor_for(people["court_officer"])
    with reading(actor):
        found = queries.changes_since(actor, since, "court_officer")
    assert found
    assert all(each.day >= since and "court_officer" in each.entry.roles for each in found)
    assert [each.day for each in found] == sorted((each.day for each in found), reverse=True)


def test_feed_needs_no_sign_in_and_says_that_nothing_is_verified(people: dict[str, User]) -> None:
    answer = Client().get(reverse("law_feed"), {"role": "court_officer", "language": "hi"})
    said = answer.content.decode()
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert "सत्यापन शेष" in said
    assert "/law/" in said


def test_feed_is_polled_cheaply_and_not_too_often(people: dict[str, User], edition: LawEdition) -> None:
    page, url = Client(REMOTE_ADDR="10.9.8.7"), reverse("law_feed")
    first = page.get(url)
    assert page.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert page.get(url, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert page.get(url, {"language": "hi"}, headers={"If-None-Match": first["ETag"]}).status_code == 200
    counsel = actor_for(people["prosecutor"])
    code = next(each for each in shipped_library().entries if f"/law/{each}/" in first.content.decode())
    with clock.frozen(clock.now() + timedelta(minutes=1)), reading(counsel):
        read = LawEdition.objects.select_related("entry").get(entry__code=code)
        actions.verify_entry(by=counsel, edition=read, outcome="verified")
    again = page.get(url, headers={"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]})
    assert again.status_code == 200, "counsel's word is part of the feed"
    statuses = [page.get(url).status_code for _ in range(60)]
    assert (statuses[0], statuses[-1]) == (200, 429)


def test_ugly_addresses_get_a_page(people: dict[str, User]) -> None:
    page = client(people["prosecutor"])
    asked: list[tuple[str, dict[str, str], int]] = [
        ("law", {"q": "%00((((१" * 30, "kind": "none", "after": "9" * 30}, 200),
        ("law", {"q": "370", "role": "prosecutor", "verified": "to_verify"}, 200),
        ("law_csv", {"q": "=370"}, 200),
        ("law_changes", {"since": "0001-01-01"}, 400),
        ("law_changes", {"since": "soon", "role": "nobody"}, 400),
        ("law_feed", {"role": "x", "language": "xx"}, 200),
        ("law_to_verify", {"kind": "none"}, 200),
        ("law_questions", {"state": "x", "topic": "x", "act": "%00", "mine": "1", "after": "9" * 30}, 200),
        ("law_questions_csv", {"language": "xx"}, 400),
    ]
    assert [page.get(reverse(name), said).status_code for name, said, _status in asked] == [each[2] for each in asked]


def test_ugly_days_and_editions_of_an_entry_get_a_page(people: dict[str, User]) -> None:
    page, url = client(people["press_desk"]), reverse("law_entry", args=["bns_143"])
    wrong = page.get(url, {"on": "1066-10-14"})
    assert wrong.status_code == 400
    assert "A day from 1860" in wrong.content.decode()
    assert page.get(url, {"on": ""}).status_code == 400
    assert page.get(url, {"edition": "7"}).status_code == 404
    assert page.get(url, {"edition": "x"}).status_code == 404
    assert page.get(reverse("law_compare", args=["bns_143"]), {"a": "9", "b": "1"}).status_code == 404
    assert page.get(reverse("law_entry", args=["no-such-thing"])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "has_its_own"), [("IN-UP", True), ("IN-BR", False)])
def test_orders_of_one_state_are_in_the_library_of_that_state_alone(state: str, has_its_own: bool) -> None:
    create_unit(by=SYSTEM, kind="state_police", name="State", code="law:state", home_state=state)
    load_library()
    with reading(SYSTEM):
        entries = queries.law_now().library.entries
    assert ("up_victim_compensation" in entries) == has_its_own
    assert "bnss_396" in entries
