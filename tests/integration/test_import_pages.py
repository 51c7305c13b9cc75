"""The page of an import: what was assumed and the rows as they were understood, beside the cells as they came."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from reporting_state import officer

from samanvay.access.models import User
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
    first, second, third = rows_of(html, "The first rows, as they are understood")
    assert "3 Apr 2019 in the file: ३.४.१९" in first
    assert "Prayagraj in the file: Allahabad" in first
    assert "3 Apr 2019 in the file: 43558" in second
    assert "Bahraich in the file" not in second, "what is the same is said once"
    assert "13 Dec 2025 in the file: 12/13/2025" in third


def test_each_kind_of_assumption_stands_apart_with_its_rows(by: Actor, client: Client) -> None:
    _run, html = page(by, client)
    told = rows_of(html, "What was assumed</h2>")
    assert "Date year in two digits 1 2 Year 19 read as 2019. (1; row 2)" in told
    assert "Date day number of Excel 1 3 Excel’s day number 43558 read as 3 Apr 2019. (1; row 3)" in told
    assert any(line.startswith("Date month before day 1 4 12/13/2025 can only be month first") for line in told)
    assert "District name in another spelling 1 2 Allahabad read as Prayagraj. (1; row 2)" in told


def test_the_first_rows_are_shown_while_a_column_is_missing(by: Actor, client: Client) -> None:
    run, html = page(by, client, SHEET.replace("What happened", "Remarkable"))
    assert run.summary["missing"] == ["what"]
    assert "Prayagraj in the file: Allahabad" in rows_of(html, "The first rows, as they are understood")[0]
