"""The whole round of backup and restore, by the commands, with servers of their own in temporary homes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from samanvay.config.env import ROOT

pytestmark = pytest.mark.slow

SEAL_TWO = """
from uuid import UUID
from samanvay.access.boxes.actions.sealing import seal
from samanvay.access.boxes.groups import Group
from samanvay.audit.actions.sealing import seal_log
from samanvay.documents.actions import add_document
from samanvay.documents.people import register_people
from samanvay.kernel.ids import uuid7
subjects = []
register_people("folder", lambda actor, record: [UUID(subjects[-1])])
for name in ("Sunaina", "Rukmini"):
    subject, record = uuid7(), uuid7()
    where = dict(readers=[0, 301, 201, 101], home_unit=301, home_state="IN-UP")
    seal(by=SYSTEM, record_id=record, subject_id=subject, group=Group.IDENTITY,
         values={"given": name, "surname": "Majhi", "village": "Latehar Khurd"}, **where)
    subjects.append(str(subject))
    add_document(by=SYSTEM, of="folder", record_id=record, subject_id=subject, kind="photo", name="a.jpg",
                 chunks=[b"\\xff\\xd8\\xff\\xe0" + name.encode() * 4000], **where)
seal_log()
print(json.dumps(subjects))
"""
ERASE = """
from uuid import UUID
from samanvay.access.boxes.actions.erasure import erase_person
erase_person(by=SYSTEM, subject_id=UUID(sys.argv[1]), reason="order")
print("{}")
"""
LOOK = """
from pathlib import Path
from django.conf import settings
from samanvay.access.models import DataKey, Erasure, SearchToken
from samanvay.audit.models import Era, Event
with reading(SYSTEM):
    print(json.dumps({
        "keys": sorted(str(key) for key in DataKey.objects.values_list("subject_id", flat=True)),
        "tokens": sorted({str(each) for each in SearchToken.objects.values_list("subject_id", flat=True)}),
        "erased": sorted(str(each) for each in Erasure.objects.values_list("pk", flat=True)),
        "eras": list(Era.objects.order_by("number").values_list("number", "because")),
        "files": sorted(str(p) for p in (Path(settings.SAMANVAY_HOME) / "files").rglob("*.sealed")),
        "kinds": sorted(set(Event.objects.values_list("kind", flat=True))),
    }))
"""
CHANGE_THE_LOG = """
from django.db import connection
from django.db import connection
refused = []
for sql in ("update audit_event set kind = kind", "delete from audit_event", "truncate audit_event",
            "create table made_by_app (n int)"):
    try:
        with opening(SYSTEM, SYSTEM.id), connection.cursor() as cursor:
            cursor.execute(sql)
    except Exception as error:
        refused.append(str(error).split(chr(10))[0])
