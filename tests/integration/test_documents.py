"""Documents: known by content, sealed on disk, given out in scope, gone with their person."""

import hashlib
import io
import zipfile

import pytest
from case_world import a_case, officer, world

from samanvay.access.boxes.actions.erasure import Reason, erase_person, replay_erasures
from samanvay.access.boxes.groups import Purpose, TeamRole
from samanvay.access.boxes.keys import Forgotten
from samanvay.access.boxes.sealing import NONCE, Tampered
from samanvay.access.models import DataKey, Erasure
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.audit.vocabulary import register
from samanvay.cases.actions import name_team_member, share_case
from samanvay.cases.people.actions.people import add_person
from samanvay.documents import storage
from samanvay.documents.actions import add_document, entry_digest, read_document
from samanvay.documents.kinds import KINDS
from samanvay.documents.media import LARGEST, media_of
from samanvay.documents.models import CustodyEntry, Document
from samanvay.documents.queries import custody_of, documents_of
from samanvay.documents.tasks import remove_files_of
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Unseen

RESTORED = register("test:files_restored", "Restored", "पुनर्स्थापित")
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 700


@pytest.fixture
def people(db: None, tmp_path, settings, monkeypatch):
    settings.SAMANVAY_HOME = tmp_path
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    # What is taken out of a copy is the matter of other tests; here every byte that was sealed has to come back.
    monkeypatch.setattr("samanvay.documents.actions.opening.copied", lambda media_type, content, **how: content)
    return world()


def put(by, case, *, subject=None, kind="medical", name="Sunaina Majhi.pdf", chunks=(PDF,), **more) -> Document:
    return add_document(
        by=by.actor, record_id=case.id, subject_id=subject, kind=kind, name=name, chunks=chunks,
        readers=case.readers, home_unit=case.home_unit, home_state=case.home_state, **more,
    )  # fmt: skip


def take(by, document: Document) -> bytes:
    return b"".join(read_document(by=by.actor, document_id=document.id, purpose=Purpose.COURT).chunks)


def test_a_file_comes_out_as_it_went_in_and_lies_sealed_between(people) -> None:
    case = a_case(people.sho)
    document = put(people.sho, case, kind="order", chunks=[PDF[:10], PDF[10:70_000], PDF[70_000:]])
    assert (document.size, document.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert take(people.sho, document) == PDF
    assert take(people.desk, document) == PDF
    path = storage.path_of(document.id)
    raw = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"%PDF" not in raw
    assert bytes(range(64)) not in raw
    assert "Sunaina" not in str(path)
    with reading(SYSTEM):
        assert b"Sunaina" not in bytes(Document.objects.get().name)
        assert not any("Sunaina" in event.body for event in Event.objects.all())


@pytest.mark.parametrize("size", [1, storage.PIECE - 1, storage.PIECE, storage.PIECE + 1, 3 * storage.PIECE])
def test_every_size_comes_back_whole(people, size: int) -> None:
    content = (b"%PDF-" + b"x" * size)[: max(size, 5)]
    assert take(people.sho, put(people.sho, a_case(people.sho), kind="order", chunks=[content])) == content


def _pieces(raw: bytes) -> list[bytes]:
    body = raw[len(storage.MARK) :]
    return [body[at : at + storage.SEALED_PIECE] for at in range(0, len(body), storage.SEALED_PIECE)]


@pytest.mark.parametrize(
    "attack",
    [
        lambda pieces: pieces[:-1],
        lambda pieces: [pieces[1], pieces[0], *pieces[2:]],
        lambda pieces: [*pieces, pieces[-1]],
        lambda pieces: [pieces[0][:-1] + bytes([pieces[0][-1] ^ 1]), *pieces[1:]],
        lambda pieces: [pieces[0][: 1 + NONCE], *pieces[1:]],
        lambda pieces: [],
    ],
    ids=["cut", "swapped", "doubled", "flipped", "short", "empty"],
)
def test_a_file_that_was_changed_on_disk_is_not_given_out(people, attack) -> None:
    document = put(people.sho, a_case(people.sho), kind="order")
    path = storage.path_of(document.id)
    path.write_bytes(storage.MARK + b"".join(attack(_pieces(path.read_bytes()))))
    with pytest.raises(Tampered):
        take(people.sho, document)


def test_a_file_put_in_the_place_of_another_or_gone_is_not_given_out(people) -> None:
    case = a_case(people.sho)
    one, two = put(people.sho, case, kind="order"), put(people.sho, case, kind="order", chunks=[PDF + b"2"])
    storage.path_of(two.id).write_bytes(storage.path_of(one.id).read_bytes())
    with pytest.raises(Tampered):
        take(people.sho, two)
    storage.path_of(one.id).unlink()
    with pytest.raises(Tampered):
        take(people.sho, one)


def _docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4", "application/pdf"),
        (b"\xff\xd8\xff\xe0JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (_docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("बयान दर्ज किया गया।".encode(), "text/plain"),
        (b"MZ\x90\x00\x03", None),
        (b"\x7fELF\x02", None),
        (b"<html><script>alert(1)</script>", None),
        (b"  <svg onload=alert(1)>", None),
        (b"PK\x03\x04 only a zip", None),
        (b"", None),
        (b"\x00\x01\x02", None),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, kind: str | None) -> None:
    media = media_of(content)
    assert (media.type if media else None) == kind


@pytest.mark.parametrize(
    "chunks",
    [[], [b""], [b"MZ\x90\x00 program"], [b"<html>"], [b"%PDF-" + b"x" * LARGEST], [b"card 4991 1866 5246"]],
    ids=["nothing", "empty", "program", "page", "large", "aadhaar"],
)
def test_what_is_not_taken_leaves_neither_row_nor_file_nor_key(people, chunks) -> None:
    case = a_case(people.sho)
    with pytest.raises(Invalid) as refusal:
        put(people.sho, case, kind="order", name="harmless.pdf", chunks=chunks)
    assert refusal.value.field == "file"
    with reading(SYSTEM):
        assert not Document.objects.exists()
    assert not DataKey.objects.exists()
    assert not [path for path in (storage.path_of(uuid7()).parents[1]).rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\FIR 12.exe", "FIR 12.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("...", "document.pdf"),
        ("प्राथमिकी.pdf", "प्राथमिकी.pdf"),
    ],
)
def test_names_lose_their_way_and_get_the_ending_of_their_content(people, given: str, kept: str) -> None:
    document = put(people.sho, a_case(people.sho), kind="order", name=given)
    assert read_document(by=people.sho.actor, document_id=document.id, purpose=Purpose.CARE).name == kept


