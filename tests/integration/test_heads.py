"""Verification without heads: a log that was cut or emptied does not hold because the heads went with it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner
from test_sealing import as_owner, note

from arranging import arranging, begun_heads
from samanvay.audit import heads
from samanvay.audit.actions import mailing, sealing
from samanvay.audit.actions.mailing import mail_head
from samanvay.audit.models import Event, Seal
from samanvay.audit.verifying import look_at_heads, verify_log
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.web.kit.papers import Paper


@pytest.fixture(autouse=True)
def copy(tmp_path: Path, settings: Any) -> Path:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    settings.HEADS_COPY = str(tmp_path / "elsewhere" / "heads.log")
    return tmp_path / "elsewhere" / "heads.log"


@pytest.fixture
def log(fresh_db: str, settled: Callable[[], None]) -> None:
    """Give a log of three seals whose heads are noted in both places."""
    begun_heads()
    for _ in range(3):
        note(3)
        settled()
        sealing.seal_log()
    assert verify_log().holds, verify_log().findings


def whats() -> set[str]:
    return {each.what for each in verify_log().findings}


def cut() -> None:
    """Take the last batch away, events and seal."""
    for trigger in ("audit_seal_guard", "audit_seal_insert_only"):
        as_owner(f"alter table audit_seal disable trigger {trigger}")
    as_owner("delete from audit_event where seq > (select max(seq) - 3 from audit_event)")
    as_owner("delete from audit_seal where number = (select max(number) from audit_seal)")


def empty() -> None:
    """Take everything away, and begin to count anew."""
    for trigger in ("audit_seal_guard", "audit_seal_insert_only"):
        as_owner(f"alter table audit_seal disable trigger {trigger}")
    for trigger in ("audit_era_guard", "audit_era_insert_only"):
        as_owner(f"alter table audit_era disable trigger {trigger}")
    as_owner("delete from audit_event")
    as_owner("delete from audit_seal")
    as_owner("delete from audit_era")
    as_owner("alter sequence audit_event_seq_seq restart")
    as_owner("alter sequence audit_seal_number_seq restart")


def lose(settings: Any, copy: Path) -> None:
    """Take the heads beside the keys away, where there is no other place."""
    heads.heads_file().unlink()
    settings.HEADS_COPY = ""


def test_a_new_log_without_any_event_holds(fresh_db: str) -> None:
    begun_heads()
    assert verify_log().holds
    note(2)
    assert verify_log().holds
    assert look_at_heads() == []


def test_a_log_whose_heads_are_deleted_does_not_hold(log: None, settings: Any, copy: Path) -> None:
    lose(settings, copy)
    assert whats() == {"heads gone", "heads shorter"}
    assert {each.what for each in look_at_heads()} == {"heads gone", "heads shorter"}


def test_a_log_that_was_cut_with_its_heads_does_not_hold(log: None, settings: Any, copy: Path) -> None:
    cut()
    lose(settings, copy)
    assert whats() == {"heads gone", "heads shorter"}


def test_a_log_that_was_emptied_with_its_heads_does_not_hold(log: None, settings: Any, copy: Path) -> None:
    empty()
    lose(settings, copy)
    assert whats() == {"heads gone"}


def test_a_log_that_was_emptied_with_its_heads_and_goes_on_does_not_hold(
    log: None, settings: Any, copy: Path, settled: Callable[[], None]
) -> None:
    empty()
    lose(settings, copy)
    note(3)
    settled()
    sealing.seal_log()
    assert whats() == {"heads gone"}


def test_heads_deleted_once_stay_missed_when_sealing_goes_on(
    log: None, settings: Any, copy: Path, settled: Callable[[], None]
) -> None:
    lose(settings, copy)
    note(3)
    settled()
    sealing.seal_log()
    assert whats() == {"heads gone", "heads shorter"}


def test_heads_that_were_shortened_do_not_hold(log: None, settings: Any, copy: Path) -> None:
    settings.HEADS_COPY = ""
    path = heads.heads_file()
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-2]))
    assert whats() == {"heads shorter"}


def test_a_log_that_was_cut_is_shorter_than_its_heads(log: None) -> None:
    cut()
    assert whats() == {"missing seal"}
    assert {each.what for each in look_at_heads()} == {"missing seal"}


def test_heads_of_another_log_do_not_hold(log: None, settings: Any) -> None:
    settings.HEADS_COPY = ""
    path = heads.heads_file()
    path.write_text(path.read_text().replace("born ", "born 0"))
    assert whats() == {"heads gone"}


def test_damaged_heads_do_not_hold(log: None, settings: Any) -> None:
    settings.HEADS_COPY = ""
    with heads.heads_file().open("a") as stream:
        stream.write("what is this\n")
    assert whats() == {"heads damaged"}


def test_cut_with_the_heads_is_seen_by_the_copy(log: None, copy: Path) -> None:
    cut()
    path = heads.heads_file()
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-2]))
    assert whats() == {"copy longer"}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda text: text.replace("3 ", "3 0", 1), "copy differs"),
        (lambda text: text[:-70], "copy shorter"),
        (lambda text: "", "copy gone"),
    ],
)
def test_a_copy_that_differs_does_not_hold(log: None, copy: Path, change: Callable[[str], str], what: str) -> None:
    copy.write_text(change(copy.read_text()))
    assert whats() == {what}


def test_a_copy_that_was_away_is_brought_up_and_one_that_differs_is_left(
    log: None, copy: Path, settled: Callable[[], None]
) -> None:
    whole = copy.read_text()
    copy.unlink()
    copy.parent.rmdir()
    copy.parent.write_text("in the way")
    note()
    settled()
    sealing.seal_log()
    assert whats() == {"copy gone"}
    copy.parent.unlink()
    copy.parent.mkdir()
    copy.write_text(whole)
    note()
    settled()
    sealing.seal_log()
    assert copy.read_text() == heads.heads_file().read_text()
    assert copy.read_text().startswith(whole)
    assert verify_log().holds
    copy.write_text("born of another\n")
    note()
    settled()
    sealing.seal_log()
    assert copy.read_text() == "born of another\n"
    assert whats() == {"copy differs"}


def test_a_copy_that_was_removed_is_not_made_anew_from_heads_that_may_be_cut(
    log: None, copy: Path, settled: Callable[[], None]
) -> None:
    copy.unlink()
    note()
    settled()
    sealing.seal_log()
    assert whats() == {"copy gone"}
    with arranging():
        heads.note_what_is_missing()
    assert copy.read_text() == heads.heads_file().read_text()
    settled()
    assert verify_log().holds


def test_a_line_of_a_restore_that_never_was_does_not_hold(log: None, settings: Any, copy: Path) -> None:
    for path in (heads.heads_file(), copy):
        with path.open("a") as stream:
            stream.write("restored 1\n")
    assert "heads went back" in whats()


def test_a_sealer_stopped_between_its_commit_and_its_note_is_no_attack(
    log: None, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*lines: str) -> None:
        if not lines[0].startswith(heads.SEALING):
            raise KeyboardInterrupt
        kept(*lines)

    kept = heads.note
    note(2)
    settled()
    with monkeypatch.context() as patched:
        patched.setattr(heads, "note", stopped)
        with pytest.raises(KeyboardInterrupt):
            sealing.seal_log()
    assert verify_log().holds
    note(2)
    settled()
    sealing.seal_log()
    assert verify_log().holds
    assert verify_log().seals == 5


def test_the_command_fails_in_plain_words_and_notes_anew_on_record(log: None, settings: Any, copy: Path) -> None:
    from samanvay.cli import main

    lose(settings, copy)
    told = CliRunner().invoke(main, ["verify-audit"])
    assert told.exit_code == 1
    assert "The log is NOT intact." in told.output
    assert "audit-heads.log in the key folder is missing" in told.output
    assert json.loads(CliRunner().invoke(main, ["verify-audit", "--json"]).stdout)["holds"] is False
    again = CliRunner().invoke(main, ["verify-audit", "--note-heads", "the disk of the keys was lost"])
    assert again.exit_code == 0, again.output
    with reading(SYSTEM):
        event = Event.objects.get(kind="audit:heads_noted")
        assert event.detail == {"because": "the disk of the keys was lost", "heads": Seal.objects.count()}


def test_the_latest_head_is_mailed_once_a_day(log: None, settings: Any, mailoutbox: list[Any]) -> None:
    settings.HEADS_COPY = "mailto:auditor@example.gov.in, mailto:registrar@example.gov.in"
    with reading(SYSTEM):
        head = bytes(Seal.objects.order_by("-number")[0].head).hex()
    with clock.frozen(datetime(2026, 11, 24, 9, tzinfo=UTC)):
        assert mail_head() == 2
    [mail] = mailoutbox
    assert mail.to == ["auditor@example.gov.in", "registrar@example.gov.in"]
    assert f"--head {head}" in mail.body
    assert verify_log().holds
    with reading(SYSTEM):
        assert Event.objects.filter(kind="audit:head_mailed").count() == 1
    assert mail_head() == 0
    with clock.frozen(datetime(2100, 1, 1, tzinfo=UTC)):
        assert mail_head() == 2


def test_a_mail_that_is_refused_is_tried_again(log: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object) -> int:
        raise OSError("no route")

    settings.HEADS_COPY = "mailto:auditor@example.gov.in"
    monkeypatch.setattr(mailing, "send_mail", refused)
    assert mail_head() == 0
    with reading(SYSTEM):
        assert not Event.objects.filter(kind="audit:head_mailed").exists()


def test_paper_bears_the_latest_head(log: None) -> None:
    with reading(SYSTEM):
        seal = Seal.objects.order_by("-number")[0]
    paper = Paper("A", "b", [], [], [], "foot", "en")
    document = pypdfium2.PdfDocument(paper.pdf())
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert f"Seal {seal.number} of the log: {bytes(seal.head).hex()}" in " ".join(text.split())