print(json.dumps(refused))
"""


class Homes:
    """Homes below one folder, and the commands in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = folder / "keys"

    def environment(self, home: str, keys: Path | None = None, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "SAMANVAY_"))}
        return {**kept, "SAMANVAY_HOME": str(self.folder / home), "SAMANVAY_KEYS": str(keys or self.keys), **more}

    def say(self, home: str, *words: str, keys: Path | None = None, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "samanvay.cli", *words],
            env=self.environment(home, keys, **more),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def done(self, home: str, *words: str, keys: Path | None = None, **more: str) -> str:
        result = self.say(home, *words, keys=keys, **more)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def ask(self, home: str, program: str, *words: str, keys: Path | None = None, **more: str) -> Any:
        head = (
            "import json, sys\nfrom samanvay.cli.database import database\nwith database():\n"
            "    from samanvay.kernel.db.scope import SYSTEM, acting_as, opening, reading\n"
        )
        body = "".join(f"    {line}\n" for line in program.strip().splitlines())
        result = subprocess.run(
            [sys.executable, "-c", head + body, *words],
            env=self.environment(home, keys, **more),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A home with two sealed persons and a backup; then one of the two is erased."""
    homes = Homes(tmp_path_factory.mktemp("b"))
    homes.done("first", "migrate", "--quiet")
    subjects = homes.ask("first", SEAL_TWO)
    made = json.loads(homes.done("first", "backup", str(homes.folder / "file"), "--json"))
    homes.ask("first", ERASE, subjects[0])
    return homes, subjects, made


def fails(result: "subprocess.CompletedProcess[str]", *words: str) -> None:
    """Check that a command ended with one clear sentence at its end and no trace of Python."""
    last = result.stderr.strip().splitlines()[-1]
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in last, result.stderr


def test_restore_brings_everything_but_the_erased(told: Any) -> None:
    homes, (erased, kept), made = told
    proof = json.loads(homes.done("second", "restore", str(homes.folder / "file"), "--json"))
    assert proof["holds"]
    assert proof["tables"] == made["tables"]
    assert proof["files"] == 2
    assert proof["era"] == made["audit"]["era"] + 1
    assert proof["contains_head"]
    assert (proof["erased"], proof["replayed"]) == (1, 1)
    seen = homes.ask("second", LOOK)
    assert erased not in seen["keys"]
    assert kept in seen["keys"]
    assert seen["tokens"] == [kept]
    assert seen["erased"] == [erased]
    assert len(seen["files"]) == 1, "the file of the erased person came back"
    assert "audit:era_begun" in seen["kinds"]
    assert "The log is intact." in homes.done("second", "verify-audit")
    assert len(homes.ask("second", CHANGE_THE_LOG)) == 4, "the application got more rights than it had"


def test_backup_holds_neither_keys_nor_ledger_nor_names(told: Any) -> None:
    homes, _subjects, _made = told
    whole = (homes.folder / "file").read_bytes()
    for path in homes.keys.iterdir():
        if path.stat().st_size > 16:
            assert path.read_bytes().strip()[:40] not in whole, path.name
    assert b"Sunaina" not in whole
    assert b"PGDMP" not in whole, "the database lies in the file unencrypted"


def test_backup_never_overwrites(told: Any) -> None:
    homes, _subjects, _made = told
    before = (homes.folder / "file").read_bytes()
    fails(homes.say("first", "backup", str(homes.folder / "file")), "exists", "never overwrites")
    assert (homes.folder / "file").read_bytes() == before
    assert not list(homes.folder.glob(".file.part"))


@pytest.mark.parametrize("damage", ["flipped", "cut", "lengthened", "swapped", "not one", "head"])
def test_damaged_backup_is_refused_and_leaves_nothing(told: Any, damage: str, tmp_path: Path) -> None:
    homes, _subjects, _made = told
    whole = bytearray((homes.folder / "file").read_bytes())
    if damage == "flipped":
        whole[len(whole) // 2] ^= 1
    elif damage == "cut":
        del whole[-(int.from_bytes(_last_length(whole), "big") + 4) :]
    elif damage == "lengthened":
        whole += b"\0"
    elif damage == "swapped":
        first, second, third = _records(whole)[1:4]
        whole[first[0] : third[0]] = whole[slice(*second)] + whole[slice(*first)]
    elif damage == "head":
        whole[30] ^= 1
    else:
        whole = bytearray(b"a letter")
    bad = tmp_path / "bad"
    bad.write_bytes(whole)
    name = f"bad-{damage}"
    fails(homes.say(name, "restore", str(bad)), "backup")
    home = homes.folder / name
    assert not (home / "pg").exists()
    assert not (home / "restore.part").exists()
    assert not (home / "files").exists()


def _records(whole: bytes) -> list[tuple[int, int]]:
    from samanvay.kernel.archive import PREAMBLE_BYTES

    found, at = [], PREAMBLE_BYTES
    while at < len(whole):
        size = 4 + int.from_bytes(whole[at : at + 4], "big")
        found.append((at, at + size))
        at += size
    return found


def _last_length(whole: bytes) -> bytes:
    start, _end = _records(whole)[-1]
    return bytes(whole[start : start + 4])


def test_missing_ledger_is_refused_unless_told_so_on_record(told: Any, tmp_path: Path) -> None:
    homes, (erased, _kept), made = told
    keys = tmp_path / "keys"
    shutil.copytree(homes.keys, keys)
    (keys / "erasures.jsonl").unlink()
    heads = (keys / "audit-heads.log").read_bytes()
    fails(homes.say("third", "restore", str(homes.folder / "file"), keys=keys), "ledger", "missing")
    assert (keys / "audit-heads.log").read_bytes() == heads
    assert not (homes.folder / "third" / "pg").exists()
    proof = json.loads(
        homes.done("third", "restore", str(homes.folder / "file"), "--without-ledger", "--json", keys=keys)
    )
    assert proof["replayed"] == 0
    seen = homes.ask("third", LOOK, keys=keys)
    assert erased in seen["keys"], "without a ledger nobody knows of the erasure"
    number, because = seen["eras"][-1]
    assert number == made["audit"]["era"] + 1
    assert "without its erasure ledger" in because


def test_ledger_of_somebody_else_is_refused(told: Any, tmp_path: Path) -> None:
    homes, _subjects, _made = told
    homes.done("first", "backup", str(tmp_path / "later"))
    keys = tmp_path / "keys"
    shutil.copytree(homes.keys, keys)
    (keys / "erasures.jsonl").write_text("")
    fails(homes.say("fourth", "restore", str(tmp_path / "later"), keys=keys), "ledger", "older than the backup")


def test_full_home_and_wrong_key_are_refused(told: Any, tmp_path: Path) -> None:
    homes, _subjects, _made = told
    fails(homes.say("first", "restore", str(homes.folder / "file")), "holds a database already")
    keys = tmp_path / "keys"
    shutil.copytree(homes.keys, keys)
    (keys / "backup.key").write_text("A" * 43 + "=\n")
    fails(homes.say("fifth", "restore", str(homes.folder / "file"), keys=keys), "the key is another one")
    (keys / "backup.key").unlink()
    fails(homes.say("fifth", "restore", str(homes.folder / "file"), keys=keys), "key of this backup is missing")
    assert not (homes.folder / "fifth" / "pg").exists()


def test_passphrase_locks_and_opens(told: Any, tmp_path: Path) -> None:
    homes, _subjects, _made = told
    words, wrong = tmp_path / "words", tmp_path / "wrong"
    words.write_text("seven quiet rivers in Awadh\n")
    wrong.write_text("seven quiet rivers in Braj\n")
    file = tmp_path / "by-words"
    homes.done("first", "backup", str(file), "--passphrase-file", str(words))
    fails(homes.say("sixth", "restore", str(file)), "--passphrase-file")
    fails(homes.say("sixth", "restore", str(file), "--passphrase-file", str(wrong)), "key is another one")
    assert "Proven" in homes.done("sixth", "restore", str(file), "--passphrase-file", str(words))
