"""Examined on a phone through a line that breaks; a certificate scanned by somebody who has no account."""

import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))

from case_world import officer, world
from exam_world import CODE, course

from samanvay.access.users.actions import choose_language
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.training.examining.actions import sitting
from samanvay.training.examining.actions.sitting import GivenAnswer, begin_sitting, hand_in, save_answers
from samanvay.training.examining.marking import as_shown, key_of
from samanvay.training.examining.queries import examinations
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
        [paper] = Sitting.objects.all()
    texts = [each.text() for each in examinations.texts_of(paper)]
    keys = [as_shown(line, key_of(text)) for line, text in zip(paper.paper, texts, strict=True)]
    kinds = [each["kind"] for each in paper.paper]
    onward = page.locator("form.question:not([hidden]) .form-end .btn")
    answer(page, kinds[0], keys[0])
    expect(page.locator("#state")).to_have_text("सभी उत्तर सहेजे गए हैं।")
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
    expect(page.locator("#state")).to_have_text("सभी उत्तर सहेजे गए हैं।")
    with reading(SYSTEM):
        assert {each.position for each in Answer.objects.all()} == {0, 1, 2}
    # The session ends meanwhile: the sign-in page that answers has saved nothing, and nothing is told as saved.
    cookies = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("[data-to='3']").click()
    answer(page, kinds[3], keys[3])
    expect(page.locator("#state")).to_have_class("exam-state kept")
    page.context.add_cookies(cookies)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#state")).to_have_text("सभी उत्तर सहेजे गए हैं।")
    with reading(SYSTEM):
        assert 3 in {each.position for each in Answer.objects.all()}
    for at in range(3, len(kinds)):
        page.locator(f"[data-to='{at}']").click()
        answer(page, kinds[at], keys[at])
        if at in (3, 4):
            shot(page, f"sitting-{kinds[at]}-hi-360")
    expect(page.locator("#state")).to_have_text("सभी उत्तर सहेजे गए हैं।")
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


def test_a_question_that_takes_no_more_answers_shows_the_one_that_holds(
    people: SimpleNamespace,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    walk: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with acting_as(SYSTEM):
        course("drill", questions=6, blueprint=[{"module": "signs", "easy": 6}])
    with reading(people.sho.actor):
        paper = begin_sitting(by=people.sho.actor, code="drill")
    at = next(no for no, line in enumerate(paper.paper) if line["kind"] == "single")
    monkeypatch.setattr(sitting, "MOST_A_MINUTE", 2)
    signed_in("sho")
    page = page_at(1280, language="hi")
    page.goto(f"/training/sittings/{paper.pk}/?q={at + 1}")
    form, state = page.locator("form.question:not([hidden])"), page.locator("#state")
    for place in (0, 1):
        with page.expect_response("**/answers/"):
            form.locator(f"[name=a][value='{place}']").check()
        expect(state).to_have_text("सभी उत्तर सहेजे गए हैं।")
    form.locator("[name=a][value='2']").check()
    expect(state).to_contain_text("उत्तर अपने आप फिर भेजा जाएगा।")
    walk.faults[:] = [each for each in walk.faults if "429" not in each]
    monkeypatch.setattr(sitting, "MOST_SAVES", 2)
    expect(state).to_contain_text("अंतिम सहेजा गया उत्तर गिना जाएगा।")
    expect(form.locator("[name=a][value='1']")).to_be_checked()
    walk.faults[:] = [each for each in walk.faults if "429" not in each]


def respond(people: SimpleNamespace, count: int) -> str:
    """Let so many people sit, of whom the strong all choose one wrong option of a question; return its code."""
    bad = ""
    with acting_as(SYSTEM):
        course("drill", questions=6, blueprint=[{"module": "signs", "easy": 6}])
        crowd = [officer(f"learner{no}", "station_officer", people.station) for no in range(count)]
    for no, who in enumerate(crowd):
        chance = random.Random(no)
        with reading(who.actor):
            paper = begin_sitting(by=who.actor, code="drill")
        given = []
        for at, edition in enumerate(examinations.texts_of(paper)):
            line, text = paper.paper[at], edition.text()
            right = as_shown(line, key_of(text))
            is_strong = no % 2 == 0
            if text.kind == "single":
                bad = text.code
                given.append(GivenAnswer(at, tuple(as_shown(line, [2]) if is_strong else right), 1))
            elif is_strong or chance.random() < 0.3:
                given.append(GivenAnswer(at, tuple(right), 1))
        save_answers(by=who.actor, key=paper.pk, answers=given)
        hand_in(by=who.actor, key=paper.pk)
    return bad


def test_a_trainer_finds_the_question_that_misleads_and_retires_it(
    people: SimpleNamespace,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    bad = respond(people, 40)
    signed_in("trainer")
    page = page_at(1280)
    page.goto("/training/drill/analysis/")
    first = page.locator("table tbody tr").first
    expect(first).to_contain_text(f"{bad} ·")
    expect(first).to_contain_text("the marked answer may be wrong")
    axe(page)
    fits(page)
    shot(page, "analysis-en-1280")
    first.locator("a").click()
    axe(page)
    fits(page)
    shot(page, "analysis-item-en-1280")
    page.fill("#deed [name=reason]", "The strong are right: the rule changed.")
    page.locator("#deed button[value=retire]").click()
    expect(page.locator(".page-head")).to_contain_text("retired")
    page.goto("/training/drill/bank/")
    axe(page)
    bank = {"name": "b.gift", "mimeType": "text/plain", "buffer": b"Who? {=A ~B}\n\nNo braces"}
    page.set_input_files("[name=file]", bank)
    page.locator("main form.card .form-end button").click()
    expect(page.locator("table")).to_contain_text("answers in curly brackets")
    axe(page)
    fits(page)
    shot(page, "bank-en-1280")
    page.goto("/training/seats/")
    page.fill("[name=place]", "Police lines, hall 2")
    page.locator("main form button").click()
    expect(page.locator(".digits")).to_be_visible()
    axe(page)
    fits(page)
    shot(page, "seats-en-1280")
