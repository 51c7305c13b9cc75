"""Decided reports that teach the reader: by consent of two persons, de-identified, to a file and no further."""

import importlib.util
import json
import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from reporting_state import district, officer

from arranging import arranging
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.cli import main
from samanvay.directory.models import Unit
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import AlreadyDone, Invalid, Refused
from samanvay.reports.actions import submit_report, write_report
from samanvay.reports.models import Claim, ReaderConsent, SituationReport
from samanvay.reports.settling.written import WrittenPlace, rows_of
from samanvay.reports.states import ClaimState
from samanvay.reports.teaching import queries
from samanvay.reports.teaching.actions.consenting import confirm_consent, give_consent, withdraw_consent
from samanvay.reports.teaching.actions.exporting import export_rows
from samanvay.reports.teaching.disguise import _other_signs

_SCORING = Path(__file__).parents[1] / "insight" / "narratives" / "scoring.py"
_spec = importlib.util.spec_from_file_location("scoring_of_exports", _SCORING)
assert _spec is not None
assert _spec.loader is not None
scoring = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = scoring
_spec.loader.exec_module(scoring)

STORY = (
    "On 12.11.2026 Pooja d/o Ramlal, 15 yrs, was taken from Gonda to Agra by Suresh Yadav. "
    "FIR No 212/2026 PS Kotwali. Mob 9876543210, vehicle UP32AB1234. Pooja was rescued at Agra."
)
HINDI = "दिनांक 12.11.2026 को पूजा पुत्री रामलाल निवासी गोंडा को आगरा ले जाया गया। मु0अ0सं0 145/2026 दर्ज।"
OF_SOMEBODY = ("Pooja", "Ramlal", "Suresh", "Yadav", "212", "9876543210", "AB1234", "12.11.2026")
WEEK = {"period_from": date(2026, 11, 9), "period_to": date(2026, 11, 15)}


@pytest.fixture
def people(fresh_state: str) -> dict[str, Actor]:
    with reading(SYSTEM):
        police = Unit.objects.get(code="police:IN-UP")
    return {
        "chief": officer("police_chief", "Moradabad"),
        "nodal": officer("state_nodal_officer", unit=police),
        "desk": officer("state_bureau"),
    }


def decided(chief: Actor, narrative: str = STORY, **of_movement: Any) -> SituationReport:
    """A report that was sent with a movement from Gonda to Agra that its officer corrected, and a rescue."""
    with reading(chief):
        report = write_report(by=chief, narrative=narrative, **WEEK)
        submit_report(by=chief, report=report)
    shared = {
        **report.ownership(), "report": report, "evidence": narrative[:10], "start": 0, "end": 10,
        "certainty": "stated", "state": ClaimState.CONFIRMED, "decided_by": chief.id,
    }  # fmt: skip
    moved = {"origin_id": district("Gonda"), "destination_id": district("Agra"), "people": 1, "is_corrected": True}
    with arranging():
        Claim.objects.filter(report=report).delete()
        claim = Claim(number=1, kind="movement", **{**shared, **moved, **of_movement})
        claim.occurred = PartialDate.day(date(2026, 11, 12))
        claim.save(force_insert=True)
        Claim(number=2, kind="event", event_kind="rescue", place_id=district("Agra"), **shared).save(force_insert=True)
        Claim(number=3, kind="movement", aside_reason="planned", **{**shared, "state": "aside"}).save(force_insert=True)
    return report


def consented(people: dict[str, Actor]) -> ReaderConsent:
    with reading(people["desk"]):
        consent = give_consent(by=people["desk"], reason="The reader misses much here.")
    with reading(people["nodal"]):
        return confirm_consent(by=people["nodal"], consent=consent)


def exported(path: Path) -> list[Any]:
    with reading(SYSTEM):
        export_rows(by=SYSTEM, path=path)
    return list(scoring.narratives(path))


def log(kind: str) -> list[dict[str, Any]]:
    with reading(SYSTEM):
        return [event.detail for event in Event.objects.filter(kind=kind).order_by("seq")]


def test_consent_holds_once_a_second_person_confirms_and_until_it_is_withdrawn(people: dict[str, Actor]) -> None:
    desk, nodal = people["desk"], people["nodal"]
    with reading(desk):
        consent = give_consent(by=desk, reason="  The reader  misses much here. ")
        assert not consent.is_in_force
        assert consent.reason == "The reader misses much here."
        with pytest.raises(Refused, match="Somebody else"):
            confirm_consent(by=desk, consent=consent)
        with pytest.raises(AlreadyDone):
            give_consent(by=desk, reason="Again.")
    with reading(nodal):
        assert confirm_consent(by=nodal, consent=consent).is_in_force
        with pytest.raises(AlreadyDone):
            confirm_consent(by=nodal, consent=consent)
        withdraw_consent(by=nodal, consent=consent, reason="Not any more.")
        assert not consent.is_in_force
        with pytest.raises(AlreadyDone):
            withdraw_consent(by=nodal, consent=consent, reason="Again.")
        assert give_consent(by=nodal, reason="Anew.").pk != consent.pk
    assert len(log("reader_consent:given")) == 2
    assert len(log("reader_consent:confirmed")) == len(log("reader_consent:withdrawn")) == 1


