"""Key files made at first use are whole, private and the same for all who start at once."""

import os
import threading
import time
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage, get_connection

from samanvay.kernel.private_files import kept_or_made


def test_many_at_once_read_one_whole_private_file(tmp_path: Path) -> None:
    path, read = tmp_path / "keys" / "one.key", []
    start = threading.Barrier(8)

    def first_use(number: int) -> None:
        def make() -> bytes:
            time.sleep(0.02)
            return bytes([number]) * 32

        start.wait()
        read.append(kept_or_made(path, make))

    threads = [threading.Thread(target=first_use, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(read) == {path.read_bytes()}
    assert len(path.read_bytes()) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["one.key"]


def test_mail_that_is_written_to_files_is_read_by_nobody_else(tmp_path: Path, settings: Any) -> None:
    # the test runner puts a backend of its own into the settings: ask those that the product starts with
    from samanvay.config import settings as product

    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    before = os.umask(0)
    try:
        connection = get_connection(product.EMAIL_BACKEND)
        for number in range(2):
            connection.send_messages([EmailMessage(f"Letter {number}", "a name", "a@x.in", ["b@x.in"])])
    finally:
        os.umask(before)
    folder = tmp_path / "mail"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}
    said = b"".join(each.read_bytes() for each in folder.iterdir())
    assert said.count(b"a name") == 2
