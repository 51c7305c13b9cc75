"""Names compared by ear: the sets of pairs, the rule as SQL says it, properties."""

import hashlib
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samanvay_insight.script import alike, alike_table, token_keys
from samanvay_insight.script.names import (
    OPEN_CONSONANTS,
    OPEN_VOWELS,
    SLACK,
    SLACK_UNWRITTEN,
    alike_pairs,
    said_names,
    token_key,
    tokens_alike,
)

PAIRS = Path(__file__).parent / "names"


def pairs(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (PAIRS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]


VARIANTS, DIFFERENT = pairs("variants"), pairs("different")
WORDS = sorted({w for a, b, *_ in VARIANTS + DIFFERENT for w in (*a.split(), *b.split()) if token_key(w).key})


def part_of(a: str, b: str) -> str:
    return "kept" if hashlib.sha256(f"{a}\t{b}".encode()).digest()[0] % 3 == 0 else "tuned"


@pytest.mark.parametrize("rows", [VARIANTS, DIFFERENT], ids=["variants", "different"])
def test_pairs_are_many_of_all_scripts_and_parted_by_their_hash(rows: list[list[str]]) -> None:
    assert len(rows) >= 450
    assert len({group for *_, group, _ in rows}) >= 20
    assert [part for *_, part in rows] == [part_of(a, b) for a, b, *_ in rows]
    assert len({frozenset((a, b)) for a, b, *_ in rows}) == len(rows)


@pytest.mark.parametrize("part", ["tuned", "kept"])
def test_alike_finds_variants_and_leaves_others_apart(part: str) -> None:
    right = [alike(a, b) > 0 for a, b, _, of in VARIANTS if of == part]
    wrong = [alike(a, b) > 0 for a, b, _, of in DIFFERENT if of == part]
    assert sum(right) / len(right) >= 0.92
    assert sum(wrong) / len(wrong) <= 0.10


def test_alike_of_the_names_that_other_keys_confuse() -> None:
    for pair in ("Bikash Vikas", "Lakshmi Laxmi", "Jamuna Yamuna", "Mohammad Md", "Shyam Sam"):
        assert alike(*pair.split()), pair
    for pair in ("Sunita Sumita", "Anita Amita", "Rani Reena", "Ramesh Rakesh", "Kumar Kumari"):
        assert not alike(*pair.split()), pair


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Guddi @ Sunita", ["Guddi", "Sunita"]),
        ("Raju urf Rakesh Kumar s/o Mohan Lal", ["Raju", "Rakesh Kumar"]),
        ("राजू उर्फ़ राकेश पुत्र मोहन", ["राजू", "राकेश"]),
        ("پوجا عرف گڈی", ["پوجا", "گڈی"]),
        ("Rekha D/O Shyam", ["Rekha"]),
        ("Surfraz", ["Surfraz"]),
        ("राम प्रजापति", ["राम प्रजापति"]),
        ("w/o Mohan", []),
    ],
)
def test_said_names_parts_aliases_and_drops_whose_child(text: str, names: list[str]) -> None:
    assert said_names(text) == names


def test_token_keys_mark_titles_and_initials_as_light() -> None:
    tokens = token_keys("Smt. Sunita R. Devi")
    assert [token.is_light for token in tokens] == [True, False, True, True]
    assert [token.is_light for token in token_keys("कु॰ सीता कौर")] == [True, False, True]
    assert [token.is_light for token in token_keys("মোঃ সেলিম খাতুন")] == [True, False, True]


def test_alike_of_names_of_several_words() -> None:
    assert alike("Ram Kumar Yadav", "Yadav Ramkumar") > 0
    assert alike("Sunita", "Sunita Yadav") == 1
    assert alike("Ram Prasad", "Ram Prakash") == 0
    assert alike("Kumari", "कुमारी") == 2
    assert alike("", "Ram") == alike("@", "s/o") == 0


FIRST_WORDS = (("Man", "मान", "مان"), ("Tek", "टेक", "ٹیک"), ("Ram", "राम", "رام"), ("Dhan", "धन", "دھن"),
               ("Surya", "सूर्य", "سوریا"), ("Lal", "लाल", "لال"))  # fmt: skip
SECOND_WORDS = (("bahadur", "बहादुर", "بہادر"), ("prasad", "प्रसाद", "پرساد"), ("maya", "माया", "مایا"),
                ("kumar", "कुमार", "کمار"), ("kumari", "कुमारी", "کماری"), ("devi", "देवी", "دیوی"),
                ("lal", "लाल", "لال"), ("singh", "सिंह", "سنگھ"))  # fmt: skip


def test_compound_is_one_name_joined_and_apart_in_each_script_and_no_other() -> None:
    ways = {
        (first[0], second[0]): [
            one + between + two for one, two in zip(first, second, strict=True) for between in ("", " ")
        ]
        for first in FIRST_WORDS
        for second in SECOND_WORDS
    }
    for written in ways.values():
        assert all(alike(a, b) for a in written for b in written), written
    joined = {name: written[::2] for name, written in ways.items()}
    for name, written in joined.items():
        for other, others in joined.items():
            assert name == other or not any(alike(a, b) for a, b in zip(written, others, strict=True)), (name, other)


