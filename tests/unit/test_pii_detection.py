"""What in a text identifies one person, and what only tells of a pattern."""

from itertools import pairwise

import pytest

from samanvay.kernel.pii import PiiKind as K
from samanvay.kernel.pii import find_names, find_pii


def found(text: str) -> list[tuple[K, str]]:
    return [(each.kind, text[each.start : each.end]) for each in find_pii(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Call 98390 11122 for her", K.PHONE, "98390 11122"),
        ("फ़ोन ९८३९०१११२२ पर", K.PHONE, "९८३९०१११२२"),
        ("Her card is 2341 2341 2346.", K.AADHAAR, "2341 2341 2346"),
        ("account 123456789 was used", K.NUMBER, "123456789"),
        ("the car UP32 AB 1234 again", K.NUMBER, "UP32 AB 1234"),
        ("she is the daughter of a mason", K.KIN, "daughter of"),
        ("Rekha d/o Mohan", K.KIN, "d/o"),
        ("रमेश की पुत्री लाई गई", K.KIN, "पुत्री"),
        ("Sunita, 14 years, was brought", K.NAME, "Sunita"),
        ("We met Pinky (15) at the station", K.NAME, "Pinky"),
        ("a girl aged 14 from Bihar, Rekha, ran", K.NAME, "Rekha"),
        ("सुनीता (14) को लाया गया", K.NAME, "सुनीता"),
        ("a girl named Rekha", K.NAME, "Rekha"),
        ("उसका नाम सुनीता है", K.NAME, "सुनीता"),
        ("a visit to Smt. Kamla yesterday", K.NAME, "Kamla"),
        ("statement of Phulmani Kujur", K.NAME, "Phulmani Kujur"),
        ("गीता देवी ने बताया", K.NAME, "गीता देवी"),
        ("Ask Sunita Devi at the gate", K.NAME, "Sunita Devi"),
        ("उसने सुनीता देवी से पूछा", K.NAME, "सुनीता देवी"),
        ("FIR No. 123/2026 tells it", K.CASE, "FIR No. 123/2026"),
        ("see 45/2026 of the station", K.CASE, "45/2026"),
        ("मु0अ0सं0 212/26 में", K.CASE, "मु0अ0सं0 212/26"),
        ("as in UP-BRH-2026-000123", K.CASE, "UP-BRH-2026-000123"),
        ("she lives in a hut", K.ADDRESS, "lives in"),
        ("House No. 12/4 near the tank", K.ADDRESS, "House No. 12/4"),
        ("from village Nanpara", K.ADDRESS, "village Nanpara"),
        ("ग्राम रामपुर से", K.ADDRESS, "ग्राम रामपुर"),
        ("write to rekha.k@example.org", K.ADDRESS, "rekha.k@example.org"),
    ],
)  # fmt: skip
def test_detail_of_one_person_is_found_with_its_words(text: str, kind: K, words: str) -> None:
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Girls from Gumla are taken to Delhi by the night train, most of them 14 to 17 years old.",
        "Children aged 12 to 15 from Jharkhand; in March 2026 more than in 2025.",
        "Between Gorakhpur and Delhi the 15003 stops for 10 minutes at 2 stations.",
        "Five girls, 14 and 15 years, promised work in a hotel. Kept in Bijnor for two nights.",
        "Families of tea-garden workers are told of jobs; daughters of poor families go first.",
        "झारखंड से लड़कियों को नौकरी के नाम पर दिल्ली ले जाया जाता है, अधिकतर 14 से 17 वर्ष की।",
        "गाँव में और ग्राम पंचायत स्तर पर बैठकें हुईं।",
        "Village heads in Bahraich say that agents come after the harvest, 20 to 30 at a time.",
        "240000 people passed Sonauli in November 2026.",
        "Since 24/11/2026 nobody was seen on the 7.30 bus.",
    ],
)
def test_text_on_a_pattern_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_pieces_that_overlap_are_told_once() -> None:
    text = "Sunita Devi, 14 years, d/o Ram Lal, 98390 11122"
    pieces = find_pii(text)
    assert all(one.end <= two.start for one, two in pairwise(pieces))
    assert [each.kind for each in pieces] == [K.NAME, K.KIN, K.NAME, K.PHONE]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ladki ka naam Sunita hai", ["Sunita"]),
        ("ladki ka naam sunita hai", ["sunita"]),
        ("Naam: SUNITA, umr 14 saal", ["SUNITA"]),
        ("a boy named Raju ran", ["Raju"]),
        ("a boy named raju ran", ["raju"]),
        ("उसका नाम सुनीता है", ["सुनीता"]),
        ("नाम: सुनीता", ["सुनीता"]),
        ("सुनीता नाम की लड़की मिली", ["सुनीता"]),
        ("Sunita naam ki ladki mili", ["Sunita"]),
        ("Rekha d/o Ramtej was found", ["Rekha", "Ramtej"]),
        ("s/o Late Mohan of the village", ["Mohan"]),
        ("Geeta W/O RAMESH", ["Geeta", "RAMESH"]),
        ("the daughter of Ramtej", ["Ramtej"]),
        ("Pinky putri Ramtej", ["Pinky", "Ramtej"]),
        ("Ramtej ki beti", ["Ramtej"]),
        ("सुनीता पुत्री रामतेज", ["सुनीता", "रामतेज"]),
        ("पुत्री श्री रामतेज", ["रामतेज"]),
        ("गीता पत्नी रमेश ने बताया", ["गीता", "रमेश"]),
        ("रामतेज की पुत्री", ["रामतेज"]),
        ("रामतेज की पुत्री कु० काजल उम्र करीब 16 वर्ष", ["रामतेज", "काजल"]),
        ("Kumari Rekha ko mukt karaya", ["Rekha"]),
        ("kumari rekha ko mukt karaya", ["rekha"]),
        ("कु0 सुनीता मिली", ["सुनीता"]),
    ],
)
def test_name_is_found_in_every_form(text: str, names: list[str]) -> None:
    assert [text[each.start : each.end] for each in find_names(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "naukri ke naam par Delhi le gaye; pata nahin kisne",
        "ladki ka naam pata nahin hai, naam badal kar rakha gaya",
        "Two accused were named in the FIR and named as absconding.",
        "नौकरी के नाम पर दिल्ली ले गए; नाम पता नहीं।",
        "मजदूर की बेटी और परिवार की पुत्री को लाया गया।",
        "Three girls were rescued at Bijnor by Police Station Kotwali on 12.11.2026.",
        "A boy of 14 years old was taken by his aunt from Singrauli to Bareilly.",
        "सेवा में, श्रीमान पुलिस अधीक्षक; उसकी पुत्री उम्र 16 वर्ष",
        "उनकी पत्नी ने बताया; एक पुत्र और दो पुत्री हैं।",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert find_names(text) == []


@pytest.mark.parametrize("text", ["A" * 60_000, "a" * 60_000, "क" * 60_000, "1" * 60_000])
def test_text_without_end_is_looked_through_once(text: str) -> None:
    # A pattern that begins anew at each letter would not end.
    assert find_names(text) == []
    assert all(each.kind != K.NAME for each in find_pii(text))


def test_names_beside_letters_without_end_are_found() -> None:
    text = f"{'x' * 200} d/o Ramtej of Ikauna"
    assert [text[each.start : each.end] for each in find_names(text)] == ["Ramtej"]
