"""Desk and tasks of three personas: what waits, how long there is, what may be done about it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from officers_of_up import district, officer, unit_of
from playwright.sync_api import Page, expect

from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.duties import events
from samanvay.duties.actions.duties import Step, open_duty
from samanvay.duties.actions.ticking import escalate_due
from samanvay.duties.kinds import _kinds, register_kind
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.reports.weeks.weekly import open_weekly_duties

SIZES = [(1280, "en"), (360, "hi")]


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """These journeys need the state's districts and units."""
    return fresh_state


@pytest.fixture
def kinds() -> Iterator[dict[str, Any]]:
    """Two kinds of duty for the walk: one closed by a press, one that asks for proof."""
    before = dict(_kinds)
    yield {
        "press": register_kind("walk:press", "Joint check", "संयुक्त जाँच"),
        "proof": register_kind("walk:proof", "Visit", "भ्रमण", asks_proof=True),
    }
    _kinds.clear()
    _kinds.update(before)


def ask(kind: Any, title: Bilingual, due_at: datetime, key: str, *, role: str = "police_chief") -> None:
    unit = unit_of(role, "Moradabad")
    bureau = unit_of("state_bureau", "")
    with reading(SYSTEM):
        open_duty(
            by=SYSTEM,
            kind=kind,
            subject=("walk", key),
            title=title,
            owner_role=role,
            owner_audience=unit.audience,
            due_at=due_at,
            readers=directory.readers_for(unit.audience),
            home_state="IN-UP",
            key=key,
            escalate=[Step(timedelta(hours=1), "state_bureau", bureau.audience)],
        )


@pytest.fixture
def week(server: str, kinds: dict[str, Any]) -> Callable[[str], None]:
    """A chief, a magistrate and the desk, with a week's duties and two late ones."""

    def begun(language: str) -> None:
        said = {"language": language}
        officer("chief", "police_chief", "Moradabad", name="Rajesh Singh", name_hi="राजेश सिंह", **said)
        officer("second", "police_chief", "Moradabad", name="Anil Rai", name_hi="अनिल राय", **said)
        officer("dm", "district_magistrate", "Moradabad", name="Sunita Rao", name_hi="सुनीता राव", **said)
        officer("desk", "state_bureau", name="Meera Joshi", name_hi="मीरा जोशी", **said)
        now = clock.now()
        ask(
            kinds["press"],
            Bilingual("Joint check at the railway station", "रेलवे स्टेशन पर संयुक्त जाँच"),
            now + timedelta(hours=3),
            "a",
        )
        ask(kinds["proof"], Bilingual("Visit to the children's home", "बाल गृह का भ्रमण"), now + timedelta(days=4), "b")
        with clock.frozen(now - timedelta(days=3)):
            ask(kinds["press"], Bilingual("Answer to the desk", "डेस्क को उत्तर"), now - timedelta(days=1), "late")
        while escalate_due():
            continue
        open_weekly_duties()  # last, so that no weekday of the test lets it escalate

    return begun


def settled(page: Page) -> None:
    """Wait until htmx has taken in what it put on the page: no person is faster, a test is."""
    expect(page.locator(".htmx-added, .htmx-settling, .htmx-swapping")).to_have_count(0)


