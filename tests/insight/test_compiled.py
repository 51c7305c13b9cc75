"""What was compiled is kept on disk as pickles, read from a folder that nobody else can write, or not at all."""

import pickle
from pathlib import Path
from typing import Any

import numba as nb
import pytest

from samanvay_insight.compiling import jit, only_we_write


def double(number: int) -> int:
    return 2 * number


class Payload:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return exec, (f"open({str(self.path)!r}, 'w').close()",)


def plant(folder: Path, ran: Path) -> None:
    """Put a payload where numba keeps the index of what it compiled."""
    [index] = folder.rglob("*.nbi")
    index.write_bytes(pickle.dumps(Payload(ran)))


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o775])
def test_planted_pickle_in_a_folder_that_others_can_write_is_not_run(
    mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, ran = tmp_path / "shared", tmp_path / "ran"
    shared.mkdir()
    shared.chmod(mode)
    monkeypatch.setattr(nb.config, "CACHE_DIR", str(shared))
    assert nb.njit(cache=True, nogil=True)(double)(2) == 4
    plant(shared, ran)
    assert jit(double)(2) == 4
    assert not ran.exists()
    assert nb.njit(cache=True, nogil=True)(double)(2) == 4
    assert ran.exists(), "numba alone would have run it"


def test_folder_of_our_own_keeps_what_was_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nb.config, "CACHE_DIR", str(tmp_path))
    assert jit(double)(2) == 4
    assert list(tmp_path.rglob("*.nbc"))


def test_folder_under_one_that_others_can_exchange_is_not_ours(tmp_path: Path) -> None:
    inner = tmp_path / "open" / "shut"
    inner.mkdir(parents=True, mode=0o700)
    assert only_we_write(inner)
    inner.parent.chmod(0o777)
    assert not only_we_write(inner)
    inner.parent.chmod(0o1777)
    assert only_we_write(inner), "with the sticky bit nobody can exchange a folder of ours"
    assert not only_we_write(inner.parent)
