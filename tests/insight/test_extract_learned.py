"""The learned reader: what it is told, what it makes of it, and that it can only point at what is said."""

from __future__ import annotations

import re
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samanvay_insight.extract import read
from samanvay_insight.extract.learned.candidates import candidates
from samanvay_insight.extract.learned.counts import counts
from samanvay_insight.extract.learned.encoder import gelu, normal, softmax
from samanvay_insight.extract.learned.nested import given_to_inner, outer_names
from samanvay_insight.extract.learned.reader import LONGEST
from samanvay_insight.extract.learned.roles import apart, scores
from samanvay_insight.extract.learned.signals import EVENTS, signals
from samanvay_insight.extract.learned.weights import ModelMissing, closed, four_closed, four_opened, learned
from samanvay_insight.extract.reading import Reading

MESSAGE = "Rupaidiha pe 3 ladkiyan pakdi 12.11.2026 ko, Delhi ja rahi thi.\nदो बच्चे GRP गोण्डा ने उतारे, सूरत जा रहे थे।"


def _all(reading: Reading):
    return (*reading.movements, *reading.events, *reading.set_aside)


def test_pieces_stand_on_the_words_they_were_cut_from():
    pieces = learned().pieces
    cut = pieces.split(MESSAGE)
    assert "".join(MESSAGE[p.start : p.end] for p in cut).replace("\n", "") == "".join(MESSAGE.split())
    assert all(a.end <= b.start for a, b in pairwise(cut))


def test_pieces_of_signs_that_nobody_knows_are_unknown_and_not_lost():
    pieces = learned().pieces
    (*_, last) = pieces.split("Gonda ☃")
    assert (last.number, last.start, last.end) == (3, 6, 7)
    assert pieces.split("") == []
    assert pieces.split(" \n ") == []


def test_common_words_are_one_piece():
    # The likeliest cut: no common word is spelt out.
    pieces = learned().pieces
    assert [len(pieces.split(word)) for word in ("girls", "police", "लड़की", "से")] == [1, 1, 1, 1]


def _candidates(text, **more):
    return candidates(text, learned().common, **more)


def test_a_place_that_the_gazetteer_does_not_have_is_a_candidate_by_its_words():
    text = "Five girls of Zorabgunj were rescued at Naya Phulwatola"
    unknown = {c.words: c.kinds for c in _candidates(text) if not c.places}
    assert {"Zorabgunj", "Naya Phulwatola"} <= set(unknown)
    assert unknown["Zorabgunj"] == {"town", "station", "village"}
    assert "girls" not in unknown
    assert "rescued" not in unknown


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("कुलपहाड़", "Kulpahar"),
        ("सफीपुर", "Safipur"),
        ("Mahrauni", "Mahroni"),
        ("lalitpr", "Lalitpur"),
        ("lko", "Lucknow"),
    ],
)
def test_a_small_town_is_a_candidate_however_it_is_spelt(word, name):
    text = f"{word} ki ladki"
    (first, *_) = _candidates(text, near="IN-UP")
    assert (text[first.start : first.end], name in {p.name for p in first.places}) == (word, True)


@pytest.mark.parametrize("word", ["aadmi", "paanch", "bachche", "manager", "girls", "गिरफ्तार", "लड़की"])
def test_a_common_word_is_no_candidate(word):
    assert _candidates(f"{word} ko") == []


def _outer(text: str) -> dict[str, str]:
    places = read(text).places
    names = {p.name: number for number, p in enumerate(places)}
    called = {number: name for name, number in names.items()}
    found = outer_names(text, [(names[p.name], p) for p in places])
    return {called[outer]: called[inner] for outer, inner in found.items()}


@pytest.mark.parametrize(
    ("text", "outer"),
    [
        ("Three girls of Nautanwa, Maharajganj were rescued.", {"Maharajganj": "Nautanwa"}),
        ("लखीमपुर खीरी के पलिया से दो बच्चे मुक्त कराए गए।", {"Kheri": "Palia Kalan"}),
        # Said alone too, or beside two of its own, or far away: it stands for itself.
        ("Girls of Nautanwa, Maharajganj were rescued. Maharajganj police arrested one.", {}),
        ("Girls of Nautanwa were rescued by police of Maharajganj.", {}),
        ("Girls of Nautanwa, Basti were rescued.", {}),
    ],
)
def test_a_district_said_only_beside_its_town_is_outer(text, outer):
    assert _outer(text) == outer