def test_documents_about_a_person_are_for_the_team_whose_part_they_are(people) -> None:
    case = a_case(people.sho)
    girl = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14)
    document = put(people.sho, case, subject=girl.id, kind="medical")
    with pytest.raises(Refused):
        put(people.desk, case, subject=girl.id)
    with pytest.raises(Refused):
        take(people.desk, document)
    with pytest.raises(Unseen):
        take(people.far, document)
    name_team_member(by=people.sho.actor, case_id=case.id, user=people.desk.user, role=TeamRole.LEGAL)
    with pytest.raises(Refused):
        take(people.desk, document)
    name_team_member(by=people.sho.actor, case_id=case.id, user=people.desk.user, role=TeamRole.INVESTIGATOR)
    assert take(people.desk, document) == PDF
    with pytest.raises(Invalid):
        read_document(by=people.sho.actor, document_id=document.id, purpose="curiosity")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_only_kinds_of_the_case_are_taken_without_a_person(people, kind: str) -> None:
    case = a_case(people.sho)
    if kind in {"order", "seizure", "scene", "other"}:
        assert take(people.desk, put(people.sho, case, kind=kind)) == PDF
        return
    with pytest.raises(Invalid) as refusal:
        put(people.sho, case, kind=kind)
    assert refusal.value.field == "person"


def test_a_document_of_before_that_names_a_person_is_for_the_team(people) -> None:
    case = a_case(people.sho)
    document = put(people.sho, case, kind="order")
    with operation(RESTORED, by=SYSTEM):
        Document.objects.filter(pk=document.pk).update(kind="fir")
    with pytest.raises(Refused):
        take(people.desk, document)
    assert take(people.sho, document) == PDF


def test_documents_follow_a_shared_case(people) -> None:
    case = a_case(people.sho)
    document = put(people.sho, case, kind="order")
    share_case(by=people.sho.actor, case_id=case.id, units=[people.ahtu.audience], reason="they go there")
    assert take(people.far, document) == PDF


def test_custody_says_who_had_it_in_a_chain(people) -> None:
    case = a_case(people.sho)
    document = put(people.sho, case, kind="order")
    take(people.desk, document)
    take(people.chief, document)
    with reading(people.sho.actor):
        chain = custody_of(people.sho.actor, document)
    assert [(e.no, e.what, e.by) for e in chain] == [
        (1, "added", people.sho.user.id), (2, "copied", people.desk.user.id), (3, "copied", people.chief.user.id),
    ]  # fmt: skip
    before = document.sha256
    for entry in chain:
        before = entry_digest(before, entry.no, entry.what, entry.by, entry.at, entry.purpose, entry.sha256)
        assert entry.digest == before
        assert entry.sha256 == document.sha256


def test_the_same_submission_keeps_one_file(people) -> None:
    case, sent = a_case(people.sho), uuid7()
    assert len({put(people.sho, case, kind="order", submission_id=sent).id for _ in range(2)}) == 1
    with reading(people.sho.actor):
        assert len(documents_of(people.sho.actor, case.id)) == 1


def _tell_of(subject) -> None:
    with reading(SYSTEM):
        event = Event.objects.filter(kind="person:erased", subject_id=str(subject)).latest("seq")
    with acting_as(SYSTEM):
        remove_files_of(event)


def test_erasure_reaches_the_file_and_a_restored_one_is_forgotten_again(
    people, django_capture_on_commit_callbacks
) -> None:
    case = a_case(people.sho)
    girl = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14)
    document, kept = put(people.sho, case, subject=girl.id), put(people.sho, case, kind="order")
    path = storage.path_of(document.id)
    copy = path.read_bytes()
    with reading(SYSTEM):
        row = Document.objects.filter(pk=document.pk).values("name", "erased_at", "version").get()
    keys = list(DataKey.objects.filter(subject_id=girl.id).values())
    dpo = officer("dpo", "data_protection_officer", people.partner)
    erase_person(by=dpo.actor, subject_id=girl.id, reason=Reason.ORDER)
    with pytest.raises(Forgotten):
        take(people.sho, document)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            _tell_of(girl.id)
    assert not path.exists()
    assert take(people.sho, kept) == PDF
    with reading(SYSTEM):
        assert [e.what for e in CustodyEntry.objects.filter(document=document).order_by("no")] == ["added", "erased"]

    # A backup from before comes back, with its files and without the ledger, which never left.
    path.write_bytes(copy)
    with operation(RESTORED, by=SYSTEM):
        Erasure.objects.all().delete()
        DataKey.objects.bulk_create(DataKey(**each) for each in keys)
        Document.objects.filter(pk=document.pk).update(**row)
    assert take(people.sho, document) == PDF
    assert replay_erasures() == 1
    with pytest.raises(Forgotten):
        take(people.sho, document)
    with django_capture_on_commit_callbacks(execute=True):
        _tell_of(girl.id)
    assert not path.exists()