def test_nobody_else_consents_or_sees_it(people: dict[str, Actor]) -> None:
    consent = consented(people)
    chief = people["chief"]
    with reading(chief):
        for asked in (
            lambda: give_consent(by=chief, reason="Why not."),
            lambda: withdraw_consent(by=chief, consent=consent, reason="Why not."),
            lambda: queries.consents(chief),
            lambda: queries.sample(chief),
            lambda: queries.many_taught(chief),
        ):
            with pytest.raises(Refused):
                asked()


@pytest.mark.parametrize(("reason", "words"), [(" ", "Give a reason"), ("x" * 301, "300 characters")])
def test_consent_needs_a_reason(people: dict[str, Actor], reason: str, words: str) -> None:
    with reading(people["desk"]), pytest.raises(Invalid, match=words):
        give_consent(by=people["desk"], reason=reason)


def test_nothing_leaves_without_consent_in_force(people: dict[str, Actor], tmp_path: Path) -> None:
    decided(people["chief"])
    path = tmp_path / "rows.txt"
    with pytest.raises(Refused, match="does not consent"):
        exported(path)
    with reading(people["desk"]):
        consent = give_consent(by=people["desk"], reason="One alone.")
    with pytest.raises(Refused, match="does not consent"):
        exported(path)
    with reading(people["nodal"]):
        confirm_consent(by=people["nodal"], consent=consent)
    assert len(exported(path)) == 1
    with reading(people["nodal"]):
        withdraw_consent(by=people["nodal"], consent=consent, reason="Not any more.")
    with pytest.raises(Refused, match="does not consent"):
        exported(tmp_path / "more.txt")
    assert not (tmp_path / "more.txt").exists()


@pytest.fixture
def narrative(people: dict[str, Actor], tmp_path: Path) -> Any:
    decided(people["chief"])
    consented(people)
    (found,) = exported(tmp_path / "rows.txt")
    return found


def test_what_could_identify_somebody_is_other_and_places_stay(narrative: Any, tmp_path: Path) -> None:
    for said in OF_SOMEBODY:
        assert said not in narrative.text
    assert "Gonda" in narrative.text
    assert narrative.text.count("Agra") == 2
    whole = (tmp_path / "rows.txt").read_text(encoding="utf-8")
    assert "Moradabad" not in whole, "nor whose report it is"
    assert (tmp_path / "rows.txt").stat().st_mode & 0o077 == 0


def test_rows_are_what_the_officer_decided_with_the_day_of_the_words(narrative: Any) -> None:
    (moved,) = narrative.expected["movements"]
    assert moved[:4] == ("Gonda", (), "Agra", 1)
    day = date.fromisoformat(moved[4])
    assert timedelta(days=20) <= date(2026, 11, 12) - day <= timedelta(days=200)
    assert f"{day:%d.%m.%Y}" in narrative.text
    assert list(narrative.expected["events"]) == [("rescue", "Agra", None, None, "stated")]
    assert list(narrative.expected["set_aside"]) == [("movement", "planned")]
    located = [name for _, _, name, _ in scoring.located(narrative)]
    assert [name for name in located if name in ("Gonda", "Agra")] == ["Gonda", "Agra", "Agra"]
    assert log("reader:exported")[0] == {"rows": 1, "left_out": 0}


def test_hindi_keeps_its_script(people: dict[str, Actor], tmp_path: Path) -> None:
    decided(people["chief"], HINDI)
    consented(people)
    (found,) = exported(tmp_path / "rows.txt")
    for said in ("पूजा", "रामलाल", "145", "12.11.2026"):
        assert said not in found.text
    assert "मु0अ0सं0" in found.text
    assert {"Gonda", "Agra"} <= {name for _, _, name, _ in scoring.located(found)}
    assert not [word for word in found.text if word.isascii() and word.isalpha()]


def test_a_report_with_an_open_detail_or_with_none_put_right_teaches_nothing(
    people: dict[str, Actor], tmp_path: Path
) -> None:
    consented(people)
    asked, right, refused = (decided(people["chief"]) for _ in range(3))
    with arranging():
        Claim.objects.filter(report=asked, number=2).update(state="proposed")
        Claim.objects.filter(report__in=[right, refused], number=1).update(is_corrected=False)
        Claim.objects.filter(report=refused, number=2).update(state="refused")
    (found,) = exported(tmp_path / "rows.txt")
    assert not found.expected["events"], "what was rejected is no row"
    with reading(people["desk"]):
        assert queries.many_taught(people["desk"]) == 1


def test_a_place_that_the_words_do_not_name_leaves_the_report_out(people: dict[str, Actor], tmp_path: Path) -> None:
    consented(people)
    decided(people["chief"], destination_id=district("Ballia"))
    done = CliRunner().invoke(main, ["reader", "export", str(tmp_path / "rows.txt")])
    assert done.exit_code == 0, done.output
    assert "0 reports written" in done.output
    assert "1 left out: a place of a detail is not found in its words." in done.output
    assert log("reader:exported") == [{"rows": 0, "left_out": 1}]


