"""The page of an import: what was assumed and the rows as they were understood, beside the cells as they came."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from reporting_state import officer

from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.cases.models import Case
from samanvay.documents import tasks
from samanvay.documents.importing import actions as imports
from samanvay.documents.importing.queries import import_seen
from samanvay.documents.models import ImportRun
from samanvay.kernel.db.scope import Actor, reading

SHEET = """Date,District,What happened,Persons,Forms
३.४.१९,Allahabad,Three girls stopped at the border,३,Begging
43558,Bahraich,Five boys freed,5,Begging
12/13/2025,Bahraich,Two boys freed,2,Begging
"""


@pytest.fixture
def by(fresh_state: str) -> Actor:
    return officer("state_bureau")


@pytest.fixture
def client(by: Actor) -> Client:
    user = User.objects.get(pk=by.id)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "of the test"})
    client = Client()
    client.force_login(user)
    return client


def page(by: Actor, client: Client, content: str = SHEET) -> tuple[ImportRun, str]:
    file = SimpleUploadedFile("cases.csv", content.encode())
    answer = client.post(reverse("imports"), {"kind": "cases", "file": file})
    assert answer.status_code == 302, answer.content.decode()
    with reading(by):
        run = ImportRun.objects.get()
    return run, client.get(answer["Location"]).content.decode()


def rows_of(html: str, heading: str) -> list[str]:
    part = html.split(heading, 1)[1].split("</table>", 1)[0].split("<tbody>", 1)[1]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in part.split("</tr>") if "<tr>" in row]


def test_the_first_rows_show_what_was_understood_beside_the_cell(by: Actor, client: Client) -> None:
    _run, html = page(by, client)
    first, second, third = rows_of(html, "The first rows as they were read")
    assert "3 Apr 2019 in the file: ३.४.१९" in first
    assert "Prayagraj in the file: Allahabad" in first
    assert "3 Apr 2019 in the file: 43558" in second
    assert "Bahraich in the file" not in second, "what is the same is said once"
    assert "13 Dec 2025 in the file: 12/13/2025" in third


def test_each_kind_of_assumption_stands_apart_with_its_rows(by: Actor, client: Client) -> None:
    _run, html = page(by, client)
    told = rows_of(html, "How values were read</h2>")
    assert "Date year in two digits 1 2 Year 19 read as 2019. (1; row 2)" in told
    assert "Date day number of Excel 1 3 Excel’s day number 43558 read as 3 Apr 2019. (1; row 3)" in told
    assert any(line.startswith("Date month before day 1 4 12/13/2025 can only be month first") for line in told)
    assert "District name in another spelling 1 2 Allahabad read as Prayagraj. (1; row 2)" in told


def test_the_first_rows_are_shown_while_a_column_is_missing(by: Actor, client: Client) -> None:
    run, html = page(by, client, SHEET.replace("What happened", "Remarkable"))
    assert run.summary["missing"] == ["what"]
    assert "Prayagraj in the file: Allahabad" in rows_of(html, "The first rows as they were read")[0]


def test_a_stopped_run_goes_on_from_its_page_and_writes_no_row_twice(
    by: Actor, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "BATCH", 1)
    monkeypatch.setattr(imports, "IN_REQUEST", 1)
    monkeypatch.setattr("samanvay.importing.applying._PROGRESS_EVERY", 1)
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(tasks.carry_on.__class__, "enqueue", lambda self, *given: told.append(given))
    run, _html = page(by, client)
    key = {"key": run.id}
    client.post(reverse("import_apply", kwargs=key))
    assert reverse("import_stop", kwargs=key) in client.get(reverse("import_run", kwargs=key)).content.decode()
    with reading(by):
        working = import_seen(by, run.id)
    # the worker has written the first batch when somebody stops it
    imports.apply_rows(
        by=by, run=working, progress=lambda done, total: client.post(reverse("import_stop", kwargs=key)) and None
    )
    html = client.get(reverse("import_run", kwargs=key)).content.decode()
    assert "Stopped midway" in html
    assert "Continue: save 2 good rows" in html
    client.post(reverse("import_apply", kwargs=key))
    tasks.carry_on.func(*told[-1])
    tasks.carry_on.func(*told[-1])
    with reading(by):
        assert (import_seen(by, run.id).state, Case.objects.count()) == ("applied", 3)


def test_a_stopped_run_is_taken_back_from_its_page(by: Actor, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "IN_REQUEST", 1)
    monkeypatch.setattr(tasks.carry_on.__class__, "enqueue", lambda self, *given: None)
    run, _html = page(by, client)
    key = {"key": run.id}
    client.post(reverse("import_apply", kwargs=key))
    client.post(reverse("import_stop", kwargs=key))
    with reading(by):
        stopped = import_seen(by, run.id)
    assert stopped.state == "stopped"
    imports.begin_undo(by=by, run=stopped)
    assert imports.undo_rows(by=by, run=stopped).state == "undone"


def test_a_large_file_is_checked_by_the_worker(by: Actor, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "CHECKED_IN_REQUEST", 2)
    monkeypatch.setattr("samanvay.importing.checking._PROGRESS_EVERY", 1)
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(tasks.carry_on.__class__, "enqueue", lambda self, *given: told.append(given))
    run, html = page(by, client)
    assert (run.state, run.summary) == ("checking", {})
    assert "rows waiting to be checked" in html
    assert client.post(reverse("import_apply", kwargs={"key": run.id})).status_code == 400
    assert "0 of 3" in client.get(reverse("import_progress", kwargs={"key": run.id})).content.decode()
    [given] = told
    tasks.carry_on.func(*given)
    with reading(by):
        run = import_seen(by, run.id)
        told_of = Event.objects.filter(kind="import:checked", subject_id=str(run.id)).order_by("at")
        assert [event.detail.get("rows") for event in told_of] == [2, None], "how far it had come, then the end"
    assert (run.state, run.good, run.bad) == ("staged", 3, 0)
    assert {note["field"] for note in run.summary["notes"]} == {"occurred", "district"}
    assert "Save 3 good rows" in client.get(reverse("import_run", kwargs={"key": run.id})).content.decode()
