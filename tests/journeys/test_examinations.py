"""Examined on a phone through a line that breaks; a certificate scanned by somebody who has no account."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))

from case_world import officer, world
from exam_world import CODE, course

from samanvay.access.actions import choose_language
from samanvay.directory.actions import create_unit
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.training.examining import queries
from samanvay.training.examining.marking import as_shown, key_of
from samanvay.training.models import Answer, Sitting


@pytest.fixture
def people(server: str) -> SimpleNamespace:
    with acting_as(SYSTEM):
        made = world()
        course()
        choose_language(by=made.sho.actor, user=made.sho.user, language="hi")
        trainers = create_unit(by=SYSTEM, kind="ngo", name="Trainers", home_state="IN-UP", place=made.here.place)
        made.trainer = officer("trainer", "trainer", trainers)
    return made


def answer(page: Page, kind: str, shown: list[int]) -> None:
    """Give an answer in the question that is shown, in the places that are shown."""
    form = page.locator("form.question:not([hidden])")
    if kind in ("single", "multiple"):
        for place in shown:
            form.locator(f"[name=a][value='{place}']").check()
    for no in range(len(shown)) if kind in ("ordering", "matching") else ():
        value = shown.index(no) if kind == "ordering" else shown[no]
        form.locator(f"select[name=o{no}]").select_option(index=value + 1)


def test_a_constable_is_examined_on_a_phone_through_a_broken_line(
    people: SimpleNamespace,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    walk: Any,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    signed_in("sho")
    page = page_at(360, language="hi", height=740, touch=True)
    page.goto("/training/examinations/")
    shot(page, "examinations-hi-360")
    page.goto(f"/training/examinations/{CODE}/")
    axe(page)
    fits(page)
    shot(page, "examination-hi-360")
    page.locator("main form button.btn").last.click()
    expect(page.locator("#sitting")).to_be_visible()
    axe(page)
    fits(page)
    with reading(SYSTEM):
        [sitting] = Sitting.objects.all()
    texts = [each.text() for each in queries.texts_of(sitting)]
    keys = [as_shown(line, key_of(text)) for line, text in zip(sitting.paper, texts, strict=True)]
    kinds = [each["kind"] for each in sitting.paper]
    onward = page.locator("form.question:not([hidden]) .form-end .btn")
    answer(page, kinds[0], keys[0])
    expect(page.locator("#state")).to_have_text("सभी उत्तर सुरक्षित हैं।")
    onward.first.click()
    page.context.set_offline(True)
    for at in (1, 2):
        answer(page, kinds[at], keys[at])
        expect(page.locator("#state")).to_have_class("exam-state kept")
        onward.first.click()
    shot(page, "sitting-offline-hi-360")
    with reading(SYSTEM):
        assert {each.position for each in Answer.objects.all()} == {0}
    # The telephone goes off and on again: what it kept is shown, and sent as soon as there is a line.
    page.context.set_offline(False)
    walk.faults[:] = [each for each in walk.faults if "ERR_INTERNET_DISCONNECTED" not in each]
    page.reload()
    expect(page.locator("#state")).to_have_text("सभी उत्तर सुरक्षित हैं।")
    with reading(SYSTEM):
        assert {each.position for each in Answer.objects.all()} == {0, 1, 2}
    for at in range(3, len(kinds)):
        page.locator(f"[data-to='{at}']").click()
        answer(page, kinds[at], keys[at])
        if at in (3, 4):
            shot(page, f"sitting-{kinds[at]}-hi-360")
    expect(page.locator("#state")).to_have_text("सभी उत्तर सुरक्षित हैं।")
    page.locator(".hand-in summary").click()
    page.locator("#hand-in button").click()
    expect(page.locator("main .notice.ok").first).to_contain_text("100 %")
    axe(page)
    fits(page)
    shot(page, "result-hi-360")
    page.goto("/training/certificates/")
    axe(page)
    fits(page)
    shot(page, "certificates-hi-360")
    with page.expect_download() as download:
        page.locator("a.btn[href$='/pdf/']").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    seen = page.locator("a[href^='/certificate/']").get_attribute("href")

    # Somebody who has no account scans the square.
    walk.cookies = []
    stranger = page_at(360, language="hi", height=740)
    stranger.goto(f"{seen}?language=hi")
    expect(stranger.locator("h1")).to_have_text("यह प्रमाणपत्र मान्य है")
    assert "Sho" not in stranger.content()
    axe(stranger)
    fits(stranger)
    shot(stranger, "verify-hi-360")
    stranger.goto("/certificate/00000000000000000000000000/")
    expect(stranger.locator(".notice.hot")).to_be_visible()