def test_what_is_said_of_an_outer_place_is_given_to_the_inner_one():
    text = "Two girls of Rasra, Ballia were rescued at Basti."
    known = learned()
    told = signals(text, known.pieces, known.common)
    found = scores(told, known.encoder)
    rasra, ballia, basti = (told.names.index(name) for name in ("Rasra", "Ballia", "Basti"))
    given = given_to_inner(found, {ballia: rasra})
    assert given.moved[rasra, basti] == max(found.moved[rasra, basti], found.moved[ballia, basti])
    assert given.happened[rasra].tolist() == np.maximum(found.happened[rasra], found.happened[ballia]).tolist()
    assert (given.happened[ballia] < -100).all()
    assert given.moved[ballia].max() < -100
    assert given_to_inner(found, {}) is found


def test_signals_tell_counts_and_days():
    known = learned()
    told = signals(MESSAGE, known.pieces, known.common)
    assert {one.value for *_, one in told.counts} == {3, 2}
    assert [value for *_, value in told.days] == ["2026-11-12"]


def test_stored_tables_come_back_nearly_as_they_were():
    drawn = np.random.default_rng(7)
    table = drawn.normal(size=(70, 64)).astype(np.float32)
    stored = closed({"one": table, "small": table[0]})
    back = stored["one"].astype(np.float32) * stored["one/scale"]
    assert np.abs(back - table).max() <= np.abs(table).max() / 254 + 1e-6
    assert stored["small"].dtype == np.float16
    packed, scale = four_closed(table)
    once = four_opened(packed, scale)
    assert packed.shape == (70, 32)
    assert np.array_equal(four_opened(*four_closed(once.astype(np.float32))), once)
    assert np.abs(once - table).max() <= np.abs(table).max() / 8 + 1e-2


def test_parts_of_the_encoder_do_what_their_formulas_say():
    x = np.array([[1.0, 2.0, 3.0, 6.0]], dtype=np.float32)
    ones, zeros = np.ones(4, np.float32), np.zeros(4, np.float32)
    assert normal(x, ones, zeros).mean() == pytest.approx(0, abs=1e-6)
    assert normal(x, ones, zeros).std() == pytest.approx(1, abs=1e-5)
    assert softmax(x).sum() == pytest.approx(1)
    # Hendrycks and Gimpel (2016): x times the chance that a normal deviate is below it.
    assert gelu(np.array([0.0, 1.0, -1.0], np.float32)) == pytest.approx([0.0, 0.841345, -0.158655], abs=1e-5)


def test_apart_tells_before_from_after_and_one_sentence_from_the_next():
    at, sentence, index = np.array([1, 9]), np.array([0, 1]), np.array([0, 1])
    told = apart(at[:, None], sentence[:, None], index[:, None], at, sentence, index)
    assert told.shape == (2, 2, 12)
    assert told[0, 1, :2].tolist() == [1, 0]
    assert told[1, 0, :2].tolist() == [0, 1]
    assert told[0, 0, 3] == 1
    assert told[0, 1, 3] == 0


def test_scores_have_a_row_for_each_name_and_one_for_not_said():
    known = learned()
    told = signals(MESSAGE, known.pieces, known.common)
    found = scores(told, known.encoder)
    names = len(told.names) + 1
    assert found.moved.shape == (names, names)
    assert found.happened.shape == (names, len(EVENTS))
    assert found.kinds.sum(axis=1) == pytest.approx(np.ones(len(told.found)))
    assert np.isfinite(found.happened).all()
    # A kind that no place of the words has is never chosen.
    assert (found.kinds[:, 1:][~told.kinds] < 1e-6).all()


def test_every_reading_rests_on_words_of_the_text_and_on_places_it_names():
    reading = read(MESSAGE)
    assert reading.events
    named = {(p.start, p.end) for p in reading.places}
    for place in reading.places:
        assert MESSAGE[place.start : place.end] == place.text
    for row in _all(reading):
        assert MESSAGE[row.evidence.start : row.evidence.end] == row.evidence.text
    for moved in reading.movements:
        ends = [p for p in (moved.source, *moved.via, moved.destination) if p is not None]
        assert {(p.start, p.end) for p in ends} <= named
        assert len(ends) > 1


def test_the_same_text_is_read_the_same():
    assert read(MESSAGE) == read(MESSAGE)


def test_a_long_report_is_read_paragraph_by_paragraph_at_its_own_places():
    text = "\n\n".join([MESSAGE] * 12)
    assert len(learned().pieces.split(text)) > LONGEST
    once, many = read(MESSAGE), read(text)
    assert len(many.events) >= len(once.events)
    for row in _all(many):
        assert text[row.evidence.start : row.evidence.end] == row.evidence.text
    for place in many.places:
        assert text[place.start : place.end] == place.text
    assert max(p.start for p in many.places) > len(text) - len(MESSAGE)