def test_a_place_that_an_officer_put_in_is_found_in_the_words(people: dict[str, Actor], tmp_path: Path) -> None:
    consented(people)
    decided(people["chief"], STORY.replace("from Gonda", "from Gonda via Bijnor"), via=[district("Bijnor")])
    (found,) = exported(tmp_path / "rows.txt")
    (moved,) = found.expected["movements"]
    assert moved[:3] == ("Gonda", ("Bijnor",), "Agra")
    assert "Bijnor" in {name for _, _, name, _ in scoring.located(found)}


def test_a_settled_village_teaches_its_own_words(people: dict[str, Actor], tmp_path: Path) -> None:
    consented(people)
    written = rows_of([WrittenPlace("origin", "Tikulpatti", 0, district("Gonda"))])
    decided(people["chief"], STORY.replace("from Gonda", "from Tikulpatti"), written=written)
    (found,) = exported(tmp_path / "rows.txt")
    (moved,) = found.expected["movements"]
    assert moved[:3] == ("Tikulpatti", (), "Agra")
    assert ("Tikulpatti", "Tikulpatti", "town") in found.places


def test_another_number_is_never_the_same() -> None:
    drawn = random.Random(7)
    assert all(_other_signs("7", drawn) != "7" for _attempt in range(200))


@pytest.mark.parametrize(("name", "words"), [("there.txt", "is there already"), ("no/rows.txt", "is not there")])
def test_a_bad_path_is_told(people: dict[str, Actor], tmp_path: Path, name: str, words: str) -> None:
    consented(people)
    (tmp_path / "there.txt").write_text("Mine.")
    done = CliRunner().invoke(main, ["reader", "export", str(tmp_path / name)])
    assert done.exit_code == 1
    assert words in done.output
    assert (tmp_path / "there.txt").read_text() == "Mine."
    assert log("reader:exported") == []


def test_the_desk_sees_a_sample_of_what_would_leave(people: dict[str, Actor]) -> None:
    for _ in range(queries.SAMPLE + 1):
        decided(people["chief"])
    with reading(people["desk"]):
        shown = queries.sample(people["desk"])
        assert queries.many_taught(people["desk"]) == queries.SAMPLE + 1
    assert len(shown) == queries.SAMPLE
    assert not [said for said in OF_SOMEBODY if said in "\n".join(shown)]


def test_export_in_json_and_as_somebody_who_may_not(people: dict[str, Actor], tmp_path: Path) -> None:
    consented(people)
    done = CliRunner().invoke(main, ["reader", "export", str(tmp_path / "rows.txt"), "--json"])
    assert json.loads(done.stdout) == {"written": 0, "left_out": {}}
    done = CliRunner().invoke(main, ["reader", "export", str(tmp_path / "b.txt"), "--as", people["chief"].label])
    assert done.exit_code != 0
    assert not (tmp_path / "b.txt").exists()


@pytest.fixture
def browser(people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Client]:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)

    def client_of(who: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=people[who].id))
        return client

    return client_of


def test_the_page_leads_two_persons_from_consent_to_its_end(
    people: dict[str, Actor], browser: Callable[[str], Client]
) -> None:
    decided(people["chief"])
    desk, nodal = browser("desk"), browser("nodal")
    page = desk.get("/reports/teaching/").content.decode()
    assert "Nothing is exported" in page
    assert "1 report would be used" in page
    assert "P: " in page
    assert not [said for said in OF_SOMEBODY if said in page]
    assert desk.post("/reports/teaching/consent/", {"reason": ""}).status_code == 400
    named = desk.post("/reports/teaching/consent/", {"reason": "Sunita Devi, aged 14, was overlooked."})
    assert named.status_code == 400
    assert desk.post("/reports/teaching/consent/", {"reason": "It misses much."}).status_code == 302
    with reading(SYSTEM):
        consent = ReaderConsent.objects.get()
    confirm, withdraw = (f"/reports/teaching/{consent.pk}/{what}/" for what in ("confirm", "withdraw"))
    assert "You gave this consent yourself" in desk.get("/reports/teaching/").content.decode()
    assert desk.post(confirm, {"version": 1}).status_code == 403
    assert nodal.post(confirm, {"version": 1}).status_code == 302
    assert "In force since" in desk.get("/reports/teaching/").content.decode()
    assert nodal.post(withdraw, {"reason": "Not any more.", "version": 1}).status_code == 409
    assert desk.post(withdraw, {"reason": "Not any more.", "version": 2}).status_code == 302
    page = nodal.get("/reports/teaching/").content.decode()
    assert "Not any more." in page
    assert "Give consent" in page


def test_the_page_is_shut_to_a_district(browser: Callable[[str], Client]) -> None:
    assert browser("chief").get("/reports/teaching/").status_code == 403
    assert "Teaching the reader" not in browser("chief").get("/reports/").content.decode()
    assert "Teaching the reader" in browser("desk").get("/reports/").content.decode()
