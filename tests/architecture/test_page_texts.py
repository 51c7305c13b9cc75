"""What each page is for: every text leads somewhere, its words stand in the glossary, and no page lacks one."""

import re
import subprocess
import sys

from samanvay.access.roles import BY_CODE
from samanvay.config.env import ROOT
from samanvay.web import urls
from samanvay.web.help.glossary import HERE, terms
from samanvay.web.kit import page_texts
from samanvay.web.kit.menu import _entries

SILENT = {"components", "language"}
"""What is no page of a person's work."""
FILES = {"duties_calendar", "import_faults", "picture_map", "roster_sheet", "training_bank_export", "training_results"}
PARTS = {
    *("conference_lines", "document_look", "document_picture", "document_play", "entry_matches", "import_progress"),
    *("readers_progress", "report_places", "roster_change_progress", "roster_plan_progress"),
}
"""What a page asks for while it stands: nobody looks at it alone."""


def shown() -> set[str]:
    """Return the pages of ours that somebody looks at: not what only takes a form, nor files."""
    found = set()
    for name, view in page_texts.views().items():
        about = getattr(view, "page", None)
        if about is not None and "GET" in about.methods and not name.endswith(("_csv", "_pdf", "_ics")):
            found.add(name)
    return found - FILES - PARTS


def test_every_text_is_of_a_page_of_its_room() -> None:
    assert urls.urlpatterns
    for text in page_texts.texts().pages.values():
        view = page_texts.views()[text.name]
        assert page_texts.room_of(view) == text.room, text.name


def test_every_text_is_whole_in_both_languages() -> None:
    texts = page_texts.texts()
    for text in (*texts.pages.values(), *texts.rooms.values()):
        for said in (text.title, text.purpose, *text.steps):
            assert all((said.en, said.hi)), text
            assert any("\u0900" <= letter <= "\u097f" for letter in said.hi), text
        assert text.purpose.en.count(".") <= 3, f"two sentences: {text.purpose.en}"


def test_every_entry_of_the_menu_has_a_text() -> None:
    assert not _entries.keys() - page_texts.texts().pages.keys()


def test_every_room_with_pages_speaks_for_them() -> None:
    rooms = {page_texts.room_of(page_texts.views()[name]) for name in shown()}
    assert not rooms - page_texts.texts().rooms.keys() - SILENT


def test_every_page_has_a_text() -> None:
    without = sorted(shown() - page_texts.texts().pages.keys())
    assert not without, f"write of these in their room's help.toml: {without}"


def test_every_kind_of_task_says_who_does_it() -> None:
    told = page_texts.texts().tasks
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "src" / "samanvay").rglob("*.py"))
    kinds = set(re.findall(r'register_kind\(\s*"([^"]+)"', sources))  # tests register more of their own
    assert not kinds - told.keys(), "say in a help.toml under [task_roles] who does these"
    assert not told.keys() - kinds
    assert all(roles <= BY_CODE.keys() for roles in told.values())


def test_every_term_of_a_text_is_explained() -> None:
    texts = page_texts.texts()
    used = {term for text in (*texts.pages.values(), *texts.rooms.values()) for term in text.terms}
    assert not used - terms().keys(), "explain them in web/help/terms.toml"


def test_glossary_is_that_of_the_words_of_the_house() -> None:
    code = "import glossary; print(glossary.derived(), end='')"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "scripts", check=True, capture_output=True, text=True)
    assert (HERE / "glossary.json").read_text(encoding="utf-8") == ran.stdout, "run scripts/glossary.py"
