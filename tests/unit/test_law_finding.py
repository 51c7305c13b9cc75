"""Finding in the library of the law: by section old and new, by words in both languages, with errors of typing."""

from datetime import date

import pytest

from samanvay.law.library_files import shipped_library
from samanvay.law.search.finding import Index, section_keys

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(shipped_library())


# what is typed, the section that comes first, and one of those shown beside it
SECTIONS = [
    ("370 IPC", "ipc_370", "bns_143"),
    ("ipc 370", "ipc_370", "bns_143"),
    ("370", "ipc_370", "bns_143"),
    ("धारा 370", "ipc_370", "bns_143"),
    ("धारा ३७०", "ipc_370", "bns_143"),
    ("u/s 370 I.P.C.", "ipc_370", "bns_143"),
    ("भा.द.वि. 370", "ipc_370", "bns_143"),
    ("आईपीसी की धारा 370क", "ipc_370a", "bns_144"),
    ("370 a ipc", "ipc_370a", "bns_144"),
    ("370A", "ipc_370a", "bns_144"),
    ("143 BNS", "bns_143", "ipc_370"),
    ("BNS143", "bns_143", "ipc_370_old"),
    ("बीएनएस 143", "bns_143", "ipc_370"),
    ("crpc 164", "crpc_164", "bnss_183"),
    ("सीआरपीसी 164", "crpc_164", "bnss_183"),
    ("bnss 183", "bnss_183", "crpc_164"),
    ("363", "ipc_363", "bns_137"),
    ("115(2) bns", "bns_115_2", "ipc_323"),
    ("section 31 jj act", "jj_31", "jj_31"),
    ("pocso 19", "pocso_19", "pocso_19"),
    ("poxo 19", "pocso_19", "pocso_19"),
    ("article 23", "art_23", "art_23"),
    ("अनुच्छेद 23", "art_23", "art_23"),
    ("itpa 5", "itpa_5", "itpa_5"),
    ("376 ipc 2015", "ipc_376", "ipc_376_2013"),
]
WORDS = [
    ("jj act", "jj"),
    ("पॉक्सो", "pocso"),
    ("lalita kumari", "lalita_kumari_2013"),
    ("lalitha kumary", "lalita_kumari_2013"),
    ("ललिता कुमारी", "lalita_kumari_2013"),
    ("ललीता कुमारी", "lalita_kumari_2013"),
    ("zero fir", "bnss_173"),
    ("bandhua mukti morcha", "bandhua_1983"),
    ("palermo", "palermo"),
    ("24 hours cwc", "jj_31"),
    ("how age is decided", "jj_94"),
    ("two finger test", "two_finger_2022"),
    ("witness protection scheme 2018", "witness_scheme_2018"),
]


@pytest.mark.parametrize(("said", "first", "beside"), SECTIONS)
def test_section_comes_first_with_what_it_was_and_became(index: Index, said: str, first: str, beside: str) -> None:
    line = index.find(said, today=TODAY).lines[0]
    assert line.asked.code == first
    assert beside in [entry.code for entry in line.entries]


@pytest.mark.parametrize(("said", "first"), WORDS)
def test_words_find_the_entry_that_is_meant(index: Index, said: str, first: str) -> None:
    found = index.find(said, today=TODAY)
    assert not found.lines
    assert found.entries[0].code == first


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("376 ipc 2015", {"ipc_376_2013"}),
        ("143 bns 30.06.2024", {"ipc_370"}),
        ("370 ipc 1 July 2024", {"bns_143"}),
        ("bns 143 2024", {"ipc_370", "bns_143"}),
        ("bns 143 2023", {"bns_143"}),
    ],
)
def test_day_or_year_beside_a_section_says_which_held(index: Index, said: str, held: set[str]) -> None:
    line = index.find(said, today=TODAY).lines[0]
    assert {entry.code for entry in line.on_days or line.entries[-1:]} == held


def test_word_that_stands_nowhere_is_told_as_near_or_finds_nothing(index: Index) -> None:
    assert index.find("trafficking zzzzzzzz", today=TODAY).is_near
    assert index.find("zzzzzzzz", today=TODAY).entries == []
    assert index.find("9999", today=TODAY).lines == []
    assert index.find("144 crpc", today=TODAY).missing == ("144",)
    assert index.find("370(4) ipc", today=TODAY).missing == ()
    for ugly in ("", " ", "()", "धारा", "%00", "((((", "१" * 400, "a" * 400, "31.02.2015 370", "370 ipc 0001"):
        index.find(ugly, today=TODAY)


def test_number_of_a_provision_names_each_of_its_sections() -> None:
    assert section_keys("359–361, 363") == {"359", "360", "361", "363"}
    assert section_keys("14A–14D, 17A") == {"14a", "14b", "14c", "14d", "17a"}
    assert section_keys("376 (2013 to 2018)") == {"376"}
    assert section_keys("25 to 27") == {"25", "26", "27"}
    assert section_keys("115(2)") == {"115", "115(2)"}
