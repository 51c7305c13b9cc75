"""Kept at a place on the way or only passed: told by the words around the place."""

import pytest

from samanvay_insight.extract import is_kept_at


@pytest.mark.parametrize(
    "words",
    [
        "They were being taken to Delhi; the stop-over was <Bijnor>.",
        "Girls brought from Nepal had their stopover at <Varanasi>.",
        "They were being taken to Delhi and were kept for two nights in <Bijnor>.",
        "From Nepal via <Gorakhpur>, where they were lodged in a hotel, to Delhi.",
        "They reached <Lucknow> and were kept there before going to Agra.",
        "For Surat <Jhansi> was the stop-over.",
        "They stayed in Kanpur and <Jhansi>, then went via Orai to Delhi.",
        "Nepal se lakar <Bijnor> me rakha gaya.",
        "नेपाल से लाकर <गोरखपुर> के एक होटल में लड़कियों को दो दिन ठहराया गया, फिर दिल्ली भेजा।",
        "दिल्ली ले जाई जा रही थीं, पड़ाव <बिजनौर> था।",
        "वे <वाराणसी> में रुके और फिर दिल्ली गए।",
    ],
)
def test_words_of_keeping_make_a_stop(words: str) -> None:
    assert kept(words)


@pytest.mark.parametrize(
    "words",
    [
        "They were being taken to Delhi via <Gorakhpur> and had been promised work in a hotel.",
        "They were taken via <Gorakhpur> and kept in Lucknow.",
        "They were kept in Lucknow and taken through <Kanpur> to Delhi.",
        "They were being taken via <Gorakhpur>; the stop-over was Bijnor.",
        "They were kept in Basti. Nepal - <Sonauli> - Gorakhpur - Delhi",
        "They changed trains at <Mughalsarai> for two days of travel.",
        "<गोरखपुर> होते हुए लखनऊ में रखा गया।",
        "<गोरखपुर> से लखनऊ लाकर रखा गया।",
        "Nepal se <Gorakhpur> hote hue Delhi le ja rahe the.",
        "वे <सोनौली> पार कर दिल्ली गए। उन्हें वहाँ रखा गया।",
    ],
)
def test_other_words_make_it_a_place_passed(words: str) -> None:
    assert not kept(words)


def kept(words: str) -> bool:
    start, end = words.index("<"), words.index(">") - 1
    return is_kept_at(words.replace("<", "").replace(">", ""), start, end)
