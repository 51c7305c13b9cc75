"""Key files made at first use are whole, private and the same for all who start at once."""

import threading
import time
from pathlib import Path

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
