"""The learned reader with other numbers than those that came with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from samanvay_insight.extract import read
from samanvay_insight.extract.learned import weights

TEXT = "Three girls of Gonda were rescued at Surat on 12.11.2026."


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    weights.use(None)


def changed(folder: Path, **arrays: object) -> Path:
    """A file of the shipped numbers with some of its arrays put in the place of its own, None to leave one out."""
    with np.load(weights.shipped()) as stored:
        whole = {name: stored[name] for name in stored.files} | arrays
    path = folder / "other.npz"
    np.savez(path, **{name: value for name, value in whole.items() if value is not None})
    return path


def test_other_numbers_are_read_with_until_the_shipped_ones_are_again(tmp_path: Path) -> None:
    common = np.frombuffer(json.dumps(["zzz"]).encode(), dtype=np.uint8)
    before = read(TEXT)
    other = changed(tmp_path, common=common)
    weights.use(other)
    assert weights.in_use() == other
    assert weights.learned().common == frozenset({"zzz"})
    weights.use(None)
    assert weights.in_use() is None
    assert "zzz" not in weights.learned().common
    assert read(TEXT) == before


@pytest.mark.parametrize(
    ("bytes_", "words"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (b"\x93NUMPY\x01\x00", "damaged"),
    ],
)
def test_a_damaged_file_is_refused_and_the_reader_stays(tmp_path: Path, bytes_: bytes, words: str) -> None:
    path = tmp_path / "bad.npz"
    path.write_bytes(bytes_)
    before = weights.learned()
    with pytest.raises(weights.NotLearned, match=words):
        weights.use(path)
    assert weights.in_use() is None
    assert weights.learned() is before


def test_half_a_file_is_refused(tmp_path: Path) -> None:
    whole = weights.shipped().read_bytes()
    path = tmp_path / "half.npz"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(weights.NotLearned, match=r"half\.npz"):
        weights.use(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(weights.NotLearned, match="cannot be opened"):
        weights.use(tmp_path / "none.npz")


def test_numbers_of_something_else_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "foreign.npz"
    np.savez(path, table=np.ones((3, 3)))
    with pytest.raises(weights.NotLearned, match="does not hold the numbers of this reader"):
        weights.use(path)


def test_numbers_of_another_shape_are_refused(tmp_path: Path) -> None:
    with np.load(weights.shipped()) as stored:
        name = next(each for each in stored.files if each.endswith(".attend"))
        table = stored[name]
        cut = {name: table[: len(table) // 2], f"{name}/scale": stored[f"{name}/scale"][: len(table) // 2]}
    with pytest.raises(weights.NotLearned, match="does not hold the numbers of this reader"):
        weights.use(changed(tmp_path, **cut))


def test_numbers_that_are_none_are_refused(tmp_path: Path) -> None:
    with np.load(weights.shipped()) as stored:
        name = next(each for each in stored.files if stored[each].dtype == np.float16 and stored[each].ndim == 1)
        broken = np.full_like(stored[name], np.nan)
    with pytest.raises(weights.NotLearned, match="holds what is no number"):
        weights.use(changed(tmp_path, **{name: broken}))
