"""Hindi typed in legacy fonts: told from other text, read as Unicode, and written back as keys."""

import csv
import io
import random
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from samanvay_insight import gazetteer
from samanvay_insight.script.legacy import (
    convert,
    converted,
    converted_column,
    page_of,
    recognise,
    recognise_column,
    to_legacy,
)
from samanvay_insight.script.legacy.syllables import devanagari

LINES = Path(__file__).parent / "legacy"
EXAMPLE = Path(__file__).resolve().parents[2] / "examples/weekly_report_krutidev.csv"
HINDI = Path(__file__).resolve().parents[2] / "src/samanvay/locale/hi/LC_MESSAGES/django.po"


def _sentences(typed: str = "") -> list[tuple[str, str]]:
    rows = (LINES / "kruti_sentences.tsv").read_text(encoding="utf-8").split("\n")[1:-1]
    cells = [row.split("\t") for row in rows]
    return [(legacy, unicode) for legacy, unicode, how in cells if typed in ("", how)]


def _english() -> list[str]:
    return (LINES / "english_lines.txt").read_text(encoding="utf-8").split("\n")[:-1]


def _accuracy(pairs: list[tuple[str, str]], read) -> float:
    errors = sum(Levenshtein.distance(read(legacy), unicode) for legacy, unicode in pairs)
    return 1 - errors / sum(len(unicode) for _legacy, unicode in pairs)


# What the files promise


def test_sentences_are_two_hundred_and_forty_of_them_typed_by_hand():
    assert len(_sentences()) >= 200
    assert len(_sentences("hand")) >= 40
    assert len(set(_english())) >= 2000


@pytest.mark.parametrize("typed", ["hand", "keyed", "aside"])
@pytest.mark.parametrize("read", [convert, lambda text: converted(text).text], ids=["said", "recognised"])
def test_sentences_read_with_99_of_100_characters_right(typed, read):
    assert _accuracy(_sentences(typed), read) >= 0.99


@pytest.mark.parametrize(("typed", "missed"), [("hand", 0), ("keyed", 0), ("aside", 1)])
def test_sentences_are_recognised(typed, missed):
    # two words alone may be too little: niruddh aashram, of the lines kept aside, needs its column
    assert sum(recognise(legacy) is None for legacy, _ in _sentences(typed)) <= missed


def test_no_english_line_is_taken_for_legacy():
    assert [line for line in _english() if recognise(line) is not None] == []


def test_no_column_of_english_is_taken_for_legacy():
    lines = _english()
    chance = random.Random(14)
    columns = [chance.sample(lines, 40) for _ in range(50)]
    columns.append([place.name for place in gazetteer.places(kinds=("district",))])
    columns.append([place.name.lower() for place in gazetteer.places(kinds=("station",))][:2000])
    assert [found for column in columns for found in recognise_column(column) if found] == []


# How the keys read


@pytest.mark.parametrize(
    ("keys", "reads"),
    [
        ("fgUnh", "हिन्दी"),  # the short i is typed before its letter
        ("O;fDr;ksa", "व्यक्तियों"),  # before a half letter
        ("LfFkfr", "स्थिति"),  # or between the two
        ("fuEufyf[kr", "निम्नलिखित"),
        ("dk;Z", "कार्य"),  # the reph is typed after its letter
        ("dhfrZ", "कीर्ति"),
        ("fo|kfFkZ;ksa", "विद्यार्थियों"),
        ("o\"kks±", "वर्षों"),
        ("o\"kksZa", "वर्षों"),
        ("vkÆFkd", "आर्थिक"),
        ("/keZZ", "धर्म"),  # struck twice
        ("cM+s", "बड़े"),
        ("xkMh+", "गाड़ी"),  # nukta after the vowel sign
        ("[k+rjk", "ख़तरा"),
        ("[+krjk", "ख़तरा"),
        ("izns'k", "प्रदेश"),
        ("çns'k", "प्रदेश"),
        ("jk\"Vªh;", "राष्ट्रीय"),
        ("{ks= K JhJ", "क्षेत्र ज्ञ श्रीश्र"),
        ("fo|ky; cqf) }kjk", "विद्यालय बुद्धि द्वारा"),
        ("czã ckº; g`n; ân; fpà", "ब्रह्म बाह्य हृदय हृदय चिह्न"),
        ("#i;k :i", "रुपया रूप"),
        ("mÙkj mRrj", "उत्तर उत्तर"),
        ("vk¡[k ik¡p vax", "आँख पाँच अंग"),
        ("MkWDVj vkWfQl v‚fQl", "डॉक्टर ऑफिस ऑफिस"),
        ("bZaV b±V", "ईंट ईंट"),
        (",slk vkSj vksj ,d", "ऐसा और ओर एक"),
        ("ok³~e;", "वाङ्मय"),
        ("tkWap jkWaph gwWa vkWa[k", "जाँच राँची हूँ आँख"),  # half moon and dot for the chandrabindu
        ("lEor~", "सम्वत्"),
        ("lkeFkZ~; 'k`a[kyk", "सामर्थ्य शृंखला"),
        ("vkæZ", "आर्द्र"),
    ],
)  # fmt: skip
def test_keys_read_as_the_eye_reads_them(keys, reads):
    assert convert(keys) == unicodedata.normalize("NFC", reads)


