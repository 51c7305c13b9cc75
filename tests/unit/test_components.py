"""The pieces of a page, rendered without a browser: what they say, what they escape, what they leave out."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

import samanvay.web
from samanvay.access.permissions import Permission
from samanvay.kernel.db.scope import Actor, Held
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.web.components import pieces
from samanvay.web.fonts.finders import PACKAGED
from samanvay.web.kit import menu
from samanvay.web.kit.access import officer_page
from samanvay.web.kit.lists import as_csv
from samanvay.web.language.views import switch

WEB = Path(samanvay.web.__file__).parent


def shown(template: str, **values: Any) -> str:
    return Template("{% load components %}" + template).render(Context(values))


def test_button_refused_carries_the_words_and_sends_nothing() -> None:
    html = shown('{% button "Close" refused=why %}', why="Only <her> officer.")
    assert 'type="button"' in html
    assert 'aria-disabled="true"' in html
    assert html.count("Only &lt;her&gt; officer.") == 2
    assert 'aria-describedby="why-close"' in html


def test_button_attributes_are_escaped_and_hyphenated() -> None:
    html = shown('{% button "Go" name="a" value=v hx_get="/x" disabled=off %}', v='"><script>', off=False)
    assert 'hx-get="/x"' in html
    assert "<script>" not in html
    assert "disabled" not in html


def test_action_that_changes_something_is_a_form_with_token_and_fields() -> None:
    html = shown(
        "{% action a %}", a=pieces.Action("Remind", "/duty/1/", post=True, fields={"version": 3}), csrf_token="tok"
    )
    assert '<form method="post" action="/duty/1/">' in html
    assert 'name="csrfmiddlewaretoken" value="tok"' in html
    assert 'name="version" value="3"' in html


def test_action_refused_is_never_a_form() -> None:
    html = shown("{% action a %}", a=pieces.Action("Remind", "/duty/1/", post=True, refused="Not yours."))
    assert "<form" not in html
    assert "Not yours." in html


def test_table_names_each_cell_for_the_phone_and_shows_pills() -> None:
    table = pieces.Table(
        "Reports",
        [pieces.Column("District"), pieces.Column("Reports", number=True), pieces.Column("Status")],
        [pieces.Row(["Ballia", 0, pieces.Pill("silent", "warn")], "/d/1/")],
    )
    html = shown("{% table t %}", t=table)
    assert '<td data-label="Reports" class="number"><span>0</span></td>' in html
    assert '<span class="pill warn">silent</span>' in html
    assert '<th scope="row"><a href="/d/1/">Ballia</a></th>' in html


def test_table_of_records_shows_what_is_not_known_as_a_dash_and_leaves_it_out_of_a_file() -> None:
    columns = [
        pieces.Column("Name", str.title),
        pieces.Column("Letters", lambda name: len(name) or None, number=True),
        pieces.Column("Status", lambda name: pieces.Pill("new")),
    ]
    table = pieces.Table.of("Names", columns, ["asha", ""], lambda name: f"/{name}/")
    page = shown("{% table t %}", t=table)
    assert 'href="/asha/">Asha' in page
    assert "<span>–</span>" in page
    lines = as_csv(table, "names").content.decode("utf-8-sig").splitlines()
    assert lines == ["Name,Letters,Status", "Asha,4,new", ",,new"]


def test_table_with_a_row_too_short_is_an_error() -> None:
    table = pieces.Table("x", [pieces.Column("a"), pieces.Column("b")], [pieces.Row(["only one"])])
    with pytest.raises(ValueError, match="zip"):
        shown("{% table t %}", t=table)


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the FIR.")
    form = forms.ChoiceField(label="Form", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False)
    sure = forms.BooleanField(label="Sure", required=False)


def test_field_joins_hint_and_error_to_its_input() -> None:
    html = shown("{% field f.name %}", f=Form({}))
    assert 'aria-describedby="id_name-hint id_name-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name-hint">As in the FIR.' in html
    assert 'id="id_name-error"' in html


def test_field_without_hint_or_error_describes_nothing() -> None:
    assert "aria-describedby" not in shown("{% field f.note %}", f=Form())


def test_field_of_choices_is_a_fieldset_with_a_legend() -> None:
    html = shown("{% field f.form %}", f=Form())
    assert "<fieldset" in html
    assert re.search(r"<legend>\s*Form</legend>", html)
    assert html.count('type="radio"') == 2


def test_error_summary_links_to_fields_and_is_absent_when_all_is_well() -> None:
    assert 'href="#id_name"' in shown("{% error_summary f %}", f=Form({}))
    assert shown("{% error_summary f %}", f=Form({"name": "x", "form": "a"})).strip() == ""


def test_chips_keep_other_filters_and_drop_the_page_key() -> None:
    request = RequestFactory().get("/cases/", {"form": "labour", "unit": "7", "after": "abc"})
    chips = pieces.chips(request, "form", [("labour", "Labour"), ("begging", "Begging")], every="All")
    assert [chip.on for chip in chips] == [False, True, False]
    assert chips[0].url == "/cases/?unit=7"
    assert chips[2].url == "/cases/?unit=7&form=begging"


def test_timeline_takes_datetimes_and_words() -> None:
    html = shown(
        "{% timeline h %}",
        h=[
            pieces.Happening(datetime(2026, 11, 24, 6, 0, tzinfo=UTC), "Rescued"),
            pieces.Happening("about 2025", "Taken"),
        ],
    )
    assert "24 Nov 2026, 11:30" in html
    assert "about 2025" in html


def test_progress_stops_asking_when_it_is_over() -> None:
    assert 'hx-get="/p/"' in shown("{% progress p %}", p=pieces.Progress("Rows", 1, 2, "/p/"))
    assert "hx-get" not in shown("{% progress p %}", p=pieces.Progress("Rows", 2, 2, "/p/"))


def test_sides_mark_only_what_differs() -> None:
    html = shown("{% sides s %}", s=[pieces.Side("Station", "Cantt", "Sigra"), pieces.Side("Form", "A", "A")])
    assert html.count('class="differs"') == 2


def test_sealed_value_is_a_word_and_a_way_never_a_value() -> None:
    html = shown('{% sealed "Name" url="/open/" %}')
    assert "sealed" in html
    assert 'href="/open/"' in html


def test_card_escapes_its_title_and_keeps_its_body() -> None:
    html = shown("{% card title=t %}<p>{{ b }}</p>{% endcard %}", t="<b>", b="<i>")
    assert "<h2>&lt;b&gt;</h2>" in html
    assert "<p>&lt;i&gt;</p>" in html


def officer(role: str) -> Actor:
    return Actor(id=uuid7(), label="x", audiences=(120,), grants=(Held(role, 120, "police"),))


def test_menu_shows_what_the_actor_may_open_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    reverse("gallery")  # loads the addresses, which register their rooms, before the menu is emptied
    monkeypatch.setattr(menu, "_entries", {})
    menu.register("Audit", "usersessions_list", Permission.AUDIT_READ, order=1)
    menu.register("Gallery", "gallery", order=2)
    menu.register("No such room", "no_such_room", order=3)
    request = RequestFactory().get("/gallery/?x=1")
    assert menu.menu_for(request, None).bar == ()
    [work] = menu.menu_for(request, officer("ahtu_in_charge")).bar
    assert [item.label for item in work.items] == ["Gallery"]
    [work] = menu.menu_for(request, officer("auditor")).bar
    assert [item.current for item in work.items] == ["", "page"]


def test_menu_groups_rooms_and_keeps_administration_under_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    reverse("gallery")
    monkeypatch.setattr(menu, "_entries", {})
    rooms = ("today", "cases", "reports", "picture", "findings", "places")
    turns = ("work", "cases", "work", "picture", "picture", "administration")
    for order, (room, turn) in enumerate(zip(rooms, turns, strict=True)):
        menu.register(room, room, order=order, turn=menu.Turn(turn))
    found = menu.menu_for(RequestFactory().get("/picture/findings/"), officer("ahtu_in_charge"))
    assert [str(group.label) for group in found.bar] == ["Work", "Cases", "Picture"]
    assert [group.url for group in found.bar] == [reverse(name) for name in ("today", "cases", "picture")]
    assert [group.current for group in found.bar] == ["", "", "true"]
    assert found.here is not None
    assert [(room.label, room.current) for room in found.here.items] == [("picture", ""), ("findings", "page")]
    assert found.administration is not None
    assert [room.label for room in found.administration.items] == ["places"]
    at_places = menu.menu_for(RequestFactory().get("/directory/"), officer("ahtu_in_charge"))
    assert at_places.here == at_places.administration


class Inline(HTMLParser):
    """Collects what the content security policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        self.found += [f"<{tag} {name}>" for name in names if name == "style" or name.startswith(("on", "hx-on"))]
        if tag == "style" or (tag == "script" and "src" not in names and ("type", "application/json") not in attrs):
            self.found.append(f"<{tag}>")


