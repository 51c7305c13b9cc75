"""Making the law: a draft, a second person, an edition; a later release overwrites nothing; clocks by the same way."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import Grant, User
from samanvay.access.users.actions import end_grant
from samanvay.audit.models import Event
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty, Notice
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import PersonalDataFound
from samanvay.kernel.refusals import Invalid, Refused, Stale
from samanvay.law import actions, queries
from samanvay.law.drafts import actions as drafting
from samanvay.law.drafts import queries as draft_queries
from samanvay.law.drafts.checks import FaultyDraft
from samanvay.law.library_files import FOLDER
from samanvay.law.loading import load_library
from samanvay.law.models import LawDraft, LawEdition, LawEntry
from samanvay.law.saying import table_of

pytestmark = pytest.mark.django_db

CIRCULAR: dict[str, Any] = {
    "kind": "advisory",
    "title_en": "Lights on at the bus stand at night",
    "title_hi": "बस अड्डे पर रात में रोशनी",
    "authority": "state_government",
    "status": "in_force",
    "decided": date(2026, 11, 2),
    "changed_en": "Every bus stand is lit until the last bus has gone.",
    "changed_hi": "अंतिम बस जाने तक हर बस अड्डे पर रोशनी रहेगी।",
    "text_en": "See that the lights burn.\nWrite down who looked.",
    "text_hi": "देखें कि बत्तियाँ जलती हैं।\nलिखें कि किसने देखा।",
    "topics": ["prevention"],
    "roles": ["station_officer"],
    "mandatory": True,
    "sources_en": ["Government order of November 2026"],
    "sources_hi": ["नवंबर 2026 का शासनादेश"],
    "certainty": "certain",
}


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """Take in the library and post the desk, its head, counsel and a station officer."""
    load_library()
    state = create_unit(by=SYSTEM, kind="state_police", name="State", code="law:state", home_state="IN-UP")
    desk = create_unit(by=SYSTEM, kind="state_bureau", name="Desk", code="law:desk", home_state="IN-UP", parent=state)
    seats = {
        "state_nodal_officer": state,
        "state_bureau": desk,
        "second": desk,
        "prosecutor": state,
        "station_officer": state,
    }
    found: dict[str, User] = {}
    for name, unit in seats.items():
        role = "state_bureau" if name == "second" else name
        found[name] = make_officer(f"law-{name}", role, unit.audience, name=name.title(), is_persona=True)
    return found


def client(user: User) -> Client:
    made = Client()
    made.force_login(user)
    return made


def corrected(code: str, **changes: Any) -> dict[str, Any]:
    """Return what an entry or clock says, with some fields said otherwise."""
    with reading(SYSTEM):
        edition = LawEdition.objects.select_related("entry").order_by("-no").filter(entry__code=code)[0]
        text = edition.clock() if edition.entry.is_clock else edition.text()
    return {**table_of(text), **changes}


def written(user: User, code: str = "bns_143", **changes: Any) -> LawDraft:
    by = actor_for(user)
    said = corrected(code, **(changes or {"title_en": "Trafficking in persons"}))
    with reading(by):
        entry = LawEntry.objects.get(code=code)
        draft = drafting.write_draft(by=by, said=said, is_clock=entry.is_clock, code=code, based_on=entry.current)
        return drafting.send_draft(by=by, draft=draft)


def published(draft: LawDraft, user: User) -> LawEdition:
    by = actor_for(user)
    with reading(by):
        return drafting.publish_draft(by=by, draft=LawDraft.objects.get(pk=draft.pk))


def title(code: str = "bns_143") -> str:
    with reading(SYSTEM):
        return queries.law_now().library.entries[code].title_en


def waiting(draft: LawDraft) -> list[Duty]:
    with reading(SYSTEM):
        return list(Duty.objects.waiting().filter(subject_kind="law draft", subject_id=str(draft.pk)))


def test_text_is_published_by_a_second_person_alone_and_counsel_reads_it_anew(people: dict[str, User]) -> None:
    desk, second = people["state_bureau"], people["second"]
    counsel = actor_for(people["prosecutor"])
    with reading(counsel):
        first = LawEdition.objects.select_related("entry").get(entry__code="bns_143")
        actions.verify_entry(by=counsel, edition=first, outcome="verified")
    draft = written(desk)
    [duty] = waiting(draft)
    assert (duty.owner_role, duty.kind) == ("state_bureau", "law:review")
    with pytest.raises(Refused, match="A second person must check"):
        published(draft, desk)
    with pytest.raises(Refused, match="These can do it"):
        published(draft, people["station_officer"])
    assert title() == "Trafficking of a person"
    edition = published(draft, second)
    assert (edition.no, edition.origin, title()) == (2, "state", "Trafficking in persons")
    assert waiting(draft) == []
    with reading(SYSTEM):
        assert queries.standing_of(queries.law_now().library.entries["bns_143"], None) == queries.TO_VERIFY
        assert "bns_143" not in queries.standing_checks(), "who changes a text sets its verification back"
        event = Event.objects.filter(kind="law:published").get()
        assert (event.subject_kind, queries.code_of(event.subject_id)) == ("law entry", "bns_143")
        assert Notice.objects.filter(user=desk, words_en__contains="was published").exists()
    page = client(people["station_officer"]).get(reverse("law_entry", args=["bns_143"])).content.decode()
    assert "written by State_Bureau, published by Second" in page
    compared = client(people["station_officer"]).get(reverse("law_compare", args=["bns_143"])).content.decode()
    assert "Trafficking <del>of" in compared


def test_alone_at_the_desk_the_head_of_the_state_is_the_second_person(people: dict[str, User]) -> None:
    by = actor_for(people["state_bureau"])
    with reading(by):
        draft = drafting.write_draft(by=by, said=CIRCULAR)
    assert draft.code == "up_lights_on_at_the_bus_stand_at_night"
    with reading(SYSTEM):
        held = Grant.objects.get(user=people["second"])
    end_grant(by=SYSTEM, grant=held, until=None)
    with reading(by):
        drafting.send_draft(by=by, draft=draft)
    assert [each.owner_role for each in waiting(draft)] == ["state_nodal_officer"]
    published(draft, people["state_nodal_officer"])
    assert title(draft.code) == CIRCULAR["title_en"]
    feed = Client().get(reverse("law_feed")).content.decode()
    assert "Lights on" not in feed, "a circular of the state's own goes to nobody outside"


def test_faults_are_those_of_the_files_each_at_its_field(people: dict[str, User]) -> None:
    by = actor_for(people["state_bureau"])
    said = {**CIRCULAR, "title_hi": "Lights", "roles": [], "decided": None}
    said = {name: value for name, value in said.items() if value is not None}
    with reading(by):
        with pytest.raises(FaultyDraft) as wrong:
            drafting.write_draft(by=by, said=said)
        assert {each.field for each in wrong.value.faults} == {"title_hi", "roles"}
        with pytest.raises(FaultyDraft, match="had not ended"):
            # the section that took its place would begin before this one ended
            drafting.write_draft(
                by=by, said=corrected("ipc_370", effective_to=date(2024, 7, 5)), code="ipc_370", based_on=1
            )
        with pytest.raises(Invalid, match="You have not changed anything"):
            drafting.write_draft(by=by, said=corrected("bns_143"), code="bns_143", based_on=1)
        with pytest.raises(PersonalDataFound):
            drafting.write_draft(by=by, said={**CIRCULAR, "quote": "Ask 9876543210."})
    page = client(people["state_bureau"])
    shown = page.get(reverse("law_correct", args=["bns_143"])).context["form"]
    posted = {name: shown[name].value() for name in shown.fields if shown[name].value() is not None}
    same = page.post(reverse("law_correct", args=["bns_143"]), {**posted, "why": "To see."})
    assert "You have not changed anything" in str(same.context["form"].non_field_errors()), (
        "the order of what is chosen is kept"
    )
    answer = page.post(
        reverse("law_draft_new", args=["provision"]), {"title_en": "New", "was": "no such thing 9", "why": ""}
    )
    form = answer.context["form"]
    assert answer.status_code == 400
    assert {"title_hi", "act", "section", "dated_by", "was", "why", "submission_id"} <= set(form.errors)
    assert form.errors["title_hi"] == ["Fill this in."]


def test_draft_that_was_overtaken_is_not_published_until_its_writer_took_that_up(people: dict[str, User]) -> None:
    first, late = people["state_bureau"], people["prosecutor"]
    sooner = written(first)
    draft = written(late, title_en="Trafficking, in one word")
    published(sooner, people["second"])
    with pytest.raises(Refused, match="Another text was published"):
        published(draft, people["second"])
    page = client(late).get(reverse("law_draft_write", args=[draft.pk]))
    assert page.context["overtaken"]["no"] == 2
    assert page.context["form"].initial["based_on"] == 2
    by = actor_for(late)
    with reading(by):
        fresh = LawDraft.objects.get(pk=draft.pk)
        said = corrected("bns_143", title_en="Trafficking, in one word")
        with pytest.raises(Stale):
            drafting.revise_draft(by=by, draft=fresh, said=said, based_on=2, expected=1)
        fresh.refresh_from_db()
        fresh = drafting.revise_draft(by=by, draft=fresh, said=said, based_on=2)
        assert waiting(fresh) == [], "what is written anew waits for nobody"
        drafting.send_draft(by=by, draft=fresh)
    published(fresh, people["second"])
    assert title() == "Trafficking, in one word"


def test_draft_is_sent_back_with_a_reason_and_withdrawn_by_its_writer(people: dict[str, User]) -> None:
    draft = written(people["state_bureau"])
    page = client(people["second"])
    assert page.post(reverse("law_draft_send_back", args=[draft.pk]), {"reason": ""}).status_code == 400
    assert page.post(reverse("law_draft_withdraw", args=[draft.pk])).status_code == 403
    assert page.post(reverse("law_draft_send_back", args=[draft.pk]), {"reason": "Give the order."}).status_code == 302
    assert waiting(draft) == []
    own = client(people["state_bureau"])
    assert "Give the order." in own.get(reverse("law_draft", args=[draft.pk])).content.decode()
    assert own.post(reverse("law_draft_withdraw", args=[draft.pk]), {"version": "1"}).status_code == 409
    assert own.post(reverse("law_draft_withdraw", args=[draft.pk])).status_code == 302
    with pytest.raises(Refused):
        published(draft, people["second"])


@pytest.fixture
def release(tmp_path: Path) -> Path:
    for path in FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def reworded(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / file
    said = path.read_text("utf-8")
    assert before in said
    path.write_text(said.replace(before, after, 1), "utf-8")


def test_later_release_overwrites_no_text_of_the_state_and_asks(people: dict[str, User], release: Path) -> None:
    published(written(people["state_bureau"]), people["second"])
    assert load_library()["offered"] == 0, "the release that the state knew is no news"
    reworded(release, "bns_trafficking.toml", "Trafficking of a person", "Trafficking of a human being")
    assert load_library(folder=release)["offered"] == 1
    assert load_library(folder=release)["offered"] == 0, "it asks once"
    assert title() == "Trafficking in persons"
    with reading(SYSTEM):
        offer = draft_queries.drafts_of("bns_143").get()
    assert [each.kind for each in waiting(offer)] == ["law:decide"]
    reader = client(people["station_officer"]).get(reverse("law_entry", args=["bns_143"])).content.decode()
    assert "A new version of Samanvay has a different text" in reader
    assert "human being</ins>" in reader
    keeper = client(people["state_bureau"]).get(reverse("law_entry", args=["bns_143"]))
    assert keeper.context["drafts"] == [], "it is told once"
    by = actor_for(people["state_bureau"])
    with reading(by):
        drafting.set_draft_aside(by=by, draft=offer, reason="Ours follows the High Court.")
    assert (waiting(offer), title()) == ([], "Trafficking in persons")
    reworded(release, "bns_trafficking.toml", "of a human being", "of any human being")
    assert load_library(folder=release)["offered"] == 1
    with reading(SYSTEM):
        newest = draft_queries.drafts_of("bns_143").get()
    edition = published(newest, people["state_bureau"])
    assert (edition.origin, title()) == ("shipped", "Trafficking of any human being")
    assert load_library(folder=release) == {"added": 0, "updated": 0, "offered": 0, "left": 0, "back": 0}
    reworded(release, "bns_trafficking.toml", "of any human being", "of people")
    assert load_library(folder=release)["updated"] == 1, "a text that was taken follows the releases again"


def test_release_leaves_what_the_state_wrote_alone(people: dict[str, User], release: Path) -> None:
    by = actor_for(people["state_bureau"])
    with reading(by):
        draft = drafting.send_draft(by=by, draft=drafting.write_draft(by=by, said=CIRCULAR))
    published(draft, people["second"])
    assert load_library(folder=release)["left"] == 0
    assert title(draft.code) == CIRCULAR["title_en"]


def test_clock_goes_the_same_way_and_counsel_verifies_it(people: dict[str, User]) -> None:
    code = "charge_sheet_60"
    page = client(people["prosecutor"])
    form = page.get(reverse("law_entry", args=[code])).context["form"]
    said = {"submission_id": str(form["submission_id"].value()), "edition": "1", "outcome": "verified"}
    assert page.post(reverse("law_check", args=[code]), said).status_code == 302
    table = {each["url"]: each for each in page.get(reverse("law_clocks")).context["clocks"]}
    assert table[f"/law/{code}/"]["pill"].kind == "ok"
    assert [str(each) for each in table["/law/child_before_cwc/"]["duties"]] == [
        "Child before the Child Welfare Committee",
        "Produce a found child before the Child Welfare Committee",
    ]
    desk = client(people["state_bureau"])
    shown = desk.get(reverse("law_correct", args=[code])).context["form"]
    posted = {name: shown[name].value() for name in shown.fields if shown[name].value() is not None}
    assert (posted["within_n"], posted["within_unit"]) == (60, "D")
    posted |= {"within_n": "45", "why": "The ruling of this month.", "submission_id": str(uuid7())}
    answer = desk.post(reverse("law_correct", args=[code]), posted)
    assert answer.status_code == 302, answer.context["form"].errors
    with reading(SYSTEM):
        draft = LawDraft.objects.get(code=code)
        assert draft.said["within"] == "P45D"
    assert desk.post(reverse("law_draft_send", args=[draft.pk])).status_code == 302
    assert client(people["second"]).post(reverse("law_draft_publish", args=[draft.pk])).status_code == 302
    line = {each["url"]: each for each in page.get(reverse("law_clocks")).context["clocks"]}[f"/law/{code}/"]
    assert (line["within"], line["pill"].kind, line["is_own"]) == ("45 days", "warn", True)
    with reading(SYSTEM):
        assert [each.no for each in queries.editions_of(LawEntry.objects.get(code=code))] == [2, 1]
