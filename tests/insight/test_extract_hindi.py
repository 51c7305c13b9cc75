"""The reader on Hindi in Devanagari, in Latin letters, and mixed with English in one line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samanvay_insight.extract import read
from samanvay_insight.extract.hindi.forms import form


def _ways(text: str) -> list[tuple[str | None, list[str], str | None, int | None]]:
    return [(m["from"], m["via"], m["to"], m["people"]) for m in read(text).as_json()["movements"]]


def _events(text: str) -> list[tuple[str, str | None, int | None]]:
    return [(e["kind"], e["place"], e["people"]) for e in read(text).as_json()["events"]]


def _places(text: str) -> list[tuple[str, str]]:
    return [(p["text"], p["name"]) for p in read(text).as_json()["places"]]


@pytest.mark.parametrize(
    "spellings",
    [
        "लड़कियाँ लड़कियां लडकियां ladkiyan ladkiya ladkian ldkiyan",
        "में mein men me",
        "नहीं nahin nahi nhi",
        "गिरफ्तार giraftar girftaar",
        "छुड़ाया chhudaya chudaya",
        "बच्चों bachchon bachcho bachhon",
        "महिलाओं mahilaon mahilao",
        "निवासी nivasi niwasi",
    ],
)
def test_one_word_has_one_form_however_it_is_written(spellings):
    assert len({form(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("3 लड़कियां गोंडा से सूरत भेजी गईं।", [("Gonda", [], "Surat", 3)]),
        ("गोंडा की 3 लड़कियों को झांसी होते हुए सूरत ले जाया जा रहा था।", [("Gonda", ["Jhansi"], "Surat", 3)]),
        ("Gonda se 3 ladkiyan Jhansi ke raste Surat le ja rahe the", [("Gonda", ["Jhansi"], "Surat", 3)]),
        ("ladkiyan nepal ki hai, gorakhpur me ruki phir dilli bheji gayi", [("Nepal", ["Gorakhpur"], "Delhi", None)]),
        ("बिहार के मधुबनी जिले से लाए गए 12 बच्चों को जयपुर की चूड़ी फैक्ट्री से मुक्त कराया गया।", [("Madhubani", [], "Jaipur", 12)]),
        ("पूर्णिया के 7 और किशनगंज के 5 बच्चे सूरत भेजे गए।", [("Purnia", [], "Surat", 7), ("Kishanganj", [], "Surat", 5)]),
        ("गुमला से 2 लड़कियां दिल्ली और दुमका से 3 लड़के जयपुर भेजे गए।", [("Gumla", [], "Delhi", 2), ("Dumka", [], "Jaipur", 3)]),
        ("किशोरी को कोलकाता से आगरा, आगरा से जयपुर पहुंचाया गया।", [("Kolkata", ["Agra"], "Jaipur", 1)]),
        ("बीरगंज-रक्सौल-पटना-दिल्ली मार्ग से 6 लड़कियां ले जाई गईं।", [("Birgunj", ["Raxaul", "Patna"], "Delhi", 6)]),
        ("यात्रा: गुमला, फिर रांची, फिर दिल्ली।", [("Gumla", ["Ranchi"], "Delhi", None)]),
        ("स्रोत: गुमला। पारगमन: रांची। गंतव्य: दिल्ली। पीड़ित: 3", [("Gumla", ["Ranchi"], "Delhi", 3)]),
        ("वाराणसी वह जगह है जहाँ नेपाल की लड़कियां रुकती थीं।", [("Nepal", ["Varanasi"], None, None)]),
        (
            "लड़कियां पलामू की हैं। इन्हें तीन दिन वाराणसी में रखा गया। बाद में पुणे भेजा गया।",
            [("Palamu", ["Varanasi"], "Pune", None)],
        ),
        ("नेपाल से लोग आते हैं।", []),
        ("दिल्ली से गोंडा आ रही बस के चालक को बाराबंकी में गिरफ्तार किया गया।", []),
        ("पुलिस टीम लखनऊ से बाराबंकी प्रशिक्षण हेतु गई थी।", []),
        ("Girls from Sitamarhi को दिल्ली ले जाया जा रहा था।", [("Sitamarhi", [], "Delhi", None)]),
        ("Butwal se 3 girls Delhi ja rahi thi with 1 agent", [("Butwal", [], "Delhi", 3)]),
        (
            "भिवंडी के कारखाने से 7 लड़के छुड़ाए, 4 बहराइच के और 3 सीतापुर के।",
            [("Bahraich", [], "Bhiwandi", 4), ("Sitapur", [], "Bhiwandi", 3)],
        ),
        (
            "Agra ke spa se 3 ladkiyan mukt karayi gayin, 1 Nadia se aur 2 Darjeeling se layi gayi thin.",
            [("Nadia", [], "Agra", 1), ("Darjeeling", [], "Agra", 2)],
        ),
        ("परसा की 4 लड़कियां मुंबई और 2 पुणे भेजने की बात स्वीकारी।", [("Parsa", [], "Mumbai", 4), ("Parsa", [], "Pune", 2)]),
        ("लुधियाना की फैक्ट्री से भागकर आए अररिया के चार बच्चे मिले।", [("Araria", [], "Ludhiana", 4)]),
        ("जोरहाट से लाकर उसे मानेसर में कैद रखा गया है।", [("Jorhat", [], "Manesar", 1)]),
        ("Doti ki 2 ladkiyan bus se ja rahi thi Moradabad, pakdi gayi.", [("Doti", [], "Moradabad", 2)]),
        ("Prayagraj mele me 8 bachche chhudaye gaye. Ye Satna se laye gaye the.", [("Satna", [], "Prayagraj", 8)]),
        (
            "Case list - (1) Anuppur se Noida: 2 ladkiyan (2) Mandla se Ghaziabad: 1 ladki",
            [("Anuppur", [], "Noida", 2), ("Mandla", [], "Ghaziabad", 1)],
        ),
        ("Bihar source hai aur Punjab destination.", []),
        ("युवती को बाल गृह रायबरेली से उसके घर बस्ती पहुंचाया गया।", []),
    ],
)
def test_movement_is_read_from_the_postpositions(text, ways):
    assert _ways(text) == ways


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("एक 14 वर्षीय लड़की गोंडा से सूरत ले जाई गई।", 1),
        ("2 ladke aur 3 ladkiyan Gonda se Surat bheje gaye", 5),
        ("गोंडा के एक दर्जन बच्चे सूरत भेजे गए।", 12),
        ("गोंडा के दो दर्जन बच्चे सूरत भेजे गए।", 24),
        ("गोंडा से कई लड़कियां सूरत भेजी गईं।", None),
        ("गोंडा से 3-3 लड़कियां सूरत भेजी गईं।", None),
        ("गोंडा से दो तीन लड़कियां सूरत भेजी गईं।", None),
        ("गोंडा से ०३ लड़कियां सूरत भेजी गईं।", 3),
        ("Gonda se paanch bachche Surat bheje gaye", 5),
    ],
)
def test_people_are_counted_in_words_and_in_both_kinds_of_digits(text, people):
    (movement,) = read(text).movements
    assert movement.people == people


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Rupaidiha pe 3 ladkiyan pakdi, Delhi ja rahi thi", [("interception", "Rupaidiha", 3)]),
        ("गोंडा में दो दलाल पकड़े गए।", [("arrest", "Gonda", 2)]),
        (
            "सोनौली पर 2 लड़कियों को रोका गया और 1 तस्कर गिरफ्तार हुआ।",
            [("interception", "Sonauli", 2), ("arrest", "Sonauli", 1)],
        ),
        ("थाना नौतनवा क्षेत्र से 15 वर्षीय किशोरी लापता है।", [("missing", "Nautanwa", 1)]),
        (
            "नानपारा और पयागपुर में नुक्कड़ नाटक कराया।",
            [("sensitisation", "Nanpara", None), ("sensitisation", "Payagpur", None)],
        ),
        ("माह सितम्बर 2026 में बरामदगी:\n- हरदोई: 4\n- सीतापुर: 7\n", [("rescue", "Hardoi", 4), ("rescue", "Sitapur", 7)]),
        ("बरामद लड़कियों को घर भेजा गया।", []),
        ("3 girls intercept ki gayi Barhni border pe", [("interception", "Barhni", 3)]),
        ("मेरठ में छह नर्तकियों को मुक्त कराया गया।", [("rescue", "Meerut", 6)]),
        ("सीतापुर स्टेशन पर यात्री का बैग बरामद हुआ।", []),
        ("बलिया के एक गांव में बालिका का विवाह रोका गया।", []),
        ("ग्राम सभा को नशा मुक्त बनाने हेतु बैठक हुई।", []),
        ("नानपारा की किशोरी दो दिन से नहीं मिल रही है।", [("missing", "Nanpara", 1)]),
        ("मुरादनगर में गुम हुआ 5 साल का बच्चा घर के पीछे मिला।", []),
        ("Puranpur me gaadi rok ke 4 auraton ko utar liya.", [("rescue", "Puranpur", 4)]),
        (
            "लापता बच्चे—बलिया 4, मऊ 2; बरामद बच्चे—बलिया 3।",
            [("missing", "Ballia", 4), ("missing", "Mau", 2), ("rescue", "Ballia", 3)],
        ),
        ("चार गिरफ्तारियां (आगरा से), एक बरामदगी (फिरोजाबाद से)।", [("arrest", "Agra", 4), ("rescue", "Firozabad", 1)]),
        (
            "Nautanwa: 4 ladkiyan dhar li gayi, dalal andar.",
            [("interception", "Nautanwa", 4), ("arrest", "Nautanwa", 1)],
        ),
        ("लखीमपुर में 12 वर्षीय बालक का अपहरण, फिरौती मांगी।", [("missing", "Kheri", 1)]),
        (
            "रामपुर में दो युवतियां बरामद, मुरादाबाद में एक दलाल गिरफ्तार, संभल में एक बच्ची लापता।",
            [("rescue", "Rampur", 2), ("arrest", "Moradabad", 1), ("missing", "Sambhal", 1)],
        ),
        (
            "Bulandshahr: Khurja thane ne 2 dalal pakde, Sikandrabad thane ne 1 ladki chhudayi.",
            [("arrest", "Khurja", 2), ("rescue", "Sikandrabad", 1)],
        ),
    ],
)
def test_event_is_read_with_its_place_and_those_it_befell(text, events):
    assert _events(text) == events


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("अगले सप्ताह फिरोजाबाद में छापेमारी की जायेगी।", "event", "planned"),
        ("जनपद बलरामपुर में तस्करी का कोई प्रकरण प्रकाश में नहीं आया।", "event", "denied"),
        ("Yeh baat galat hai ki Etawah ki ladkiyan Gwalior bheji gayi.", "movement", "denied"),
        ("बाढ़ के कारण बहराइच के लोग बाराबंकी पलायन कर गए।", "movement", "displacement"),
        ("Nepal se log aate hain.", "movement", "general"),
        ("यदि कोई बच्चों को गोंडा से दिल्ली ले जाए तो सूचना दें।", "movement", "general"),
    ],
)
def test_what_does_not_count_is_set_aside(text, kind, reason):
    reading = read(text)
    assert (reading.movements, reading.events) == ((), ())
    assert [(a.kind, a.reason) for a in reading.set_aside] == [(kind, reason)]


@pytest.mark.parametrize(
    "text",
    [
        "सूत्रों के अनुसार गोंडा की लड़कियां दिल्ली भेजी जा रही हैं।",
        "Suna hai ki Gonda ki ladkiyan Delhi bheji ja rahi hain.",
    ],
)
def test_hearsay_is_marked(text):
    assert [m.certainty for m in read(text).movements] == ["hearsay"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("श्रीमती बस्ती देवी और रामपुर सिंह आए।", []),
        ("बस्ती में दो दलाल पकड़े गए।", [("बस्ती", "Basti")]),
        ("उसे मुंबई ले जाया गया था।", [("मुंबई", "Mumbai")]),
        ("बच्चा गया से लाया गया।", [("गया", "Gaya")]),
        ("आगरा स्वीट हाउस के पास दो लड़के मिले।", []),
        ("वैशाली एक्सप्रेस से 3 बच्चे उतारे गए।", []),
        ("सीतामढी और बहराईच से बच्चे लाए गए।", [("सीतामढी", "Sitamarhi"), ("बहराईच", "Bahraich")]),
        (
            "लड़की इलाहाबाद से Mughalsarai laayi gayi",
            [("इलाहाबाद", "Prayagraj"), ("Mughalsarai", "Pt. Deen Dayal Upadhyaya Nagar")],
        ),
        ("घर से काम के लिए ट्रेन से गांव में होटल पर रात में आए।", []),
    ],
)
def test_names_are_places_only_where_the_words_say_so(text, places):
    assert _places(text) == places


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("०५/११/२०२६", "2026-11-05"),
        ("12 सितम्बर 2026", "2026-09-12"),
        ("2 अक्तूबर, 2026", "2026-10-02"),
        ("12 sitambar 2026", "2026-09-12"),
    ],
)
def test_date_is_read_in_hindi(said, value):
    (event,) = read(f"दिनांक {said} को गोंडा में 3 लड़कियां बरामद हुईं।").events
    assert event.date == value


def test_forms_and_lures_are_read_in_hindi():
    text = "नौकरी का झांसा देकर किशोरी से घरेलू काम कराया गया. Bachche se bheekh mangwayi aur dehvyapar karaya."
    reading = read(text)
    assert {"domestic_servitude", "begging", "sexual_exploitation"} <= {f.code for f in reading.forms}
    assert "job" in {f.code for f in reading.lures}


_HEAP = st.sampled_from(
    re.split(
        " ",
        "गोंडा Basti बस्ती नेपाल dilli से ko में me पर पकड़ी लाई bheja गया thi है और , । ( ) : - 3 दो 14 वर्षीय लड़की "
        "ladkiyan बच्चे दलाल police ne थाना जनपद ग्राम border स्टेशन होते हुए via नहीं जाएगा suna hai लापता rescue "
        "12.11.2026 सितम्बर 2026 the was from फिर वहां se किलोमीटर ki निवासी",
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_HEAP, max_size=40))
def test_any_heap_of_its_own_words_is_read_without_fault(words):
    text = " ".join(words)
    reading = read(text)
    for place in reading.places:
        assert text[place.start : place.end] == place.text
    for row in (*reading.movements, *reading.events, *reading.forms, *reading.lures, *reading.set_aside):
        assert row.evidence.text
        assert text[row.evidence.start : row.evidence.end] == row.evidence.text
    for movement in reading.movements:
        assert movement.source is not None
        assert movement.via or movement.destination
    assert read(text) == reading


def test_a_month_that_ends_a_heading_is_read_without_falling_over():
    # What would ask for a place after the word stood beyond the last one.
    text = "AHTU Kanpur Dehat, maah September\nRura - 2 bachhe mukt\nSikandra - 1 dalal giraftar"
    assert ("rescue", "Rura", 2) in _events(text)


@pytest.mark.parametrize("text", ["Vidyalay me goshthi hui, upasthiti", "ग्राम पंचायत में जागरूकता गोष्ठी, उपस्थिति"])
def test_a_message_that_breaks_off_before_its_number_is_read_without_falling_over(text):
    assert [event.kind for event in read(text).events] == ["sensitisation"]
