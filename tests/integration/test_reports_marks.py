"""Marks over a narrative: no letter is lost, overlaps are cut, each reading's number stands where its words begin."""

from hypothesis import given
from hypothesis import strategies as st

from samanvay.kernel.ids import uuid7
from samanvay.reports.models import Claim
from samanvay.web.reports.narrative import marked

TEXT = "Girls from Nepal were held at Varanasi and two agents were arrested there."


def claim(start: int, end: int, state: str = "proposed") -> Claim:
    return Claim(id=uuid7(), kind="event", start=start, end=end, state=state, evidence=TEXT[start:end])


def test_overlapping_words_are_cut_into_three_and_what_waits_is_seen_first() -> None:
    segments = marked(TEXT, [claim(0, 38, "confirmed"), claim(30, 74)], ["one", "two"])
    assert [(segment.text, segment.look) for segment in segments] == [
        (TEXT[0:30], "confirmed"),
        (TEXT[30:38], "proposed several"),
        (TEXT[38:74], "proposed"),
    ]
    assert [badge.number for segment in segments for badge in segment.badges] == [1, 2]


def test_two_readings_of_the_same_words_have_both_their_numbers() -> None:
    segments = marked(TEXT, [claim(6, 16), claim(6, 16, "refused")], ["one", "two"])
    assert [[badge.number for badge in segment.badges] for segment in segments] == [[], [1, 2], []]


@given(st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80), st.sampled_from(["proposed", "aside"])), max_size=8))
def test_segments_join_to_the_narrative_whatever_the_spans(spans: list[tuple[int, int, str]]) -> None:
    claims = [claim(min(a, b), max(a, b), state) for a, b, state in spans]
    segments = marked(TEXT, claims, [str(number) for number, _ in enumerate(claims)])
    assert "".join(segment.text for segment in segments) == TEXT
    shown = [badge.number for segment in segments for badge in segment.badges]
    whole = [number for number, each in enumerate(claims, 1) if each.start < min(each.end, len(TEXT))]
    assert sorted(shown) == whole