@pytest.mark.parametrize(
    ("keys", "reads"),
    [
        ("gSA", "है।"),
        ("jke] ';ke", "राम, श्याम"),
        ("ch-,u-,l-", "बी.एन.एस."),
        ("ekrk&firk", "माता-पिता"),
        ("la[;k 134@2026", "संख्या 134/2026"),
        ("¼1½ fooj.k", "(1) विवरण"),
        ("^gk¡* Þughaß", "‘हाँ’ “नहीं”"),
        ("D;k gqvk\\", "क्या हुआ?"),
        ("uke( irk", "नाम; पता"),
        ("vr% iqu% nq%[k", "अतः पुनः दुःख"),  # a sound
        ("fo\"k;% vkosnu", "विषय: आवेदन"),  # the same two dots, a colon
        ("le; 10%30 cts", "समय 10:30 बजे"),
        ("fnukad 12-05-2026", "दिनांक 12.05.2026"),
        ("fnukad 12.05.2026 le; 10:30 jkf'k 1,250.50", "दिनांक 12.05.2026 समय 10:30 राशि 1,250.50"),
        ("1.uke 2. irk", "1.नाम 2. पता"),
        ("vad 50% feys", "अंक 50% मिले"),
        ("o\"kZ ƒ„…", "वर्ष १२३"),
    ],
)  # fmt: skip
def test_marks_and_numbers_read_as_the_font_draws_them(keys, reads):
    assert convert(keys) == reads


def test_bytes_read_as_latin_1_read_the_same():
    for keys in ('–f"V ls –<+', "v‚fQl", 'o"kZ ƒ„…', "iq#‘k"):
        lost = keys.encode("cp1252").decode("latin-1")
        assert convert(lost) == convert(keys)


def test_a_quotation_mark_set_curly_is_still_the_half_letter_inside_a_word():
    assert convert("ns”k") == "देश"
    assert convert("fo”k; Li”V") == "विषय स्पष्ट"
    assert convert("iq#‘k vkns’k") == "पुरुष आदेश"
    assert convert("“xkao”") == "“गांव”"


# What stays as it is


def test_english_in_the_middle_stays_english():
    line = "Fkkuk dksrokyh Police Station dh Vhe us FIR No. 45/2026 ntZ dhA"
    assert converted(line).text == "थाना कोतवाली Police Station की टीम ने FIR No. 45/2026 दर्ज की।"


def test_a_form_filled_in_two_fonts_is_read_field_by_field():
    line = "Name: lquhrk nsoh w/o jes'k, Age 24, Mob 9415012345, Address: xzke iqjSuk (Fkkuk e>xkbZ)"
    reads = "Name: सुनीता देवी w/o रमेश, Age 24, Mob 9415012345, Address: ग्राम पुरैना (थाना मझगाई)"
    assert converted(line).text == convert(line) == reads


def test_a_comma_of_the_other_font_and_a_letter_on_its_key_are_told_apart():
    assert converted("jes'k, lqjs'k] ds fy, x, gq, Fks").text == "रमेश, सुरेश, के लिए गए हुए थे"
    assert converted("mlds fo#) eqdnek (Fkkuk dksrokyh) ntZ").text == "उसके विरुद्ध मुकदमा (थाना कोतवाली) दर्ज"


