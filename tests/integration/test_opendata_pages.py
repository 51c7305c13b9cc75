"""The pages of the trends board without a browser: pictures, tables and file, the discussion, what is to be mended."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from test_findings import DELHI, district, facts, page, text
from test_opendata import SAID, opened_finding, posts, rescued, written
from test_picture import NOW, actor_at

from confirming import answer_offered
from samanvay.access.models import User
from samanvay.access.users.actions import choose_language
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.opendata.patterns import corridor_key

FORM = "/trends/form/begging/"
KIN = "Agents ask for the daughter of the house, even at <night>."


@pytest.fixture
def officers(fresh_state: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Actor]]:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    with clock.frozen(NOW):
        yield {
            "desk": actor_at("state_bureau", ""),
            "moradabad": actor_at("police_chief", "moradabad"),
            "ballia": actor_at("police_chief", "ballia"),
            "ngo": actor_at("ngo_worker", ""),
        }


def rows(actor: Actor, url: str) -> list[list[str]]:
    answer = page(actor, url)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def sent(actor: Actor, said: str, url: str = FORM, **more: Any) -> Any:
    return page(actor, url, {"text": said, "submission_id": str(uuid7()), **more})


def test_board_draws_bars_months_and_the_same_as_a_table(officers: dict[str, Actor]) -> None:
    facts([4], origin=district("Moradabad"), destination=DELHI, forms=["begging"], lures=["job"])
    facts([2], origin=district("Ballia"), destination=DELHI)
    finding = opened_finding(officers["moradabad"])
    shown = text(officers["ballia"], "/trends/")
    key = corridor_key(district("Moradabad"), DELHI)
    assert f'<a href="/trends/corridor/{key}/">Moradabad → Delhi</a>' in shown
    assert re.search(r'class="trend-fill" width="50.0"', shown), "half as many journeys, half as long a bar"
    assert 'aria-label="June 2026: 0; July 2026: 0; August 2026: 0; September 2026: 0; October 2026: 0; Novem' in shown
    assert f"/trends/finding/{finding.pk}/" in shown
    assert shown.count("The same as a table") == 3
    assert re.search(r'href="/trends/"[^>]*aria-current', shown), "the room is in the menu"


def test_board_without_facts_says_what_to_do(officers: dict[str, Actor]) -> None:
    shown = text(officers["ballia"], "/trends/?months=3")
    assert "Nothing is reported in these months." in shown
    assert "<svg" not in shown.split("<main", 1)[1].split("</main>", 1)[0]


def test_address_that_asks_for_nonsense_is_given_the_usual(officers: dict[str, Actor]) -> None:
    assert "6 months" in text(officers["ballia"], "/trends/?months=7&between=planets")


def test_board_between_states_leads_to_patterns_between_states(officers: dict[str, Actor]) -> None:
    facts([4], origin=district("Moradabad"), destination=DELHI)
    assert "/trends/states/IN-UP~IN-DL/" in text(officers["ballia"], "/trends/?between=states")
    shown = text(officers["ballia"], "/trends/states/IN-UP~IN-DL/")
    assert "Moradabad → Delhi" in shown, "the corridors that it is made of"


def test_file_has_everything_with_a_column_for_each_month(officers: dict[str, Actor]) -> None:
    facts([4], origin=district("Moradabad"), destination=DELHI, forms=["begging"])
    head, *lines = rows(officers["ballia"], "/trends.csv?months=3")
    assert head[5:] == ["September 2026", "October 2026", "November 2026", "Reported by quarter only"]
    assert lines[0][1:4] == ["Moradabad → Delhi", "4", "4"]
    assert lines[0][5:] == ["0", "0", "4", "0"]
    assert [line[0] for line in lines] == ["Corridor", "Form of exploitation"]


def test_partner_page_and_file_show_no_cell_below_ten(officers: dict[str, Actor]) -> None:
    rescued(district("Moradabad"), 9)
    rescued(district("Ballia"), 10)
    for url in ("/trends/", FORM):
        shown = text(officers["ngo"], url)
        assert "Ballia" in shown
        assert "Moradabad" not in shown.split("<main", 1)[1]
    assert [line[0] for line in rows(officers["ngo"], "/trends.csv")[1:]] == ["Ballia"]


def test_partner_may_discuss_a_form_and_is_shown_nothing_else(officers: dict[str, Actor]) -> None:
    facts([30], origin=district("Moradabad"), destination=DELHI, lures=["job"])
    assert sent(officers["ngo"], SAID).status_code == 302
    assert SAID in text(officers["ballia"], FORM)
    for url in (f"/trends/corridor/{corridor_key(district('Moradabad'), DELHI)}/", "/trends/lure/job/"):
        assert page(officers["ngo"], url).status_code == 404
        assert page(officers["ballia"], url).status_code == 200


@pytest.mark.parametrize("kind", ["corridor", "form", "lure", "finding"])
def test_pattern_page_shows_numbers_and_takes_a_post(officers: dict[str, Actor], kind: str) -> None:
    facts([4], origin=district("Moradabad"), destination=DELHI, forms=["begging"], lures=["job"], via=["district:157"])
    finding = opened_finding(officers["moradabad"])
    key = {
        "corridor": corridor_key(district("Moradabad"), DELHI),
        "form": "begging",
        "lure": "job",
        "finding": str(finding.pk),
    }[kind]
    url = f"/trends/{kind}/{key}/"
    shown = text(officers["ballia"], url)
    assert 'class="finding-chart"' in shown
    assert "November 2026: 4" in shown
    answer = sent(officers["ballia"], SAID, url)
    assert answer.status_code == 302
    assert answer["Location"].startswith(url + "#post-")
    again = text(officers["desk"], url)
    assert SAID in again
    assert "police_chief ballia" in again
    assert "1 post" in text(officers["desk"], "/trends/")


def test_post_with_a_detail_is_shown_underlined_and_not_kept(officers: dict[str, Actor]) -> None:
    answer = sent(officers["ballia"], KIN)
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert re.search(r"<mark[^>]*>daughter of<", shown)
    assert "&lt;night&gt;" in shown
    assert "a relationship (child, wife or relative of somebody)" in shown
    assert answer_offered(answer)
    assert KIN.replace("<", "&lt;").replace(">", "&gt;") in shown.split("<textarea", 1)[1], "to be mended where it is"
    assert posts(officers["ballia"]) == []


def test_word_of_the_writer_holds_for_that_text_alone(officers: dict[str, Actor]) -> None:
    answer = answer_offered(sent(officers["ballia"], KIN))
    other = sent(officers["ballia"], KIN + " Rekha d/o Mohan", pii_answer=answer)
    assert other.status_code == 400
    assert answer_offered(other) != answer
    assert sent(officers["ballia"], KIN, pii_answer="on").status_code == 400
    assert sent(officers["moradabad"], KIN, pii_answer=answer).status_code == 400, "another officer answers themself"
    assert sent(officers["ballia"], KIN, pii_answer=answer).status_code == 302
    assert "was warned, and confirmed that it names nobody" in text(officers["desk"], FORM)
    assert "was warned, and confirmed that it names nobody" not in text(officers["moradabad"], FORM)


def test_telephone_number_is_refused_without_a_box_to_tick(officers: dict[str, Actor]) -> None:
    said = "Ring 98390 11122"
    answer = sent(officers["ballia"], said, pii_answer="on")
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert re.search(r"<mark[^>]*>98390 11122<", shown)
    assert not answer_offered(answer)
    assert posts(officers["ballia"]) == []


def test_struck_out_post_keeps_its_place_without_its_words(officers: dict[str, Actor]) -> None:
    post = written(officers["ngo"])
    url = f"/trends/posts/{post.pk}/void/"
    assert url not in text(officers["ballia"], FORM)
    refused = page(officers["ballia"], url, {"reason": "Wrong"})
    assert refused.status_code == 403
    assert "The writer or the state desk" in refused.content.decode()
    assert url in text(officers["ngo"], FORM)
    assert page(officers["ngo"], url, {"reason": "", "version": post.version}).status_code == 400
    assert page(officers["ngo"], url, {"reason": "Said twice", "version": post.version}).status_code == 302
    for who in ("ballia", "ngo"):
        shown = text(officers[who], FORM)
        assert "Deleted by ngo_worker" in shown
        assert "Said twice" in shown
        assert SAID not in shown
    assert SAID in text(officers["desk"], FORM)


def test_pages_are_in_hindi_for_who_reads_hindi(officers: dict[str, Actor]) -> None:
    facts([4], origin=district("Moradabad"), destination=DELHI, forms=["begging"])
    user = User.objects.get(pk=officers["ballia"].id)
    choose_language(by=officers["ballia"], user=user, language="hi")
    client = Client()
    client.force_login(user)
    for url in ("/trends/", FORM):
        shown = client.get(url).content.decode()
        assert "रुझान" in shown
        assert "As a table" not in shown
        assert "Discussion" not in shown
