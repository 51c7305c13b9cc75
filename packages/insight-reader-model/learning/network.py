"""The network of `samanvay_insight.extract.learned`, here with gradients.

Every parameter bears the name that `learned` gives it (a dot of a layer's name is an underscore); `Network.weights`
hands them over.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.attention import SDPBackend, sdpa_kernel

from samanvay_insight.extract.learned.candidates import KINDS
from samanvay_insight.extract.learned.encoder import HEADS
from samanvay_insight.extract.learned.roles import LEAST, MOST, TOKENS
from samanvay_insight.extract.learned.signals import ASIDES, EVENTS, PIECE_SIGNALS, PLACE_SIGNALS

NEVER = -1e4
WIDTH, PAIR, POINT, ASK, EVENT, KNOWN, APART, PARTS, MEET = 384, 128, 96, 64, 128, 48, 12, 3, 64


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, weights: Mapping[str, np.ndarray], of: str, drop: float) -> None:
        super().__init__()
        self.drop = drop
        for name in ("attend", "join", "inner", "outer"):
            self.add_module(name, _linear(weights[of + name], weights[of + name + "_bias"]))
        for name in ("seen", "out"):
            self.add_module(name, _normal(weights[of + name], weights[of + name + "_bias"]))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, length, width = x.shape
        query, key, value = (
            part.view(rows, length, HEADS, width // HEADS).transpose(1, 2)
            for part in self.attend(x).split(width, dim=-1)
        )
        drop = self.drop if self.training else 0.0
        # Its fused kernel goes back slowly on a processor.
        with sdpa_kernel(SDPBackend.MATH):
            seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.seen(x + F.dropout(self.join(seen.transpose(1, 2).reshape(rows, length, width)), drop))
        return self.out(x + F.dropout(self.outer(F.gelu(self.inner(x))), drop))


class Network(nn.Module):
    """The encoder and what is decided on it. The vectors of the pieces stay as they came.

    `weights` are those of the encoder, or of a whole network learned before, from which learning then goes on.
    """

    def __init__(self, weights: Mapping[str, np.ndarray], drop: float = 0.1) -> None:
        super().__init__()
        self.piece_drop = drop
        self.drop = nn.Dropout(0.15)
        self.register_buffer("word", torch.from_numpy(weights["word"].astype(np.float32)))
        self.position = _parameter(weights["position"])
        self.of_text = _parameter(weights["type"])
        self.embedding_normal = _normal(weights["embedding_normal"], weights["embedding_normal_bias"])
        self.signals = nn.Linear(PIECE_SIGNALS, WIDTH, bias=False)
        nn.init.normal_(self.signals.weight, 0, 0.02)
        self.layers = nn.ModuleList(
            Layer(weights, f"{n}.", drop) for n in range(sum(name.endswith(".attend") for name in weights))
        )
        for name, (inner, outer) in _DECIDING.items():
            self.add_module(name, nn.Linear(inner, outer))
        self.not_said = nn.Parameter(torch.randn(WIDTH) * 0.05)
        self.parts = nn.Parameter(torch.randn(PARTS, PAIR) * 0.1)
        self.parts_bias = nn.Parameter(torch.full((PARTS,), -2.0))
        self.event_kind = nn.Parameter(torch.randn(len(EVENTS), POINT))
        self.no_count = nn.Parameter(torch.randn(2, POINT) * 0.1)
        self.no_day = nn.Parameter(torch.randn(1, POINT) * 0.1)
        if "not_said" in weights:
            self._go_on_from(weights)

    def _go_on_from(self, weights: Mapping[str, np.ndarray]) -> None:
        self.signals.weight.data = torch.from_numpy(weights["signals"]).clone()
        for name in _DECIDING:
            one = getattr(self, name)
            one.weight.data = torch.from_numpy(weights[name]).clone()
            one.bias.data = torch.from_numpy(weights[name + "_bias"]).clone()
        for name in ("not_said", "parts", "parts_bias", "event_kind", "no_count", "no_day"):
            getattr(self, name).data = torch.from_numpy(weights[name]).clone()

    def keep_still(self, layers: int) -> None:
        """Learn nothing in the first `layers`, nor below them: quicker where little is added."""
        if layers:
            for still in (self.embedding_normal, self.signals, *self.layers[:layers]):
                still.requires_grad_(False)
            self.position.requires_grad_(False)
            self.of_text.requires_grad_(False)

    def encoder_parameters(self) -> list[nn.Parameter]:
        """What came with the encoder and learns slowly."""
        return [self.position, self.of_text, *self.embedding_normal.parameters(), *self.layers.parameters()]

    def forward(self, batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """The scores of a batch, as in `roles.Scores`, with the vectors that point at counts and days."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            x = F.embedding(batch["numbers"], self.word) + self.position[: batch["numbers"].shape[1]] + self.of_text
            x = self.embedding_normal(x + self.signals(batch["on_pieces"]))
            x = F.dropout(x, self.piece_drop if self.training else 0.0)
            for layer in self.layers:
                x = layer(x, batch["mask"])
        seen = self.drop(x.float())
        known = torch.cat([batch["spans"] @ seen, self.known(batch["on_places"])], -1)
        mentions = self.drop(F.gelu(self.mention(known)))
        unsaid = batch["unsaid"][..., None]
        mentions = mentions * (1 - unsaid) + (self.not_said + seen[:, :1]) * unsaid
        own = batch["own"]
        beside = self.beside(batch["apart"])
        both = self.drop(torch.tanh(self.first(mentions)[:, :, None] + self.second(mentions)[:, None] + beside))
        meeting, met = (one(mentions).unflatten(-1, (PARTS, MEET)) for one in (self.meeting, self.met))
        agree = torch.einsum("nipw,njpw->npij", meeting, met) / 8
        parts = [
            both[..., n * PAIR : (n + 1) * PAIR] @ self.parts[n] + self.parts_bias[n] + agree[:, n]
            for n in range(PARTS)
        ]
        parts[0] = parts[0] + self._telling(seen, mentions, batch["beyond"])
        pairs = [_by_name(part, own) for part in parts]
        attention = self.asking(seen) @ self.asked(mentions).transpose(1, 2) / 8
        attention = attention + self.near(batch["near"])[..., 0] + batch["beyond"][..., None]
        said = torch.logsumexp(attention[..., None] + self.trigger(seen)[:, :, None, :], 1) - math.log(TOKENS)
        alone = self.event_out(self.drop(torch.tanh(self.event_in(mentions))))
        many = len(EVENTS)
        return {
            "kinds": self.kind(mentions),
            "moved": pairs[0],
            "stop_after": pairs[1],
            "stop_before": pairs[2],
            "moved_by_hearsay": _by_name(self.hearsay(both[..., :PAIR])[..., 0], own),
            "aside": torch.logsumexp(self.aside(seen) + batch["beyond"][..., None], 1) - math.log(TOKENS),
            "happened": torch.logsumexp((said + alone[..., :many])[:, :, None, :] + own[..., None], 1),
            "happened_by_hearsay": torch.logsumexp(alone[..., many:][:, :, None, :] + own[..., None], 1),
            "names": torch.softmax(own, 1).transpose(1, 2) @ mentions,
            "counts": torch.cat([self.no_count.expand(len(seen), -1, -1), self.count(batch["counts"] @ seen)], 1),
            "days": torch.cat([self.no_day.expand(len(seen), -1, -1), self.day(batch["days"] @ seen)], 1),
        }

    def _telling(self, seen: Tensor, mentions: Tensor, beyond: Tensor) -> Tensor:
        """How much some piece tells of a way from one mention to another, as in `roles._telling`."""
        keys = self.move_asking(seen)
        start = keys @ self.move_from(mentions).transpose(1, 2) / 8 + self.move_trigger(seen)
        start = (start.clamp(max=MOST) + beyond[..., None]).exp()
        end = (keys @ self.move_to(mentions).transpose(1, 2) / 8).clamp(max=MOST).exp()
        return (start.transpose(1, 2) @ end + LEAST).log() - math.log(TOKENS)

    def asks_for_move(self, source: Tensor, goal: Tensor) -> Tensor:
        """What points at the count and the day of a movement between two names."""
        return torch.tanh(self.move_source(source) + self.move_goal(goal))

    def asks_for_event(self, place: Tensor, kind: Tensor) -> Tensor:
        """What points at the count and the day of an event."""
        return torch.tanh(self.event_place(place) + self.event_kind[kind])

    def weights(self) -> dict[str, np.ndarray]:
        """Every number under the name by which `learned` knows it."""
        found = {"type": self.of_text, "word": self.word}
        for name, value in self.named_parameters():
            name = name.removeprefix("layers.").removesuffix(".weight")
            name = name[: -len(".bias")] + "_bias" if name.endswith(".bias") else name
            if name != "of_text":
                found[name] = value
        return {name: value.detach().float().numpy() for name, value in found.items()}