def test_a_hindi_word_in_an_english_line_is_read_where_it_stands():
    line = "The complainant stated: ukckfyx yM+dh dks cjken fd;k x;k (see GD 12)."
    found = converted(line)
    assert found.text == "The complainant stated: नाबालिग लड़की को बरामद किया गया (see GD 12)."
    assert [line[start:end] for start, end in found.spans] == ["ukckfyx yM+dh dks cjken fd;k x;k"]


@pytest.mark.parametrize(
    "text", ["थाना कोतवाली, बहराइच", "थाना कोतवाली Police Station", "", " \n", "12-05-2026", "a.b@example.org", "—"]
)
def test_unicode_and_what_has_no_letters_is_returned_as_it_is(text):
    found = converted(text)
    assert (found.text, found.layout, found.spans, found.is_changed) == (text, None, (), False)
    assert convert(text) == text


def test_unicode_beside_legacy_stays():
    assert converted("थाना dksrokyh esa eqdnek").text == "थाना कोतवाली में मुकदमा"


def test_lines_keep_their_ends_and_are_read_apart():
    text = "Fkkuk izHkkjh\r\n\r\nStation officer\r\niqfyl v/kh{kd\r\n"
    assert converted(text).text == "थाना प्रभारी\r\n\r\nStation officer\r\nपुलिस अधीक्षक\r\n"


def test_recognised_tells_layout_confidence_and_spans():
    found = recognise("Ref: iqfyl v/kh{kd dk;kZy;")
    assert found is not None
    assert found.layout == "kruti"
    assert 0.99 <= found.confidence <= 1
    assert found.spans == ((5, 26),)


def test_an_unknown_layout_is_refused():
    assert convert("iqfyl", layout="devlys") == "पुलिस"
    with pytest.raises(ValueError, match="shusha"):
        convert("iqfyl", layout="shusha")


# Columns


def test_a_column_of_single_names_is_recognised_together():
    names = ["जौनपुर", "मऊ", "बलिया", "देवरिया", "बस्ती", "एटा", "मेरठ", "बाँदा", "गोण्डा", "कानपुर"]
    cells = converted_column([to_legacy(name) for name in names])
    assert [cell.text for cell in cells] == names


def test_every_district_is_read_in_a_column():
    names = [place.name_hi for place in gazetteer.places(kinds=("district",)) if place.name_hi]
    names = [unicodedata.normalize("NFC", name) for name in names if name and not re.search("[A-Za-z–]", name)]
    cells = converted_column([to_legacy(name) for name in names])
    wrong = [(cell.original, cell.text) for cell, name in zip(cells, names, strict=True) if cell.text != name]
    assert len(wrong) <= len(names) // 100, wrong


def test_english_cells_of_a_legacy_column_stay():
    cells = converted_column(["cgjkbp", "xksaMk", "Lucknow", "JkoLrh", "", "UP32 AB 1234", "cLrh", "Not known"])
    assert [cell.text for cell in cells] == [
        "बहराइच", "गोंडा", "Lucknow", "श्रावस्ती", "", "UP32 AB 1234", "बस्ती", "Not known",
    ]  # fmt: skip


def test_names_below_a_long_column_of_english_are_read_and_the_english_stays():
    english = (LINES / "english_lines.txt").read_text(encoding="utf-8").split("\n")[:-1]
    stations = [place.name for place in gazetteer.places(kinds=("station",))]
    names = ["बहराइच", "कोतवाली", "गोरखपुर नगर", "मऊ", "देवरिया", "बस्ती", "बलिया", "एटा", "मेरठ", "बाँदा"]
    for column in (english, stations[:200], stations):
        cells = converted_column([*column, *map(to_legacy, names)])
        assert [cell.original for cell in cells[: len(column)] if cell.is_changed] == []
        assert [cell.text for cell in cells[len(column) :]] == names


def test_dates_typed_with_the_keys_of_the_layout_are_read_in_their_column():
    cells = converted_column(["12@05@2026", "3@11@26", "", "15@08@2026"])
    assert [cell.text for cell in cells] == ["12/05/2026", "3/11/26", "", "15/08/2026"]
    assert converted("Rates: 12@05@26 each").text == "Rates: 12@05@26 each"