def test_one_long_paragraph_is_read_after_whole_sentences():
    text = " ".join(f"In week {n} two girls of Gonda were rescued at Surat." for n in range(60))
    assert len(learned().pieces.split(text)) > LONGEST
    found = read(text)
    assert len(found.events) > 3
    # One way or event told again and again is read once in each stretch, which is of some 250 pieces.
    assert max(e.evidence.end for e in found.events) > len(text) - 1000


@pytest.mark.parametrize(
    "text",
    [
        "GRP ne 2 nabalig ladki ko Agra Cantt station pe pakda",
        "Three minor girls were caught at Gonda railway station on 12.11.2026.",
        "बहराइच पुलिस ने चार नाबालिग बच्चों को पकड़ा।",
        "5 bachche Basti me pakde gaye, CWC ko diye gaye",
    ],
)
def test_minors_who_are_held_are_never_arrested(text):
    assert "arrest" not in {event.kind for event in read(text).events}


@pytest.mark.parametrize(
    "text",
    [
        "A man of Siwan was found with 12 kg of ganja, which he was taking from Jogbani to Ludhiana.",
        "जोगबनी से लुधियाना ले जाई जा रही 12 किलो गांजे की खेप गोरखपुर में पकड़ी गई।",
    ],
)
def test_goods_that_were_carried_are_no_movement(text):
    assert read(text).movements == ()


def test_suspects_held_with_minors_are_counted_for_themselves():
    text = (
        "26.11.26 GRP MB stn - 03 minor girls (r/o Dumka + Godda, JKD) recd frm Trn no 13257, 1 tout arrstd, FIR 212/26"
    )
    told = read(text, near="IN-UP")
    assert {(e.kind, e.people) for e in told.events} == {("rescue", 3), ("arrest", 1)}
    assert [(n.kind, n.number) for n in told.numbers] == [("train", "13257"), ("fir", "212/2026")]


def test_place_that_no_list_has_keeps_its_words():
    (event,) = read("Five girls were rescued at Zorabgunj.").events
    assert (event.kind, event.people) == ("rescue", 5)
    assert (event.place.name, event.place.key) == ("Zorabgunj", "")


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("12 missing girls were found on July 27.", {12}),
        ("12 children (7 boys, 5 girls) of Gonda", {12, 7, 5}),
        ("two boys and a girl aged 12", {2, 1, 3}),
        ("platform no 4 se 2 bachche, umar 12 aur 14 saal", {2}),
        ("FIR 212/26 u/s 143, train no 13257, 0430 hrs, Rs 500", set()),
    ],
)
def test_days_ages_files_and_trains_count_nobody(text, counted):
    assert {one.value for one in counts(text)} == counted


def test_sexes_and_ages_are_those_of_whom_it_counts():
    (both,) = [one for one in counts("two minor boys and three minor girls") if one.value == 5]
    assert (both.females, both.males, both.children) == (3, 2, 5)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        (
            "Two girls were rescued at Gonda. Aadhaar 14 cards lay there in a bag.",
            ["Aadhaar 14 cards lay there in a bag."],
        ),
        ("Two girls were rescued at Gonda.", []),
        ("All quiet and well here.", []),
    ],
)
def test_a_sentence_of_which_nothing_was_read_is_told(text, unread):
    assert [words.text for words in read(text).unread] == unread


def test_a_text_without_end_is_read_from_its_beginning_and_the_rest_is_told_as_unread():
    text = "Two girls of Gonda were rescued at Surat. " * 700
    told = read(text)
    assert len(learned().pieces.split(text)) > 6_000 + LONGEST
    last = max(event.evidence.end for event in told.events)
    assert last < len(text) - 1000
    assert [text[words.start : words.end] for words in told.unread if words.start >= last + 2000]
    assert told.unread[-1].end > len(text) - 60


@pytest.mark.parametrize("text", ["a" * 60_000, "क" * 20_000, "ka" * 20_000])
def test_letters_without_a_space_are_no_place(text):
    assert read(text).places == ()


_WORDS = re.split(
    " ",
    "गोंडा Basti नेपाल dilli से ko में par पकड़ी लाई gaya thi , । . ( : - 3 दो 14 लड़की ladkiyan police थाना GRP "
    "12.11.2026 Nov the was from rescued \n \n\n ☃ नहीं suna hai लापता arrested",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=30))
def test_any_heap_of_words_is_read_without_fault(words):
    text = " ".join(words)
    reading = read(text)
    for row in _all(reading):
        assert text[row.evidence.start : row.evidence.end] == row.evidence.text
        assert row.evidence.text


def test_reader_without_its_numbers_says_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "samanvay_insight_reader_model", None)
    with pytest.raises(ModelMissing, match=r"samanvay-insight-reader-model .* is not installed"):
        learned.__wrapped__()
