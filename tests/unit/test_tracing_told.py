"""Heights and marks as registers of other offices tell them, in both languages."""

import pytest

from samanvay.tracing.entries.heights import HeightTold, read_height
from samanvay.tracing.importing.marks import read_marks
from samanvay.tracing.kinds import mark_words


@pytest.mark.parametrize(
    ("said", "lowest", "highest"),
    [
        ("152", 152, 152),
        ("152.4 cms", 152, 152),
        ("1.52", 152, 152),
        ("1.5 मीटर", 150, 150),
        ("5'4\"", 163, 163),
        ("5’ 3”", 160, 160),
        ("5.4", 163, 163),
        ("5.11 ft", 180, 180),
        ("5", 152, 152),
        ("5 ft. 2 inch", 157, 157),
        ("५ फुट ४ इंच", 163, 163),
        ("150-155 cm", 150, 155),
        ("5'2\"-5'4\"", 157, 163),
        ("5 feet to 5 feet 2 inches", 152, 157),
        ("लगभग 4 फुट 2 इंच", 124, 130),
    ],
)
def test_height_is_read_in_centimetres(said: str, lowest: int, highest: int) -> None:
    assert read_height(said) == HeightTold(lowest, highest)


@pytest.mark.parametrize("said", ["0", "300", "6.15", "पाँच फुट", "tall", "", "5 ft 14 in", "12 years", "150-155-160"])
def test_what_is_no_height_is_none(said: str) -> None:
    assert read_height(said) is None


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("scar on left cheek, mole on chin; tattoo on right forearm",
         ["scar:left cheek", "mole:chin", "tattoo:right forearm"]),
        ("बाएँ गाल पर चोट का निशान, ठुड्डी पर तिल", ["scar:left cheek", "mole:chin"]),
        ("माथे पर कटे का निशान तथा दाहिने हाथ पर गुदना", ["cut:forehead", "tattoo:right hand"]),
        ("scars on lt cheek & rt arm", ["scar:left cheek", "scar:right arm"]),
        ("front tooth missing", ["missing_tooth:upper_jaw"]),
        ("दोनों कान छिदे", ["piercing:both ear"]),
        ("birth mark on back", ["birthmark:back"]),
        ("no scar on face, mole on nose", ["mole:nose"]),
        ("कोई निशान नहीं", []),
        ("wears a blue frock", []),
    ],
)  # fmt: skip
def test_marks_are_coded_where_they_say_what_and_where(said: str, codes: list[str]) -> None:
    assert read_marks(said) == codes
    assert all(mark_words(code).hi != code for code in codes)


def test_a_mark_is_said_as_people_say_it() -> None:
    assert mark_words("scar:forehead").hi == "माथे पर चोट का निशान"
    assert mark_words("missing_tooth:lower_jaw").hi == "निचले जबड़े पर टूटा दाँत"
    assert mark_words("mole:left cheek").hi == "बाएँ गाल पर तिल"
    assert mark_words("mole:left cheek").en == "Mole, left cheek"
