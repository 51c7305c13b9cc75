"""Documents as pages: sent several at once, looked at for a purpose, taken out, their custody shown whole."""

import csv
import io
import re

import pytest
from case_world import a_case, officer, world
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from document_files import docx, pdf, photograph, put, sound
from PIL import Image

from samanvay.access.boxes.groups import TeamRole
from samanvay.audit.models import Event
from samanvay.cases.actions import name_team_member, share_case
from samanvay.cases.people.actions.people import add_person, void_person
from samanvay.documents import events, previews, storage, tasks
from samanvay.documents.actions import move_document, scan_document
from samanvay.documents.models import CustodyEntry, Document
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Unseen

WHY = "Produced before the Special Court on its order."


@pytest.fixture
def people(db: None, tmp_path, settings):
    settings.SAMANVAY_HOME = tmp_path
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    return world()


def client_of(one) -> Client:
    client = Client()
    client.force_login(one.user)
    return client


def text(answer) -> str:
    return answer.content.decode()


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def file(content: bytes, name: str = "Sunaina Majhi.pdf", kind: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def send(one, case, *files, kind: str = "scene", **more):
    data = {"submission_id": str(uuid7()), "kind": kind, "file": list(files), **more}
    return client_of(one).post(reverse("document_add", args=[case.id]), data)


def kept() -> list[Document]:
    with reading(SYSTEM):
        return list(Document.objects.order_by("added_at", "id"))


def the_page(document: Document) -> str:
    return reverse("document", args=[document.record_id, document.id])


def test_several_files_go_in_at_once_and_each_bad_one_is_named(people) -> None:
    case = a_case(people.sho)
    answer = send(
        people.sho, case,
        file(photograph(), "one.jpg"), file(b"MZ\x90\0 program", "two.jpg"), file(b"", "three.pdf"),
        file(pdf(), "four.pdf"), file(photograph(), "again.jpg"),
    )  # fmt: skip
    page = text(answer)
    assert answer.status_code == 200
    assert [document.media_type for document in kept()] == ["image/jpeg", "application/pdf"]
    for said in ("two.jpg", "This type of file is not accepted", "three.pdf", "is empty", "again.jpg", "already here"):
        assert said in page
    assert the_page(kept()[0]) in page
    assert "2 documents are sealed and saved." in page
    with reading(SYSTEM):
        assert not any("four.pdf" in event.body for event in Event.objects.all())


def test_one_bad_file_is_a_fault_of_the_form(people) -> None:
    answer = send(people.sho, a_case(people.sho), file(b"<svg onload=alert(1)>", "drawing.jpg"))
    assert answer.status_code == 400
    assert "whatever its name says" in text(answer)
    assert not kept()


def test_a_file_that_is_too_large_is_refused_in_words_and_never_lies_on_disk(people, tmp_path) -> None:
    answer = send(people.sho, a_case(people.sho), file(b"%PDF-" + bytes(30 * 1024 * 1024)), file(pdf(), "small.pdf"))
    assert "at most 20 MB per file" in text(answer)
    assert [document.media_type for document in kept()] == ["application/pdf"]
    (only,) = (tmp_path / "files").rglob("*.sealed")
    assert only == storage.path_of(kept()[0].id)


def test_files_of_one_sending_are_bounded_together(people) -> None:
    large = [file(b"%PDF-" + bytes([n]) * (19 * 1024 * 1024), f"{n}.pdf") for n in range(4)]
    answer = send(people.sho, a_case(people.sho), *large)
    assert len(kept()) == 3
    assert "in total" in text(answer)


def test_a_sending_that_comes_twice_is_kept_once(people) -> None:
    case = a_case(people.sho)
    again = {"submission_id": str(uuid7())}
    for _ in range(2):
        assert send(people.sho, case, file(pdf()), file(photograph(), "a.jpg"), **again).status_code == 302
    assert len(kept()) == 2


def test_a_camera_of_a_telephone_and_a_choice_of_none(people) -> None:
    case, client = a_case(people.sho), client_of(people.sho)
    address = reverse("document_add", args=[case.id])
    page = text(client.get(address))
    assert re.search(r'<input type="file" name="photo"[^>]*capture="environment"', page)
    assert re.search(r'<input type="file" name="file"[^>]*multiple', page)
    none = client.post(address, {"submission_id": str(uuid7()), "kind": "scene"})
    assert none.status_code == 400
    assert "Choose a file." in text(none)
    data = {"submission_id": str(uuid7()), "kind": "scene", "photo": file(photograph(), "image.jpg", "image/jpeg")}
    assert client.post(address, data).status_code == 302
    assert len(kept()) == 1


def test_a_picture_is_looked_at_for_a_purpose_by_the_one_who_opened_it(people) -> None:
    case = a_case(people.sho)
    document = put(people.sho, case, kind="scene", name="Sunaina Majhi.jpg", chunks=[photograph()])
    client, page = client_of(people.desk), the_page(document)
    asked = text(client.get(page))
    assert "Sunaina" not in asked
    assert "ticket=" not in asked
    assert client.post(page, {}).status_code == 400
    waiting = text(client.post(page, {"purpose": "care"}))
    assert "being prepared" in waiting
    (address,) = re.findall(r'hx-get="([^"]*/documents/[^"]+)"', waiting)
    assert "being prepared" in text(client.get(address))
    assert client_of(people.chief).get(address).status_code == 403
    previews.draw(document.id)
    assert "<img" in text(client.get(address))
    opened = text(client.post(page, {"purpose": "court"}))
    assert "Sunaina Majhi.jpg" in opened
    (source,) = re.findall(r'<img src="([^"]+)"', opened)
    picture = client.get(source)
    assert picture.headers["Content-Type"] == "image/webp"
    assert picture.headers["Content-Disposition"] == 'inline; filename="preview.webp"'
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    policy = set(picture.headers["Content-Security-Policy"].split("; "))
    assert policy >= {"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "sandbox"}
    assert "no-store" in picture.headers["Cache-Control"]
    assert Image.open(io.BytesIO(body(picture))).size == (480, 640)
    # The ticket is this officer's and this document's.
    assert client_of(people.chief).get(source).status_code == 403
    assert client_of(people.far).get(source).status_code == 404
    assert client.get(source.split("?")[0]).status_code == 403
    other = put(people.sho, case, kind="scene", chunks=[photograph(turned=False)])
    assert client.get(source.replace(str(document.id), str(other.id))).status_code == 403
    with reading(SYSTEM):
        assert list(CustodyEntry.objects.filter(document=document).values_list("what", flat=True)) == [
            "added",
            "viewed",
            "viewed",
        ]


def test_a_recording_plays_in_parts(people) -> None:
    case, content = a_case(people.sho), sound(20)
    place = b"LIST" + (28).to_bytes(4, "little") + b"INFOIART" + (16).to_bytes(4, "little") + b"Inspector Hidden"
    told = content[:4] + (len(content) - 8 + len(place)).to_bytes(4, "little") + content[8:] + place
    document = put(people.sho, case, kind="other", name="call.wav", chunks=[told])
    client = client_of(people.sho)
    assert "being prepared" in text(client.post(the_page(document), {"purpose": "court"}))
    previews.draw(document.id)
    (source,) = re.findall(r'<audio[^>]* src="([^"]+)"', text(client.post(the_page(document), {"purpose": "court"})))
    whole = client.get(source)
    assert (whole.status_code, whole.headers["Accept-Ranges"], body(whole)) == (200, "bytes", content)
    for asked, start, stop in (
        ("bytes=0-0", 0, 1),
        ("bytes=65530-65545", 65530, 65546),
        ("bytes=-7", len(content) - 7, None),
    ):
        part = client.get(source, headers={"range": asked})
        assert part.status_code == 206
        assert body(part) == content[start:stop]
        last = (stop or len(content)) - 1
        assert part.headers["Content-Range"] == f"bytes {start}-{last}/{len(content)}"
    beyond = client.get(source, headers={"range": f"bytes={len(content)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(content)}")
    with reading(SYSTEM):
        assert CustodyEntry.objects.filter(document=document).count() == 3


def test_a_pdf_shows_its_first_page_and_an_office_file_its_first_lines(people) -> None:
    case, client = a_case(people.sho), client_of(people.sho)

    def shown(document: Document) -> str:
        worked_off(document)
        return text(client.post(the_page(document), {"purpose": "court"}))

    first = shown(put(people.sho, case, kind="order", chunks=[pdf()]))
    assert "This is the first page." in first
    assert "hidden sheets and links to other files are removed" not in first
    memo = shown(put(people.sho, case, kind="seizure", name="memo.docx", chunks=[docx("Two <b>tickets</b> to Delhi")]))
    assert "Two tickets" not in memo
    assert "first lines" in memo
    assert "hidden sheets and links to other files are removed" in memo
    assert "damaged or unusual" in shown(put(people.sho, case, kind="order", chunks=[b"%PDF-1.7 nothing"]))


def test_what_cannot_be_cleaned_is_said_before_it_leaves(people) -> None:
    case, client = a_case(people.sho), client_of(people.sho)
    old_word = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(2) + b"Author"
    for content, is_known_before in ((old_word, True), (b"%PDF-1.7 nothing", False)):
        document = put(people.sho, case, kind="order", chunks=[content])
        assert ("Hidden data in this file cannot be removed" in text(client.get(the_page(document)))) is is_known_before
        address = reverse("document_copy", args=[document.id])
        held = client.post(address, {"purpose": "court"})
        assert (held.status_code, "Hidden data in this file cannot be removed" in text(held)) == (422, True)
        with reading(SYSTEM):
            assert [entry.what for entry in CustodyEntry.objects.filter(document=document)] == ["added"]
        assert body(client.post(address, {"purpose": "court", "as_it_came": "1"})) == content
    with reading(SYSTEM):
        assert Event.objects.filter(kind="document:copied").latest("seq").detail["as_it_came"] is True
    clean = put(people.sho, case, kind="order", chunks=[pdf()])
    taken = body(client.post(reverse("document_copy", args=[clean.id]), {"purpose": "court", "as_it_came": "1"}))
    assert taken[:5] == b"%PDF-"
    assert taken != pdf(), "what can be cleaned is"


def worked_off(document: Document) -> None:
    """Deliver the event of a new document and do what is queued for it, as the worker does."""
    from django_tasks_db.models import DBTaskResult

    with reading(SYSTEM):
        event = Event.objects.filter(kind="document:added").latest("seq")
    assert event.detail["document"] == str(document.id)
    tasks.SUBSCRIBES[events.DOCUMENT_ADDED](event)
    queued = DBTaskResult.objects.get(args_kwargs__args=[str(document.id)])
    assert queued.queue_name == "drawing"
    tasks.draw.call(*queued.args_kwargs["args"])


def test_a_copy_goes_out_clean_and_the_original_to_few_with_a_reason(people) -> None:
    case, content = a_case(people.sho), photograph()
    document = put(people.sho, case, kind="scene", name="बस अड्डा.jpg", chunks=[content])
    copy = client_of(people.desk).post(reverse("document_copy", args=[document.id]), {"purpose": "court"})
    taken = body(copy)
    assert b"MakerOfPhones" in content
    assert b"MakerOfPhones" not in taken
    assert copy.headers["Content-Length"] == str(len(taken))
    assert copy.headers["Content-Disposition"] == (
        "attachment; filename=\"document.jpg\"; filename*=UTF-8''"
        "%E0%A4%AC%E0%A4%B8%20%E0%A4%85%E0%A4%A1%E0%A5%8D%E0%A4%A1%E0%A4%BE.jpg"
    )
    assert "no-store" in copy.headers["Cache-Control"]
    address = reverse("document_original", args=[document.id])
    assert client_of(people.desk).get(address).status_code == 403
    client = client_of(people.sho)
    assert client.get(address).status_code == 200
    assert client.post(address, {"purpose": "court", "reason": "court"}).status_code == 400
    original = client.post(address, {"purpose": "court", "reason": WHY})
    assert body(original) == content
    policy = set(original.headers["Content-Security-Policy"].split("; "))
    assert policy >= {"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "sandbox"}


def test_a_document_of_a_sealed_person_is_for_the_team_and_its_custody_for_every_reader(people) -> None:
    case = a_case(people.sho)
    girl = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14)
    assert send(people.sho, case, file(pdf()), kind="medical", person=str(girl.id)).status_code == 302
    (document,) = kept()
    client = client_of(people.desk)
    case_page = text(client_of(people.sho).get(reverse("case", args=[case.id])))
    assert "Sunaina" not in case_page
    assert "not scanned" in case_page
    assert client.get(the_page(document)).status_code == 403
    for name in ("document_page", "document_original"):
        assert client.get(reverse(name, args=[document.id])).status_code == 403
    assert client.post(reverse("document_copy", args=[document.id]), {"purpose": "court"}).status_code == 403
    custody = reverse("document_custody", args=[document.id])
    assert "The chain is complete" in text(client.get(custody))
    assert client_of(people.far).get(custody).status_code == 404


def test_custody_is_shown_whole_to_a_unit_that_came_later_and_as_csv(people) -> None:
    case = a_case(people.sho)
    document = put(people.sho, case, kind="order", chunks=[pdf()])
    client_of(people.sho).post(
        reverse("document_original", args=[document.id]), {"purpose": "court", "reason": WHY}
    )  # fmt: skip
    share_case(by=people.sho.actor, case_id=case.id, units=[people.ahtu.audience], reason="they go there")
    far = client_of(people.far)
    page = text(far.get(reverse("document_custody", args=[document.id])))
    for said in ("Received", "Original taken", "Shared with other units", "The chain is complete", "section 63(4)"):
        assert said in page
    answer = far.get(reverse("document_custody_csv", args=[document.id]))
    rows = list(csv.reader(io.StringIO(text(answer).lstrip("\ufeff"))))
    assert [row[2] for row in rows[1:]] == ["Received", "Original taken", "Shared with other units"]
    assert rows[1][5] == rows[2][5] == document.sha256
    assert "Special Court" in rows[2][4]
    assert [row[3] for row in rows[1:]] == ["Sho"] * 3


def test_a_chain_that_lost_an_entry_says_so(people) -> None:
    from samanvay.documents.custody import is_whole
    from samanvay.documents.queries import custody_of

    document = put(people.sho, a_case(people.sho), kind="order", chunks=[pdf()])
    client = client_of(people.sho)
    for _ in range(2):
        client.post(the_page(document), {"purpose": "court"})
    with reading(people.sho.actor):
        chain = custody_of(people.sho.actor, document)
    assert is_whole(document, chain)
    assert not is_whole(document, [chain[0], chain[2]])
    assert not is_whole(document, [])
    chain[1].by = people.desk.user.id
    assert not is_whole(document, chain)


def test_a_void_document_is_given_to_nobody_and_its_record_stays(people) -> None:
    case = a_case(people.sho)
    document = put(people.sho, case, kind="scene", chunks=[photograph()])
    client, address = client_of(people.sho), reverse("document_void", args=[document.id])
    assert client_of(people.desk).get(address).status_code == 403
    assert client.post(address, {"reason": "wrong"}).status_code == 400
    assert client.post(address, {"reason": "It is of another case."}).status_code == 302
    assert "It is of another case." in text(client.get(the_page(document)))
    assert client.post(the_page(document), {"purpose": "court"}).status_code == 403
    assert client.post(reverse("document_copy", args=[document.id]), {"purpose": "court"}).status_code == 403
    assert storage.path_of(document.id).exists()
    page = text(client.get(reverse("case", args=[case.id])))
    assert "1 cancelled" in page
    assert "Cancelled" in text(client.get(reverse("document_custody", args=[document.id])))
    # What was voided may come again.
    assert send(people.sho, case, file(photograph(), "again.jpg")).status_code == 302


def test_a_file_takes_the_place_of_another(people) -> None:
    case = a_case(people.sho)
    old = put(people.sho, case, kind="order", chunks=[pdf(pages=1)])
    address = reverse("document_add", args=[case.id]) + f"?replaces={old.id}"
    assert "The earlier document is cancelled" in text(client_of(people.sho).get(address))
    assert client_of(people.desk).get(address).status_code == 403
    assert send(people.sho, case, file(pdf()), kind="order", replaces=str(old.id)).status_code == 302
    before, after = kept()
    assert (before.is_void, after.replaces) == (True, old.id)
    with reading(SYSTEM):
        told = Event.objects.get(kind="document:replaced")
        hands = [entry.what for entry in CustodyEntry.objects.filter(document=old).order_by("no")]
    assert (told.subject_id, told.detail["document"], told.detail["replaced_by"]) == (
        str(case.id), str(old.id), str(after.id),
    )  # fmt: skip
    assert hands[-1] == "replaced"
    assert the_page(old) in text(client_of(people.sho).get(the_page(after)))
    elsewhere = a_case(people.sho)
    assert send(people.sho, elsewhere, file(pdf(pages=3)), kind="order", replaces=str(after.id)).status_code == 404
    assert len(kept()) == 2


def test_a_document_goes_to_the_person_it_is_about_and_is_forgotten_with_them(people) -> None:
    from samanvay.access.boxes.actions.erasure import Reason, erase_person

    case = a_case(people.sho)
    one, two = (add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14) for _ in range(2))
    document = put(people.sho, case, subject=one.id, chunks=[pdf()])
    client, address = client_of(people.sho), reverse("document_move", args=[document.id])
    assert client_of(people.desk).get(address).status_code == 403
    assert client.post(address, {"person": str(uuid7())}).status_code == 400
    assert client.post(address, {"person": str(two.id)}).status_code == 302
    assert kept()[0].subject_id == two.id
    # A made-up form, or a machine, names somebody of another case, somebody struck out, and nobody at all.
    other, gone = (
        a_case(people.sho),
        add_person(by=people.sho.actor, case_id=case.id, role="witness", sex="male", age=40),
    )
    stranger = add_person(by=people.sho.actor, case_id=other.id, role="victim", sex="female", age=14)
    void_person(by=people.sho.actor, person_id=gone.id, reason="entered twice by mistake")
    for subject in (stranger.id, gone.id, uuid7()):
        with pytest.raises(Unseen):
            move_document(by=people.sho.actor, document_id=document.id, subject_id=subject)
        with pytest.raises(Unseen):
            put(people.sho, case, subject=subject, chunks=[pdf(pages=5)])
    assert kept()[0].subject_id == two.id
    copy = reverse("document_copy", args=[document.id])
    assert body(client.post(copy, {"purpose": "court"}))[:5] == b"%PDF-"
    dpo = officer("dpo", "data_protection_officer", people.partner)
    erase_person(by=dpo.actor, subject_id=two.id, reason=Reason.ORDER)
    assert client.post(copy, {"purpose": "court"}).status_code == 410


def test_a_doctor_sees_medical_files_and_no_statement(people) -> None:
    case = a_case(people.sho)
    girl = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14)
    medical = put(people.sho, case, subject=girl.id, kind="medical", chunks=[pdf()])
    said = put(people.sho, case, subject=girl.id, kind="statement", chunks=[pdf(pages=1)])
    name_team_member(by=people.sho.actor, case_id=case.id, user=people.desk.user, role=TeamRole.DOCTOR)
    client = client_of(people.desk)
    assert client.get(the_page(medical)).status_code == 200
    assert client.get(the_page(said)).status_code == 403
    # The original is for those who bring it to court.
    assert client.get(reverse("document_original", args=[medical.id])).status_code == 403


def test_scanning_waits_is_done_later_and_destroys_what_is_infected(
    people, settings, tmp_path, django_capture_on_commit_callbacks
) -> None:
    scanner = tmp_path / "scanner"
    scanner.write_text("#!/bin/sh\nif grep -q VIRUS; then exit 1; fi\nexit 0\n")
    scanner.chmod(0o700)
    case, client = a_case(people.sho), client_of(people.sho)
    settings.SCAN_COMMAND = str(scanner)
    clean = put(people.sho, case, kind="order", chunks=[pdf()])
    assert clean.scan == "clean"
    infected = put(people.sho, case, kind="order", chunks=[b"%PDF-1.7 VIRUS"])
    assert (infected.scan, storage.path_of(infected.id).exists()) == ("infected", False)
    assert "A virus was found" in text(client.get(the_page(infected)))
    assert client.post(the_page(infected), {"purpose": "court"}).status_code == 403
    sent = send(people.sho, case, file(b"%PDF-1.7 VIRUS again"))
    assert sent.status_code == 400
    assert "destroyed" in text(sent)

    settings.SCAN_COMMAND = str(tmp_path / "nothing")
    waiting = put(people.sho, case, kind="order", chunks=[b"%PDF-1.7 VIRUS that nobody saw"])
    assert waiting.scan == "waiting"
    assert client.post(the_page(waiting), {"purpose": "court"}).status_code == 403
    assert client.post(reverse("document_copy", args=[waiting.id]), {"purpose": "court"}).status_code == 403
    scan = reverse("document_scan", args=[waiting.id])
    assert client.post(scan).status_code == 302
    assert kept()[-1].scan == "waiting"
    settings.SCAN_COMMAND = str(scanner)
    assert storage.path_of(waiting.id).exists()
    with django_capture_on_commit_callbacks(execute=True):
        scan_document(by=people.sho.actor, document_id=waiting.id)
    assert not storage.path_of(waiting.id).exists()
    with reading(SYSTEM):
        told = CustodyEntry.objects.filter(document=waiting).order_by("no").values_list("what", flat=True)
        assert list(told) == ["added", "scanned", "infected"]


def test_an_installation_without_a_scanner_says_not_scanned(people) -> None:
    case = a_case(people.sho)
    document = put(people.sho, case, kind="order", chunks=[pdf()])
    assert "not scanned for viruses" in text(client_of(people.sho).get(the_page(document)))
    assert client_of(people.sho).post(reverse("document_scan", args=[document.id])).status_code == 403


def test_clamd_is_asked_over_its_socket(settings, tmp_path) -> None:
    import socket
    import threading

    from samanvay.documents.scanning import scan

    where = str(tmp_path / "clamd")
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(where)
    server.listen(3)
    heard: list[bytes] = []

    def answer(words: bytes) -> None:
        line, _ = server.accept()
        with line:
            got = b""
            while not got.endswith(bytes(4)):
                got += line.recv(65536)
            heard.append(got)
            line.sendall(words)

    settings.CLAMD = where
    said = []
    for words in (b"stream: OK\0", b"stream: Eicar-Test-Signature FOUND\0", b"INSTREAM size limit exceeded. ERROR\0"):
        thread = threading.Thread(target=answer, args=[words])
        thread.start()
        said.append(str(scan(b"a file")))
        thread.join()
    server.close()
    assert said == ["clean", "infected", "waiting"]
    assert heard[0] == b"zINSTREAM\0" + (6).to_bytes(4, "big") + b"a file" + bytes(4)


def test_files_lie_with_a_report_too(people) -> None:
    from datetime import timedelta

    from samanvay.reports.actions import write_report

    with reading(people.sho.actor):
        day = clock.today()
        report = write_report(
            by=people.sho.actor, period_from=day - timedelta(days=6), period_to=day, narrative="A raid at a hotel."
        )
    address, client = reverse("report_document_add", args=[report.id]), client_of(people.sho)
    asked = text(client.get(address))
    assert 'name="person"' not in asked
    assert "Medical report" not in asked
    data = {"submission_id": str(uuid7()), "kind": "scene", "file": [file(photograph(), "raid.jpg")]}
    assert client.post(address, {**data, "kind": "medical"}).status_code == 400
    data["file"] = [file(photograph(), "raid.jpg")]
    assert client.post(address, data).headers["Location"] == reverse("report", args=[report.id])
    (document,) = kept()
    assert (document.of, document.record_id) == ("report", report.id)
    page = reverse("document_page", args=[document.id])
    assert client.get(reverse("document", args=[report.id, document.id])).status_code == 404
    assert "raid.jpg" in text(client.post(page, {"purpose": "investigation"}))
    assert client_of(people.chief).get(page).status_code == 200
    assert client_of(people.far).get(page).status_code == 404
    with reading(SYSTEM):
        told = Event.objects.filter(subject_kind="report", subject_id=str(report.id), kind__startswith="document:")
        assert [event.kind for event in told.order_by("seq")] == ["document:added", "document:read"]
