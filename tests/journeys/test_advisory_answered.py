"""An AHTU in charge answers an advisory with a photograph over a bad line: nothing doubled, nothing lost."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.audit.models import Event
from samanvay.directory.models import Unit
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.documents.models import Document
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.measures.advisories.actions.sending import send_advisory
from samanvay.measures.advisories.actions.writing import AdvisoryWords, Content, draft_advisory
from samanvay.measures.advisories.addressees import addressees_in
from samanvay.measures.models import Recipient
from samanvay.measures.playbook.loading import load_playbook
from samanvay.measures.playbook.queries import MeasureFilters, measures

BAHRAICH = "district:180"
DONE = "आठ पट्ट लगाए गए, हर नंबर वहीं से मिलाया गया।"


def officer(login: str, name: str, role: str, unit: Unit, language: str) -> Actor:
    user = make_officer(login, role, unit.audience, name=name, is_persona=True, language=language)
    return actor_for(user)


@pytest.fixture
def advised(server: str) -> Recipient:
    """The state's desk has sent an advisory that asks for a photograph to the AHTU of a district."""
    place = keep_place(by=SYSTEM, key=BAHRAICH)
    state = create_unit(by=SYSTEM, kind="state_police", name="State", code="t:state", home_state="IN-UP")
    desk = create_unit(by=SYSTEM, kind="state_bureau", name="Desk", code="t:desk", parent=state, home_state="IN-UP")
    ahtu = create_unit(
        by=SYSTEM, kind="ahtu", name="AHTU Bahraich", name_hi="एएचटीयू बहराइच", code="t:ahtu", parent=state, place=place
    )
    load_playbook()
    officer("ahtu", "नसरीन बानो", "ahtu_in_charge", ahtu, "hi")
    by = officer("desk", "Anil Tripathi", "state_bureau", desk, "en")
    with reading(by):
        asked = [each for each in measures(by, MeasureFilters()) if each.measure.code == "placards_at_transit_points"]
        said = AdvisoryWords("Boards at the crossing", "सीमा चौकी पर पट्ट", "Put up the boards.", "पट्ट लगाएँ।")
        draft = draft_advisory(by=by, content=Content(said, addressees_in([BAHRAICH], ["ahtu"]), asked))
        sent = send_advisory(by=by, advisory=draft)
        return Recipient.objects.get(advisory=sent)


def photograph() -> bytes:
    kept = io.BytesIO()
    Image.effect_noise((900, 700), 80).save(kept, "JPEG")
    return kept.getvalue()


def test_ahtu_answers_with_a_photograph_on_a_bad_line(
    walk: Any,
    advised: Recipient,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    signed_in("ahtu")
    page = page_at(360, language="hi", height=740, touch=True)
    page.goto("/")
    page.get_by_role("link", name="उत्तर दें", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("सीमा चौकी पर पट्ट")
    fits(page)
    axe(page)
    page.get_by_role("button", name="स्वीकार करें").click()
    expect(page.locator(".own-row .pill").first).to_have_text("स्वीकार")

    page.fill("[name=words]", DONE)
    page.set_input_files("[name=file]", {"name": "board.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
    fits(page)
    axe(page)
    shot(page, "advisory-done-hi-360")
    tries: list[str] = []

    def bad_line(route: Route) -> None:
        """Break the first sending; let the second arrive, but lose its answer on the way back."""
        tries.append(route.request.method)
        if len(tries) == 1:
            route.abort("connectionreset")
        elif len(tries) == 2:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/done/", bad_line)
    for _broken in range(2):
        page.get_by_role("button", name="पूर्ण बताएँ").click()
        expect(page.locator("#no-line")).to_be_visible()
        expect(page.locator("[name=words]")).to_have_value(DONE)
        assert page.locator("[name=file]").evaluate("input => input.files.length") == 1
        page.evaluate("document.getElementById('no-line').hidden = true")
    # What the browser says of the lost line itself is no fault of the page.
    lost = ("ERR_CONNECTION_RESET", "htmx:sendError", "htmx:afterRequest")
    walk.faults[:] = [fault for fault in walk.faults if not any(word in fault for word in lost)]
    page.get_by_role("button", name="पूर्ण बताएँ").click()
    expect(page.locator(".own-row .pill").first).to_have_text("पूर्ण")
    expect(page.locator(".own-row")).to_contain_text(DONE)
    fits(page)
    shot(page, "advisory-answered-hi-360")
    assert len(tries) == 3
    with reading(SYSTEM):
        mine = Recipient.objects.get(pk=advised.pk)
        assert (mine.state, mine.proof_words) == ("done", DONE)
        [document] = Document.objects.filter(record_id=mine.pk)
        assert document.pk == mine.proof_document
        assert Event.objects.filter(kind="advisory:done").count() == 1
