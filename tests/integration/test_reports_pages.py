"""The pages on which a report is begun and decided: the week they open, what they offer, the file they keep."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape
from document_files import photograph
from docx import Document as Word
from reporting_state import officer

from read_by_hand import without_doubt
from samanvay.access.models import User
from samanvay.documents.actions import read_document
from samanvay.documents.models import Document
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.reports.actions import (
    confirm_all,
    confirm_claim,
    decide_report,
    reopen_claim,
    submit_report,
    write_report,
)
from samanvay.reports.models import SituationReport
from samanvay.web.kit.pasted import mark_of
from samanvay_insight.script.legacy import to_legacy

FRIDAY = datetime(2026, 11, 27, 12, 0, tzinfo=clock.INDIA)
OWED, RUNNING = ("2026-11-16", "2026-11-22"), ("2026-11-23", "2026-11-29")
HINDI = "थाना प्रभारी बहराइच ने तीन बालिकाओं को मुक्त कराया। दो अभियुक्त गिरफ्तार किए गए।"
QUIET_BUTTON = 'name="quiet"'


__all__ = ["without_doubt"]

pytestmark = pytest.mark.usefixtures("without_doubt")


@pytest.fixture
def chief(fresh_state: str) -> Actor:
    return officer("police_chief", "Moradabad")


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)

    def client_of(actor: Actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=actor.id))
        return client

    return client_of


def at_noon(client: Client, address: str = "/reports/new/", posted: dict[str, Any] | None = None) -> Any:
    with clock.frozen(FRIDAY):
        return client.get(address) if posted is None else client.post(address, posted)


def posted(week: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"period_from": week[0], "period_to": week[1], "narrative": "", "submission_id": str(uuid7()), **more}


def told(actor: Actor, week: tuple[str, str]) -> SituationReport:
    with clock.frozen(FRIDAY), reading(actor):
        first, last = map(date.fromisoformat, week)
        report = write_report(by=actor, period_from=first, period_to=last, narrative="One meeting was held.")
        return submit_report(by=actor, report=report)


def word(words: str) -> SimpleUploadedFile:
    document, kept = Word(), io.BytesIO()
    document.add_paragraph(words)
    document.add_picture(io.BytesIO(photograph()))
    document.save(kept)
    return SimpleUploadedFile("week.docx", kept.getvalue())


def test_page_opens_the_week_that_is_owed_then_the_running_one(
    chief: Actor, signed_in: Callable[[Actor], Client]
) -> None:
    client = signed_in(chief)
    with clock.frozen(FRIDAY):
        today = client.get("/").content.decode()
    assert "16–22 Nov 2026" in today
    assert 'href="/reports/new/"' in today
    page = at_noon(client).content.decode()
    assert f'value="{OWED[0]}"' in page
    assert f'value="{OWED[1]}"' in page
    assert QUIET_BUTTON in page
    told(chief, OWED)
    page = at_noon(client).content.decode()
    assert f'value="{RUNNING[0]}"' in page
    assert QUIET_BUTTON not in page
    assert "The week ends on 29 Nov 2026" in page


def test_nothing_to_report_is_not_taken_for_a_week_that_runs(
    chief: Actor, signed_in: Callable[[Actor], Client]
) -> None:
    client = signed_in(chief)
    page = at_noon(client, posted=posted((RUNNING[0], RUNNING[0]), quiet="1"))
    assert page.status_code == 400
    assert "The week ends on 29 Nov 2026" in page.content.decode()
    for week in (("9999-12-31", "9999-12-31"), ("", "")):
        assert at_noon(client, posted=posted(week, quiet="1")).status_code == 400
    with reading(SYSTEM):
        assert not SituationReport.objects.exists()
    assert at_noon(client, posted=posted(OWED, quiet="1")).status_code == 302
    with reading(SYSTEM):
        assert SituationReport.objects.get().state == "submitted"


def test_what_is_begun_of_the_week_is_named_before_it_is_begun_twice(
    chief: Actor, signed_in: Callable[[Actor], Client]
) -> None:
    client = signed_in(chief)
    assert "is begun and not sent" not in at_noon(client).content.decode()
    with clock.frozen(FRIDAY), reading(chief):
        first, last = map(date.fromisoformat, OWED)
        report = write_report(by=chief, period_from=first, period_to=last, narrative="One meeting was held.")
    page = at_noon(client).content.decode()
    assert "Your unit has already started a report for 16–22 Nov 2026. It is not sent yet." in page
    assert f'href="/reports/{report.pk}/"' in page


def test_word_document_is_read_and_kept_with_its_photographs(
    chief: Actor, signed_in: Callable[[Actor], Client]
) -> None:
    client = signed_in(chief)
    sending = posted(OWED, upload=word("One meeting was held."))
    assert at_noon(client, posted=sending).status_code == 302
    with reading(chief):
        report = SituationReport.objects.get()
        assert report.narrative == "One meeting was held."
        document = Document.objects.get()
        assert (document.of, document.record_id, document.readers) == ("report", report.pk, report.readers)
        kept = b"".join(read_document(by=chief, document_id=document.pk, purpose="investigation").chunks)
        assert len(Word(io.BytesIO(kept)).inline_shapes) == 1
    revised = posted(OWED, upload=word("Two meetings were held."), version=str(report.version))
    assert at_noon(client, f"/reports/{report.pk}/revise/", revised).status_code == 302
    with reading(chief):
        assert SituationReport.objects.get().narrative == "Two meetings were held."
        assert Document.objects.filter(record_id=report.pk).count() == 2


def test_words_are_kept_where_the_file_is_not(
    chief: Actor, signed_in: Callable[[Actor], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samanvay.documents.actions.adding.media_of", lambda content: None)
    client = signed_in(chief)
    with clock.frozen(FRIDAY):
        page = client.post("/reports/new/", posted(OWED, upload=word("One meeting was held.")), follow=True)
    assert "The text was saved, but not the file: This type of file is not accepted" in page.content.decode()
    with reading(chief):
        assert SituationReport.objects.get().narrative == "One meeting was held."
        assert not Document.objects.exists()


@pytest.mark.parametrize("again", [True, False])
def test_word_document_in_a_legacy_font_is_chosen_again_to_be_kept(
    chief: Actor, signed_in: Callable[[Actor], Client], again: bool
) -> None:
    client, sending = signed_in(chief), posted(OWED)
    asked = at_noon(client, posted={**sending, "upload": word(to_legacy(HINDI))})
    assert asked.status_code == 400
    assert "Choose the file again below" in asked.content.decode()
    answer = {**sending, "narrative": to_legacy(HINDI), "source_name": "week.docx", "letters": "read"}
    answer["letters_of"] = mark_of(to_legacy(HINDI))
    if again:
        answer["upload"] = word(to_legacy(HINDI))
    with clock.frozen(FRIDAY):
        page = client.post("/reports/new/", answer, follow=True).content.decode()
    with reading(chief):
        report = SituationReport.objects.get()
        assert (report.narrative, report.source_name) == (HINDI, "week.docx")
        assert Document.objects.filter(record_id=report.pk).count() == again
    assert (escape("add it to the report under Documents") in page) == (not again)


def test_accepted_report_offers_to_return_it_to_whoever_accepts_reports(
    chief: Actor, signed_in: Callable[[Actor], Client]
) -> None:
    desk = officer("state_bureau")
    report = told(chief, OWED)
    with reading(desk):
        decide_report(by=desk, report=report, accept=True)
    address = f"/reports/{report.pk}/"
    assert 'value="return"' not in at_noon(signed_in(chief), address).content.decode()
    client = signed_in(desk)
    page = at_noon(client, address).content.decode()
    assert 'value="return"' in page
    assert 'value="accept"' not in page
    wrong = at_noon(client, f"{address}decide/", {"decision": "return", "words": ""})
    assert (wrong.status_code, "Write what should be changed." in wrong.content.decode()) == (400, True)
    right = {"decision": "return", "words": "Count again.", "version": str(report.version)}
    assert at_noon(client, f"{address}decide/", right).status_code == 302
    page = at_noon(signed_in(chief), address).content.decode()
    assert "Count again." in page
    assert f"/reports/{report.pk}/revise/" in page


def test_readings_confirmed_before_a_return_are_marked_on_the_authors_page(
    chief: Actor, signed_in: Callable[[Actor], Client]
) -> None:
    desk = officer("state_bureau")
    with clock.frozen(FRIDAY), reading(chief):
        first, last = map(date.fromisoformat, OWED)
        words = "Two accused were arrested at Moradabad. Three girls were rescued at Rampur."
        report = write_report(by=chief, period_from=first, period_to=last, narrative=words)
        assert len(confirm_all(by=chief, report=report)) == 2
        submit_report(by=chief, report=report)
    address, client = f"/reports/{report.pk}/", signed_in(chief)
    page = at_noon(client, address).content.decode()
    assert (page.count('reading confirmed"'), "before the return" in page) == (2, False)
    with clock.frozen(FRIDAY + timedelta(hours=1)), reading(desk):
        report = decide_report(by=desk, report=report, accept=False, words="Who was arrested?")
    page = at_noon(client, address).content.decode()
    assert (page.count('reading confirmed"'), page.count('reading before"')) == (0, 2)
    assert page.count("Confirmed before the return") == 2
    assert "2 were confirmed before the report was returned: check them again." in page
    assert '<mark class="confirmed"' not in page
    with clock.frozen(FRIDAY + timedelta(hours=2)), reading(chief):
        claim = reopen_claim(by=chief, claim=report.claims.order_by("number")[0])
        confirm_claim(by=chief, claim=claim)
    page = at_noon(client, address).content.decode()
    assert (page.count('reading confirmed"'), page.count('reading before"')) == (1, 1)
    with clock.frozen(FRIDAY + timedelta(hours=3)), reading(chief):
        submit_report(by=chief, report=SituationReport.objects.get(pk=report.pk))
    page = at_noon(client, address).content.decode()
    assert (page.count('reading confirmed"'), "before the return" in page) == (2, False)


def test_whoever_was_slower_sees_both_versions_in_the_words_of_a_report(
    chief: Actor, signed_in: Callable[[Actor], Client]
) -> None:
    client = signed_in(chief)
    at_noon(client, posted=posted(RUNNING, narrative="One raid was made."))
    with reading(chief):
        report = SituationReport.objects.get()
    address, page = f"/reports/{report.pk}/revise/", at_noon(client, f"/reports/{report.pk}/revise/").content.decode()
    assert f'name="version" value="{report.version}"' in page
    given = posted(RUNNING, narrative="Two raids were made.", version=str(report.version))
    assert at_noon(client, address, given)["Location"] == f"/reports/{report.pk}/"
    slower = at_noon(client, address, {**given, "narrative": "Three raids were made.", "submission_id": str(uuid7())})
    page = slower.content.decode()
    assert slower.status_code == 409
    assert "Two versions" in page
    assert "Two raids were made." in page
    assert "Three raids were made." in page
    counts = f"/reports/{report.pk}/counts/"
    assert at_noon(client, counts, {"version": "1", "arrests": "2"}).status_code == 409
    with reading(chief):
        version = SituationReport.objects.get().version
    assert f'name="version" value="{version}"' in at_noon(client, counts).content.decode()
    assert at_noon(client, counts, {"version": str(version)})["Location"] == f"/reports/{report.pk}/#counts"