_DECIDING = {
    "known": (PLACE_SIGNALS, KNOWN),
    "mention": (WIDTH + KNOWN, WIDTH),
    "kind": (WIDTH, 1 + len(KINDS)),
    "first": (WIDTH, PARTS * PAIR),
    "second": (WIDTH, PARTS * PAIR),
    "meeting": (WIDTH, PARTS * MEET),
    "met": (WIDTH, PARTS * MEET),
    "beside": (APART, PARTS * PAIR),
    "move_asking": (WIDTH, ASK),
    "move_from": (WIDTH, ASK),
    "move_to": (WIDTH, ASK),
    "move_trigger": (WIDTH, 1),
    "aside": (WIDTH, len(ASIDES)),
    "hearsay": (PAIR, 1),
    "event_in": (WIDTH, EVENT),
    "event_out": (EVENT, 2 * len(EVENTS)),
    "asking": (WIDTH, ASK),
    "asked": (WIDTH, ASK),
    "trigger": (WIDTH, len(EVENTS)),
    "near": (APART, 1),
    "move_source": (WIDTH, POINT),
    "move_goal": (WIDTH, POINT),
    "event_place": (WIDTH, POINT),
    "count": (WIDTH, POINT),
    "day": (WIDTH, POINT),
}


def _by_name(x: Tensor, own: Tensor) -> Tensor:
    rows = torch.logsumexp(x[:, :, None, :] + own[:, :, :, None], 1)
    return torch.logsumexp(rows[:, :, :, None] + own[:, None], 2)


def _parameter(value: np.ndarray) -> nn.Parameter:
    return nn.Parameter(torch.from_numpy(value.astype(np.float32)).clone())


def _linear(weight: np.ndarray, bias: np.ndarray) -> nn.Linear:
    one = nn.Linear(weight.shape[1], weight.shape[0])
    one.weight, one.bias = _parameter(weight), _parameter(bias)
    return one


def _normal(weight: np.ndarray, bias: np.ndarray) -> nn.LayerNorm:
    one = nn.LayerNorm(len(weight), eps=1e-12)
    one.weight, one.bias = _parameter(weight), _parameter(bias)
    return one
