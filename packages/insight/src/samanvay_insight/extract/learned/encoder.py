"""The encoder: what each piece means where it stands.

A transformer (Vaswani et al., 2017) of the shape of BERT, in plain numpy. Its numbers were learned from text in a
hundred languages (multilingual E5 small) and then from the narratives of its own; see
`SOURCES.md` in samanvay_insight_reader_model.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf, softmax

Array = NDArray[np.float32]
HEADS = 12
_EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Encoder:
    """The weights by name; `layers` of them one on the other."""

    weights: Mapping[str, Array]
    layers: int

    def __call__(self, numbers: NDArray[np.int64], signals: Array) -> Array:
        """The vectors (T, H) of T pieces; `signals` (T, S) says what else is known of each."""
        w = self.weights
        x = w["word"][numbers].astype(np.float32) + w["position"][: len(numbers)] + w["type"] + signals @ w["signals"].T
        x = normal(x, w["embedding_normal"], w["embedding_normal_bias"])
        for layer in range(self.layers):
            x = self._layer(x, f"{layer}.")
        return x

    def _layer(self, x: Array, of: str) -> Array:
        w = self.weights
        length, width = x.shape
        parts = x @ w[of + "attend"].T + w[of + "attend_bias"]
        queries, keys, values = (
            part.reshape(length, HEADS, width // HEADS).transpose(1, 0, 2) for part in np.split(parts, 3, axis=1)
        )
        attention = softmax(queries @ keys.transpose(0, 2, 1) / math.sqrt(width // HEADS), axis=-1)
        seen = (attention @ values).transpose(1, 0, 2).reshape(length, width)
        x = normal(x + seen @ w[of + "join"].T + w[of + "join_bias"], w[of + "seen"], w[of + "seen_bias"])
        inner = gelu(x @ w[of + "inner"].T + w[of + "inner_bias"])
        return normal(x + inner @ w[of + "outer"].T + w[of + "outer_bias"], w[of + "out"], w[of + "out_bias"])


def normal(x: Array, scale: Array, bias: Array) -> Array:
    """Layer normalisation over the last axis."""
    centred = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + _EPSILON)
    return np.asarray(centred / spread * scale + bias, dtype=np.float32)


def gelu(x: Array) -> Array:
    """The Gaussian error linear unit, exactly."""
    return np.asarray(0.5 * x * (1.0 + erf(x * np.float32(math.sqrt(0.5)))), dtype=np.float32)