# Files


def test_example_is_windows_1252_and_reads_as_hindi_throughout():
    content = EXAMPLE.read_bytes()
    assert page_of(content) == "cp1252"
    rows = list(csv.reader(io.StringIO(content.decode("cp1252"), newline="")))
    columns = [[cell.text for cell in converted_column(column)] for column in zip(*rows, strict=True)]
    assert columns[1] == ["जनपद", "बहराइच", "गोरखपुर", "महराजगंज", "मुरादाबाद", "श्रावस्ती", "लखनऊ", "वाराणसी"]
    assert columns[6][0] == "गिरफ्तार"
    latin = re.findall("[A-Za-z]+", " ".join(text for column in columns for text in column))
    assert latin == ["GRP", "FIR", "No"]


def test_page_is_told_only_of_legacy_files_that_do_not_tell_it_themselves():
    keys = "Fkkuk izHkkjh] y[kuÅ\r\nfxj¶rkj vfHk;qDr"
    assert page_of(keys.encode("cp1252")) == "cp1252"
    assert page_of(keys.encode("cp1252") + b"\x90kkjr") == "latin-1"
    assert page_of(keys.encode()) is None
    assert page_of(keys.encode("utf-16")) is None
    assert page_of("Café Müller, naïve résumé".encode("cp1252")) is None
    assert page_of("Café Müller, naïve résumé".encode("mac_roman")) is None


# There and back


def _hindi_strings() -> list[str]:
    from babel.messages.pofile import read_po

    with HINDI.open("rb") as file:
        said = [message.string for message in read_po(file) if isinstance(message.string, str)]
    return [text for text in said if text and not re.search("[A-Za-z–—%{]", text)]


def test_what_is_written_in_unicode_comes_back_from_its_keys():
    texts = _hindi_strings() + [place.name_hi for place in gazetteer.places() if place.name_hi]
    texts = [unicodedata.normalize("NFC", text) for text in texts if not re.search("[A-Za-z–—…|]", text)]
    assert len(texts) > 2000
    assert [(text, to_legacy(text)) for text in texts if devanagari(to_legacy(text)) != text] == []


@pytest.mark.parametrize(
    ("reads", "keys"),
    [
        ("भारत", "Hkkjr"), ("उत्तर प्रदेश", "mÙkj izns'k"), ("पुलिस", "iqfyl"), ("हिन्दी", "fgUnh"),
        ("थाना प्रभारी", "Fkkuk izHkkjh"), ("अभियुक्त", "vfHk;qDr"), ("गिरफ्तार", "fxj¶rkj"),
        ("मानव तस्करी", "ekuo rLdjh"), ("लड़कियाँ", "yM+fd;k¡"), ("राष्ट्रीय", "jk\"Vªh;"), ("कार्य", "dk;Z"),
        ("ज़रूरत", "t+:jr"), ("दृष्टि", "n`f\"V"), ("पाठ्यक्रम", "ikB~;Øe"), ("जगत्", "txr~"), ("Police थाना", "Police Fkkuk"),
    ],
)  # fmt: skip
def test_keys_written_are_those_a_typist_presses(reads, keys):
    assert to_legacy(reads) == keys


@given(st.text(alphabet=st.characters(codec="cp1252"), max_size=60) | st.text(max_size=40))
def test_any_text_is_read_without_failing_and_spans_lie_inside_it(text):
    convert(text)
    found = converted(text)
    assert found.original == text
    ends = [at for span in found.spans for at in span]
    assert ends == sorted(ends)
    assert all(0 <= at <= len(text) for at in ends)


@given(st.text(alphabet="कखगजतदनपबमयरलवशषसह्ािीुूेैोौंँ़ ", max_size=30))
def test_reading_never_leaves_keys_behind_in_hindi(text):
    assert not re.search("[A-Za-z]", devanagari(to_legacy(text)))


def test_a_million_letters_without_a_space_are_no_word() -> None:
    # Before a word had a longest, this one took hours, and one form so filled held a server's worker.
    assert recognise("x" * 1_000_000) is None
    assert recognise_column(["x@" * 500_000, "." * 1_000_000]) == (None, None)
