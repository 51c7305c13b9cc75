"""The learned numbers as they lie on disk: whole numbers of eight bits with a scale a row, of four for the pieces."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.extract.learned.encoder import Array, Encoder
from samanvay_insight.extract.learned.pieces import Pieces

BLOCK = 32
NO_MODEL = (
    "the reader of reports needs the package samanvay-insight-reader-model (22 MB), which is not installed: "
    "pip install --no-deps packages/insight-reader-model"
)
_ROWS_FROM = 4096
_AT_ONCE = 2048  # rows
_OF_PIECES = frozenset({"pieces", "scores", "normal", "common"})
_LARGEST = 200_000_000  # bytes, unpacked
_TRIED = "3 ladkiyan Gonda se Surat ja rahi thi. Two boys of Gaya were rescued at Jaipur on 12.11.2026."


class ModelMissing(RuntimeError):
    """The numbers of the learned reader are not installed; the words say how to get them."""


class NotLearned(ValueError):
    """A file that holds no numbers of this reader, or damaged ones; the words say what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Learned:
    """The pieces of words, the encoder, and the common words: in small letters, of none is an unknown place named."""

    pieces: Pieces
    encoder: Encoder
    common: frozenset[str]


_instead: Path | None = None


def shipped() -> Path:
    """The file of the numbers that came with the product. Raises ModelMissing."""
    try:
        from samanvay_insight_reader_model import FILE
    except ImportError as error:
        raise ModelMissing(NO_MODEL) from error
    return FILE


def in_use() -> Path | None:
    """The file that is used instead of the shipped one; None while that is used."""
    return _instead


def use(path: Path | None) -> None:
    """Read from now on with the numbers of another file; None goes back to the shipped ones.

    The file is opened, looked through and tried on a text first. Raises NotLearned, and then nothing changes.
    """
    global _instead
    if path is not None:
        look_through(path)
    _instead = path
    learned.cache_clear()


def look_through(path: Path) -> Learned:
    """What a file that may come from anywhere holds, tried on a text. Raises NotLearned."""
    from samanvay_insight.extract.learned.roles import scores
    from samanvay_insight.extract.learned.signals import signals

    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(each.file_size for each in packed.infolist())
        if size > _LARGEST:
            raise NotLearned(f"{path.name} unpacks to {size:,} bytes: no reader is so large")
        found = read_file(path)
        for name, table in found.encoder.weights.items():
            if not np.isfinite(table).all():
                raise NotLearned(f"{path.name} is damaged: {name} holds what is no number")
        seen = signals(_TRIED, found.pieces, found.common)
        told = scores(seen, found.encoder)
        if not all(np.isfinite(each).all() for each in (told.moved, told.happened, told.kinds)):
            raise NotLearned(f"{path.name} is damaged: a text read with it gives what is no number")
    except NotLearned:
        raise
    except OSError as error:
        raise NotLearned(f"{path.name} cannot be opened: {error.strerror or error}") from error
    except zipfile.BadZipFile as error:
        raise NotLearned(f"{path.name} is no file of learned numbers, or is damaged") from error
    # Whatever a foreign file makes the arithmetic raise, it is no reader's.
    except Exception as error:
        raise NotLearned(f"{path.name} does not hold the numbers of this reader, or is damaged") from error
    return found


@lru_cache(maxsize=1)
def learned() -> Learned:
    """What was learned, read once from disk (some 0.2 s) when first asked for. Raises ModelMissing."""
    return read_file(_instead or shipped())


def read_file(path: Path) -> Learned:
    """What a file of our own holds."""
    with np.load(path) as stored:
        pieces = Pieces(
            json.loads(stored["pieces"].tobytes()), stored["scores"].tolist(), json.loads(stored["normal"].tobytes())
        )
        common = frozenset(json.loads(stored["common"].tobytes()))
        weights = opened({name: stored[name] for name in stored.files if name not in _OF_PIECES})
    layers = sum(name.endswith(".attend") for name in weights)
    return Learned(pieces, Encoder(weights, layers), common)


def opened(stored: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The numbers that `closed` stored, of the width they are used in; those of the pieces of half of it."""
    weights: dict[str, NDArray[Any]] = {
        name: _opened(table, stored[name + "/scale"]) if name + "/scale" in stored else table.astype(np.float32)
        for name, table in stored.items()
        if not name.endswith("/scale") and name != "word/four"
    }
    return weights | {"word": four_opened(stored["word/four"], stored["word/scale"])}


def closed(weights: Mapping[str, Array]) -> dict[str, NDArray[np.generic]]:
    """The arrays to be stored for `weights`: large tables as bytes with a scale a row, small ones as they are."""
    stored: dict[str, NDArray[np.generic]] = {}
    for name, table in weights.items():
        if name == "word":
            stored["word/four"], stored["word/scale"] = four_closed(table)
        elif table.ndim == 2 and table.size >= _ROWS_FROM:
            scale = np.abs(table).max(axis=1, keepdims=True) / 127
            stored[name] = np.round(table / np.maximum(scale, 1e-12)).astype(np.int8)
            stored[name + "/scale"] = scale.astype(np.float32)
        else:
            stored[name] = table.astype(np.float16)
    return stored


def _opened(bytes_: NDArray[np.int8], scale: Array) -> Array:
    return np.asarray(bytes_.astype(np.float32) * scale, dtype=np.float32)


def four_closed(table: Array) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Rows (V, H) as two numbers of four bits a byte and a scale for each 32 of them."""
    blocks = table.astype(np.float32).reshape(len(table), -1, BLOCK)
    top = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2)[..., None], axis=2)[..., 0]
    scale = (top / -8).astype(np.float16)
    safe = np.where(scale == 0, 1, scale).astype(np.float32)
    whole = np.clip(np.round(blocks / safe[..., None]) + 8, 0, 15).astype(np.uint8)
    return (whole[..., : BLOCK // 2] | (whole[..., BLOCK // 2 :] << 4)).reshape(len(table), -1), scale


def four_opened(packed: NDArray[np.uint8], scale: NDArray[np.float16]) -> NDArray[np.float16]:
    """The rows that `four_closed` stored, opened some at a time: all at once as floats would need much memory."""
    rows = np.empty((len(packed), scale.shape[1] * BLOCK), dtype=np.float16)
    for at in range(0, len(packed), _AT_ONCE):
        blocks = packed[at : at + _AT_ONCE].reshape(-1, scale.shape[1], BLOCK // 2)
        whole = np.concatenate([blocks & 15, blocks >> 4], axis=2).astype(np.int8) - 8
        some = whole * scale[at : at + _AT_ONCE, :, None].astype(np.float32)
        rows[at : at + _AT_ONCE] = some.reshape(len(some), -1)
    return rows