def test_templates_hold_no_inline_script_or_style() -> None:
    wrong = []
    for path in sorted(WEB.rglob("*.html")):
        parser = Inline()
        parser.feed(re.sub(r"{[%{#].*?[%}#]}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
        wrong += [f"{path.relative_to(WEB)}: {each}" for each in parser.found]
    assert wrong == [], "use a class, or a script file of the room"


def test_packaged_files_are_found_and_nothing_else_of_the_packages_is() -> None:
    for prefix, (_package, _folder, files) in PACKAGED.items():
        for name in files:
            assert Path(str(finders.find(f"{prefix}/{name}"))).is_file()
    assert finders.find("fonts/Mukta-Light.ttf") is None
    assert finders.find("fonts/../__init__.py") is None


def test_style_sheets_ask_only_for_fonts_that_the_package_has() -> None:
    css = (WEB / "static/web/fonts.css").read_text()
    asked = [part.split('"')[0] for part in css.split('url("../')[1:]]
    assert len(asked) == 4
    assert all(finders.find(name) for name in asked)


def test_static_files_are_collected_with_addresses_that_exist(tmp_path: Path, settings: Any) -> None:
    from django.core.management import call_command
    from django.test import override_settings

    chosen = {**settings.STORAGES, "staticfiles": {"BACKEND": "samanvay.web.fonts.storage.CollectedStorage"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=chosen):
        call_command("collectstatic", interactive=False, verbosity=0)
    names = {path.name for path in tmp_path.rglob("*")}
    assert any(name.startswith("Mukta-Regular.") for name in names)
    assert not any(name.startswith("Mukta-Light") for name in names)
    hashed = list(tmp_path.glob("web/fonts.*.css"))
    assert "../fonts/Mukta-Regular." in hashed[0].read_text()


def asked(actor: Actor | None, **headers: str) -> Any:
    request = RequestFactory().get("/cases/?form=labour", headers=headers)
    request.actor = actor  # type: ignore[attr-defined]
    return request


@officer_page
def open_page(request: Any) -> HttpResponse:
    return HttpResponse("in")


@officer_page(permission=Permission.AUDIT_READ)
def auditors_page(request: Any) -> HttpResponse:
    return HttpResponse("in")


def test_officer_page_sends_a_stranger_to_sign_in_and_back() -> None:
    answer = open_page(asked(None))
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/cases/%3Fform%3Dlabour")


def test_officer_page_sends_the_whole_window_of_a_fragment() -> None:
    answer = open_page(asked(None, hx_request="true"))
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == reverse("account_login")


def test_officer_page_asks_the_permission_of_the_signed_in_only() -> None:
    assert auditors_page(asked(None)).status_code == 302
    assert auditors_page(asked(officer("auditor"))).content == b"in"
    with pytest.raises(Refused):
        auditors_page(asked(officer("station_officer")))


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_language_switch_never_leads_elsewhere(back: str) -> None:
    request = RequestFactory().post("/language/", {"language": "hi", "next": back})
    answer = switch(request)
    assert answer["Location"] == "/"
    assert answer.cookies["django_language"].value == "hi"


def test_language_switch_refuses_a_language_we_do_not_speak() -> None:
    with pytest.raises(Invalid):
        switch(RequestFactory().post("/language/", {"language": "fr", "next": "/"}))


def test_fact_without_a_value_is_left_out() -> None:
    page = shown("{% facts given %}", given=[("Number", 7), ("Until", None), ("Rank", "")])
    assert page.count("<dt>") == 2
    assert "Until" not in page
