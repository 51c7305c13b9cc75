"""A case, as officers walk it: opened, a girl added behind seals, opened on record, the glass broken and approved."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from officers_of_up import officer
from playwright.sync_api import Page, expect

from samanvay.kernel.db.scope import Actor


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """These journeys need the state's districts and units."""
    return fresh_state


@pytest.fixture
def chief(server: str) -> Callable[[str], Actor]:
    """Post the police chief of Bahraich, who reads in a language."""

    def posted(language: str) -> Actor:
        return officer("chief", "police_chief", "Bahraich", name="Rajesh Singh", name_hi="राजेश सिंह", language=language)

    return posted


@pytest.mark.parametrize(("width", "language"), [(360, "hi")])
def test_a_case_is_opened_its_people_sealed_and_opened_on_record(
    width: int,
    language: str,
    chief: Callable[[str], Actor],
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    chief(language)
    signed_in("chief")
    page = page_at(width, language=language)
    tag = f"{language}-{width}"

    def look(name: str) -> None:
        axe(page)
        fits(page)
        shot(page, f"case-{name}-{tag}")

    page.goto("/cases/")
    look("list-empty")
    page.goto("/cases/open/")
    look("open")
    page.fill("[name=what]", "Three girls taken off a bus at Rupaidiha")
    page.fill("[name=place]", "Rupaidiha")
    page.fill("[name=occurred]", "20 Nov 2026")
    page.fill("[name=people]", "3")
    page.check("[name=forms][value=sexual_exploitation]")
    page.click("main form.card button:not([type=button])")
    expect(page.locator("h1")).to_have_text(re.compile(r"^UP-BHR-2026-\d{6}$"))
    look("new")

    page.click("#people .form-end a")
    page.select_option("[name=role]", "victim")
    page.select_option("[name=sex]", "female")
    page.fill("[name=age]", "14")
    page.fill("[name=identity-given]", "Sunaina")
    page.fill("[name=identity-surname]", "Majhi")
    look("person")
    page.click("main form.stack .form-end button")
    expect(page.locator("#people h3").first).to_have_text(re.compile("Girl 1|बालिका 1"))
    assert "Sunaina" not in page.content()

    page.click("#events .form-end a")
    page.select_option("[name=kind]", "interception")
    page.fill("[name=occurred]", "20 Nov 2026")
    page.fill("[name=place]", "Rupaidiha")
    look("event")
    page.click("main form.card button:not([type=button])")
    look("page")

    page.click("#people .sealed a")
    look("purpose")
    page.select_option("[name=purpose]", "investigation")
    page.click("main form.card button:not([type=button])")
    expect(page.locator("dl.facts")).to_contain_text("Sunaina")
    look("box")

    page.goto("/cases/search/")
    page.fill("[name=name]", "सुनैना माझी")
    page.click("main form.card button:not([type=button])")
    expect(page.locator("section .list")).to_contain_text(re.compile("Girl 1|बालिका 1"))
    look("search")
    page.click("section .list a")
    page.goto(page.url + "history/")
    look("history")
    page.goto("/cases/")
    look("list")


@pytest.mark.parametrize(("width", "language"), [(1280, "en")])
def test_the_glass_is_broken_by_one_outside_the_team_after_a_second_agreed(
    width: int,
    language: str,
    chief: Callable[[str], Actor],
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    from samanvay.cases.actions import open_case
    from samanvay.cases.people.actions.people import add_person

    ahtu = officer("ahtu", "ahtu_in_charge", "Bahraich", name="Seema Yadav", language=language)
    chief(language)
    officer("second", "police_chief", "Bahraich", name="Anil Verma", language=language)
    case = open_case(by=ahtu, what="A girl taken from a train", forms=["sexual_exploitation"])
    add_person(
        by=ahtu, case_id=case.id, role="victim", sex="female", age=13,
        sealed={"identity": {"given": "Sunaina", "surname": "Majhi"}},
    )  # fmt: skip
    tag = f"{language}-{width}"
    page = page_at(width, language=language)
    signed_in("chief")
    page.goto(f"/cases/{case.id}/")
    assert page.locator("#people .sealed a").count() == 0
    axe(page)
    fits(page)
    shot(page, f"case-outside-{tag}")
    page.click("#people a.danger")
    page.fill("[name=reason]", "She is missing again since the morning; her village is not known.")
    shot(page, f"case-glass-{tag}")
    page.click("main form.card button:not([type=button])")
    assert page.locator("#people .sealed a").count() == 0

    signed_in("second")
    page.goto(f"/cases/{case.id}/")
    page.click(".split > :last-child a[href*='/glass/']")
    axe(page)
    fits(page)
    shot(page, f"case-decide-{tag}")
    page.click("form button.danger")

    signed_in("chief")
    page.goto(f"/cases/{case.id}/")
    page.click("#people .sealed a")
    page.select_option("[name=purpose]", "tracing")
    page.click("main form.card button:not([type=button])")
    expect(page.locator("dl.facts")).to_contain_text("Sunaina")