@pytest.mark.parametrize(("width", "language"), SIZES)
@pytest.mark.parametrize("who", ["chief", "dm", "desk"])
def test_today_of_a_persona_is_whole(
    who: str,
    width: int,
    language: str,
    week: Callable[[str], None],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    week(language)
    signed_in(who)
    page = page_at(width, language=language)
    page.goto("/")
    waiting = {"chief": 4, "dm": 1, "desk": 2}[who]
    expect(page.locator("#mine .tasks li")).to_have_count(waiting)
    expect(page.locator("#escalated .tasks li")).to_have_count({"chief": 0, "dm": 0, "desk": 1}[who])
    said = "You have" if language == "en" else "आपके लिए"
    expect(page.locator("#day-sentence")).to_contain_text(said)
    expect(page.locator("#day-sentence")).to_contain_text({"chief": "4", "dm": "1", "desk": "2"}[who])
    if who == "desk":
        expect(page.locator(".side details").first).to_contain_text("74")
    fits(page)
    axe(page)
    shot(page, f"today-{who}-{language}-{width}")


@pytest.mark.parametrize("width", [1280])
def test_duty_is_done_and_paused_in_its_row(
    width: int,
    week: Callable[[str], None],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    week("en")
    signed_in("chief")
    page = page_at(width)
    page.goto("/tasks/")
    check = page.locator("li.duty", has_text="Joint check at the railway station")
    check.get_by_role("link", name="Defer").click()
    expect(check.get_by_label("Reason for deferring")).to_be_focused()
    settled(page)
    page.keyboard.press("Enter")
    expect(check.locator(".error")).to_have_text("Write why you defer this.")
    fits(page)
    axe(page)
    shot(page, f"today-row-form-{width}")
    settled(page)
    check.get_by_label("Reason for deferring").fill("The train is cancelled")
    page.keyboard.press("Enter")
    expect(check.get_by_role("button", name="Resume")).to_be_visible()
    expect(check).to_contain_text("deferred: The train is cancelled")
    settled(page)
    check.get_by_role("button", name="Resume").click()
    expect(check.get_by_role("link", name="Defer")).to_be_visible()
    settled(page)
    check.get_by_role("button", name="Done").click()
    expect(check.locator(".pill")).to_contain_text("done")
    expect(page.locator("#day-sentence")).to_contain_text("You have 3 tasks.")
    visit = page.locator("li.duty", has_text="Visit to the children's home")
    visit.get_by_role("link", name="Done").click()
    settled(page)
    visit.get_by_label("How it can be seen that this is done").fill("GD entry 12")
    visit.get_by_role("button", name="Done").click()
    expect(visit.locator(".pill")).to_contain_text("done")
    axe(page)
    with reading(SYSTEM):
        assert set(Duty.objects.filter(done_at__isnull=False).values_list("proof", flat=True)) == {"", "GD entry 12"}


def test_duty_that_somebody_else_closed_meanwhile_says_so(
    week: Callable[[str], None], signed_in: Callable[[str], None], page_at: Callable[..., Page]
) -> None:
    week("en")
    signed_in("chief")
    page = page_at(1280)
    page.goto("/tasks/")
    with reading(SYSTEM):
        duty = Duty.objects.get(key="a")
        with operation(events.DUTY_DONE, by=SYSTEM, target=("duty", duty.pk)):
            duty.revise(expected=None, changes={"done_at": clock.now(), "done_by": SYSTEM.id, "next_at": None})
    page.locator("li.duty", has_text="Joint check at the railway station").get_by_role("button", name="Done").click()
    page.wait_for_url("**/duties/*/")
    expect(page.locator(".messages")).to_contain_text("This task is already closed: ")


@pytest.mark.parametrize(("width", "language"), SIZES)
def test_page_of_a_duty_with_its_history(
    width: int,
    language: str,
    week: Callable[[str], None],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    week(language)
    signed_in("chief")
    page = page_at(width, language=language)
    with reading(SYSTEM):
        late, weekly = Duty.objects.get(key="late"), Duty.objects.get(kind="report:weekly", owner_role="police_chief")
    page.goto(f"/duties/{late.pk}/")
    expect(page.locator(".timeline li")).to_have_count(2)
    expect(page.locator("#withdraw .refused-words")).to_be_visible()
    fits(page)
    axe(page)
    shot(page, f"duty-{language}-{width}")
    page.goto(f"/duties/{weekly.pk}/")
    expect(page.locator("#done .refused-words")).to_be_visible()
    axe(page)


def test_duty_without_scripts_is_handed_over_and_withdrawn(
    week: Callable[[str], None], signed_in: Callable[[str], None], walk: Any
) -> None:
    week("en")
    signed_in("chief")
    context = walk.browser.new_context(base_url=walk.base, java_script_enabled=False)
    walk.contexts.append(context)
    context.add_cookies(walk.cookies)
    page = context.new_page()
    page.goto("/tasks/")
    page.locator("li.duty", has_text="Joint check at the railway station").get_by_role("link", name="Defer").click()
    page.locator("#pause").get_by_role("button", name="Defer").click()
    expect(page.locator("#pause .error")).to_have_text("Write why you defer this.")
    page.get_by_label("To whom").select_option(label="Anil Rai")
    page.locator("#hand_over").get_by_role("button", name="Hand over").click()
    expect(page.locator(".facts")).to_contain_text("Anil Rai")


@pytest.mark.parametrize(("width", "language"), [(360, "hi")])
def test_notices_are_read_and_marked_as_seen(
    width: int,
    language: str,
    week: Callable[[str], None],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    week(language)
    signed_in("chief")
    page = page_at(width, language=language)
    page.goto("/notices/")
    expect(page.locator(".notice-line.new")).to_have_count(5)
    fits(page)
    axe(page)
    shot(page, f"notices-{language}-{width}")
    page.locator(".page-head button").click()
    expect(page.locator(".notice-line.new")).to_have_count(0)
    page.goto("/notices/?show=new")
    expect(page.locator(".empty")).to_be_visible()


def test_every_part_of_the_tasks_has_its_address(
    week: Callable[[str], None], signed_in: Callable[[str], None], page_at: Callable[..., Page], axe: Any
) -> None:
    week("en")
    signed_in("chief")
    page = page_at(1280)
    page.goto("/tasks/?show=closed")
    expect(page.locator(".empty")).to_contain_text("Nothing was closed in the last seven days.")
    page.goto("/tasks/?show=below")
    expect(page.locator(".empty")).to_be_visible()
    axe(page)
    assert district("Moradabad")


def test_keys_move_open_and_rest_while_somebody_writes(
    week: Callable[[str], None], signed_in: Callable[[str], None], page_at: Callable[..., Page], axe: Any
) -> None:
    week("en")
    signed_in("chief")
    page = page_at(1280)
    page.goto("/tasks/")
    titles = page.locator("[data-title]").all_text_contents()
    for key, expected in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == titles[expected]
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_have_attribute("open", "")
    axe(page)
    check = page.locator("li.duty", has_text="Joint check at the railway station")
    check.locator("[data-title]").focus()
    page.keyboard.press("a")
    expect(check.get_by_label("What you need to know")).to_be_focused()
    settled(page)
    page.keyboard.type("jd?apb")
    expect(check.get_by_label("What you need to know")).to_have_value("jd?apb")
    page.keyboard.press("Enter")
    expect(check.locator(".open-words")).to_contain_text("question open")
    settled(page)
    check.locator("[data-title]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/duties/*/")
    expect(page.locator("#thread")).to_contain_text("jd?apb")