@pytest.mark.parametrize(
    "name", ["Bilal", "بلال", "Jalal", "Sumaya", "Kumar", "Bahadur", "Maya", "बहादुर", "Subhadra", "Omprakash"]
)
def test_name_that_only_ends_like_a_second_word_is_heard_as_it_is(name: str) -> None:
    assert not token_key(name).key[-1].isdigit()


@pytest.mark.parametrize(
    "name", ["রামপ্রসাদ", "ਰਾਮਪ੍ਰਸਾਦ", "રામપ્રસાદ", "ରାମପ୍ରସାଦ", "ராம்பிரசாத்", "రాంప్రసాద్", "ರಾಮ್ಪ್ರಸಾದ್", "Ramparshad"]
)
def test_compound_of_any_script_meets_its_two_words(name: str) -> None:
    assert alike(name, "Ram Prasad")


def test_script_that_leaves_sounds_open_is_compared_with_them_open() -> None:
    assert token_key("கீதா").key == "KT"
    assert alike("கீதா", "Gita") == 2
    assert alike("கீதா", "Kita") == 2
    assert alike("Gita", "Kita") == 0
    assert token_key("اسلم").key == "Aslm"
    assert alike("اسلم", "Aslam") > 0
    assert alike("اسلم", "Islam") > 0
    assert alike("Aslam", "Islam") == 0
    assert token_key("రమేశ").voiced.endswith("v")
    assert alike("రమేశ", "Ramesh") == 2
    assert alike("సునీత", "Sunita") == 2


def test_alike_table_and_pairs_say_what_two_tokens_say() -> None:
    some = WORDS[::9]
    table = alike_table(some, WORDS)
    expected = np.array([[tokens_alike(token_key(a), token_key(b)) for b in WORDS] for a in some], dtype=np.int8)
    assert table.dtype == np.int8
    assert np.array_equal(table, expected)
    rows, columns, grades = alike_pairs([token_key(a) for a in some], [token_key(b) for b in WORDS])
    assert len(rows) == len(columns) == len(grades) == np.count_nonzero(expected)


def test_rule_in_sql_gives_the_same_grades() -> None:
    tokens = [token_key(word) for word in WORDS[::4]]
    con = duckdb.connect()
    con.execute("create table t (place int, key text, voiced text)")
    con.executemany("insert into t values (?, ?, ?)", [(n, t.key, t.voiced) for n, t in enumerate(tokens)])
    consonants, vowels = (f"'{one}', '{other}'" for one, other in (OPEN_CONSONANTS, OPEN_VOWELS))
    found = con.execute(
        f"""
        with pair as (
            select a.place x, b.place y,
                regexp_matches(a.key || b.key, '[KTPS]') stops, contains(a.key || b.key, 'A') opening,
                (a.voiced || b.voiced) <> lower(a.voiced || b.voiced) unwritten,
                lower(a.key) ka, lower(b.key) kb, lower(a.voiced) va, lower(b.voiced) vb
            from t a, t b
        ), opened as (
            select x, y, unwritten,
                case when stops then translate(va, {consonants}) else va end va,
                case when stops then translate(vb, {consonants}) else vb end vb,
                case when opening then translate(k1, {vowels}) else k1 end ka,
                case when opening then translate(k2, {vowels}) else k2 end kb
            from (select *, case when stops then translate(ka, {consonants}) else ka end k1,
                case when stops then translate(kb, {consonants}) else kb end k2 from pair)
        ), told as (
            select x, y, least(length(ka), 7) size, unwritten, case when va like '%v' or vb like '%v'
                then levenshtein(rtrim(va, 'av'), rtrim(vb, 'av')) else levenshtein(va, vb) end apart
            from opened where ka = kb
        )
        select x, y, case when apart = 0 then 2 else 1 end from told
        where apart <= case when unwritten then {list(SLACK_UNWRITTEN)}[size + 1] else {list(SLACK)}[size + 1] end
        """
    ).fetchall()
    rows, columns, grades = alike_pairs(tokens, tokens)
    assert sorted(found) == sorted(zip(rows.tolist(), columns.tolist(), grades.tolist(), strict=True))


@settings(max_examples=200)
@given(st.text(max_size=30), st.sampled_from(WORDS))
def test_any_text_has_tokens_and_is_the_same_as_itself(text: str, word: str) -> None:
    tokens = token_keys(text)
    assert all(token.key and token.voiced for token in tokens)
    if tokens:
        assert alike(text, text) == 2
    assert alike(text, word) == alike(word, text)


@given(st.text(alphabet=st.characters(min_codepoint=0x0600, max_codepoint=0x0D7F), max_size=15))
def test_keys_are_of_a_small_alphabet(text: str) -> None:
    for key, voiced, _ in token_keys(text):
        assert (key + voiced).isascii()
        assert (key + voiced).isalnum()
