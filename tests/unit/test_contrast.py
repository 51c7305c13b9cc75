"""The colours of the look: text of every colour can be read on every ground, and what one presses has an edge."""

import re

import pytest

from samanvay.config.env import ROOT

TOKENS = (ROOT / "src/samanvay/web/static/web/tokens.css").read_text("utf-8")
COLOURS = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", TOKENS)) | {"white": "#ffffff"}
PAPERS = ("paper", "card")
GROUNDS = (*PAPERS, "land", "accent-wash", "hot-wash", "warn-wash", "ok-wash")
INKS = ("ink", "soft", "accent", "hot", "warn", "ok")
SCALE = ("scale-1", "scale-2", "scale-3", "scale-4")

TEXT, EDGE = 4.5, 3.0
"""What WCAG 1.4.3 asks of text and 1.4.11 of edges and of the ring of the keyboard."""


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted(luminance(COLOURS[each]) for each in (one, other))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert round(contrast("white", "white"), 2) == 1
    assert round((1 + 0.05) / (luminance("#000000") + 0.05), 2) == 21
    assert 4.5 < (1.05) / (luminance("#767676") + 0.05) < 4.6  # the lightest grey that one reads on white


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_text_can_be_read_on_every_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= TEXT


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *(("faint", ground) for ground in PAPERS),
        *(("white", ground) for ground in ("accent", "accent-deep", "hot")),
        *(("ink", ground) for ground in SCALE),
    ],
)
def test_text_can_be_read_where_it_stands(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= TEXT


@pytest.mark.parametrize("ground", GROUNDS)
def test_fields_have_an_edge_and_the_keyboard_a_ring(ground: str) -> None:
    assert contrast("edge", ground) >= EDGE
    assert contrast("ink", ground) >= EDGE  # the outer ring; the inner is yellow
    assert contrast("focus", "ink") >= EDGE


def test_there_is_one_scheme() -> None:
    """Who adds a dark scheme repeats these tests in it."""
    sheets = [path.read_text("utf-8") for path in (ROOT / "src/samanvay/web").rglob("*.css")]
    assert "color-scheme: light;" in TOKENS
    assert not [sheet for sheet in sheets if "prefers-color-scheme" in sheet]
