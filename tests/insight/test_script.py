"""Folding, reading Indian scripts aloud, sound skeletons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samanvay_insight.script import fold, skeleton, to_latin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("चन्दौली", "चंदौली"),
        ("मुज़फ़्फ़रनगर", "मुजफ्फरनगर"),
        ("गढ़वाल", "गढवाल"),
        ("बाँदा", "बांदा"),
        ("क्‍षेत्र", "क्षेत्र"),
        ("Kāśī", "KASI"),
        ("Rae-Bareli", "rae  bareli"),
        ("N.C.R.", "n c r"),
        ("थाना १२", "थाना 12"),
        ("বাঁকুড়া", "বাঁকুড\u09bcা"),
        ("থানা ১২", "থানা 12"),
    ],
)
def test_fold_same_to_a_reader_is_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("कल", "काल"), ("दिन", "दीन"), ("Gonda", "Banda"), ("नगर", "नागर")])
def test_fold_keeps_what_a_reader_tells_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "text", ["Lucknow", "मुज़फ़्फ़रनगर", "चन्दौली १२", "Straße", "ﬁn", "বাঁকুড়া", "São Tomé", "", "  ", "ǅ", "İ"]
)
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("hindi", "latin"),
    [
        ("वाराणसी", "varansi"),
        ("गोरखपुर", "gorakhpur"),
        ("मुगलसराय", "mugalsaray"),
        ("कुशीनगर", "kushinagar"),
        ("समस्तीपुर", "samastipur"),
        ("बुलंदशहर", "bulandshahar"),
        ("ज्ञानपुर", "gyanpur"),
        ("बिजनौर", "bijnaur"),
        ("मध्य प्रदेश", "madhya pradesh"),
        ("महाराष्ट्र", "maharashtra"),
        ("सोनभद्र", "sonbhadra"),
        ("अलीगढ़", "aligarh"),
        ("चंपारण", "champaran"),
        ("लखनऊ", "lakhnau"),
        ("हापुड़ में 12", "hapur men 12"),
        ("Agra", "Agra"),
    ],
)
def test_to_latin_reads_as_spoken(hindi: str, latin: str) -> None:
    assert to_latin(hindi) == latin


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("মুর্শিদাবাদ", "murshidabad"),
        ("যমুনা বিদ্যা সঞ্জয়", "jamuna bidya sanjay"),
        ("আনোয়ার কৃষ্ণ সিং", "anvar krishna sing"),
        ("ৰমেশ বৰুৱা", "ramesh barua"),
        ("ਗੁਰਪ੍ਰੀਤ ਕੌਰ ਸ਼ਰਮਾ", "guraprit kaur sharma"),
        ("ਅੰਮ੍ਰਿਤਸਰ ਸੱਤਪਾਲ", "ammritsar satpal"),
        ("જયેશ જ્યોત્સના", "jayesh jyotsana"),
        ("ଯମୁନା ବିଜୟ ଭୁବନେଶ୍ୱର", "jamuna bijay bhubaneshvar"),
        ("முருகன் செந்தில் இராமன்", "murugan sentil raman"),
        ("ஜோசப் பிரியா கனிமொழி", "josap priya kanimozhi"),
        ("శ్రీనివాస్ సునీత", "shrinivas sunita"),
        ("ಮಂಜುನಾಥ ಗೀತ ಬೆಂಗಳೂರು", "manjunath gita bengaluru"),
        ("സുരേന്ദ്രൻ കോഴിക്കോട്", "surendran kozhikkod"),
        ("وارانسی پٹنہ گورکھپور", "varansi patna gurkhapur"),
        ("فاطمہ سلمیٰ آصف نواب عبداللہ", "fatma salma asaf navab abdullah"),
        ("থানা ১২ ఊరు ౧౨ ٣", "thana 12 uru 12 3"),
    ],
)
def test_to_latin_reads_every_script(written: str, latin: str) -> None:
    assert to_latin(written) == latin


@pytest.mark.parametrize(
    "spellings",
    [
        ("Varanasi", "Baranasi", "Varansi", "वाराणसी"),
        ("Varanasi", "বারাণসী", "વારાણસી", "وارانسی", "வாரணாசி", "వారణాసి", "ವಾರಣಾಸಿ"),
        ("Murshidabad", "মুর্শিদাবাদ", "मुर्शिदाबाद"),
        ("Amritsar", "ਅੰਮ੍ਰਿਤਸਰ", "امرتسر"),
        ("Kozhikkod", "കോഴിക്കോട്"),
        ("Shrawasti", "Sravasti", "Shravasti", "श्रावस्ती"),
        ("Unnao", "Unnav", "Unaav", "उन्नाव"),
        ("Deoria", "Devria", "Deoriya", "देवरिया"),
        ("Raxaul", "Raksaul", "रक्सौल"),
        ("Etawah", "Itawa", "Itaawaa", "इटावा"),
        ("Bahraich", "Behraich", "बहराइच"),
        ("Muzaffarnagar", "Mujaffarnagar", "Muzafarnagar", "मुज़फ़्फ़रनगर"),
        ("Champaran", "Chanparan", "चंपारण"),
        ("Barabanki", "Bara Banki", "बाराबंकी"),
        ("Phulpur", "Fulpur", "फूलपुर"),
        ("Yamunanagar", "Jamunanagar"),
    ],
)
def test_skeleton_of_spellings_by_ear_is_one(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ballia", "Banda"), ("Hapur", "Apur"), ("Gonda", "Godda"), ("Lalitpur", "Latpur"), ("Agra", "Ugra")],
)
def test_skeleton_of_different_names_differs(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text(max_size=40))
def test_fold_of_any_text_is_stable_and_blind_to_case(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text) == fold(text).strip()
    assert "  " not in fold(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x0600, max_codepoint=0x0D7F), max_size=20))
def test_to_latin_of_any_letters_never_raises_and_reads_once(text: str) -> None:
    assert to_latin(to_latin(text)) == to_latin(text)
    assert fold(fold(text)) == fold(text)
    skeleton(text)


@given(st.text(alphabet="कखगघचजटडणतदनपबमयरलवशसहािीुूेैोौं़्ँअआइउएऐओ झञ", max_size=20))
def test_to_latin_leaves_no_devanagari_behind(text: str) -> None:
    assert not any("\u0900" <= sign <= "\u097f" for sign in to_latin(text))
    assert skeleton(text).isascii()
