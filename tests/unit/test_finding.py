"""What a search asks for, and what of it is shown."""

import pytest

from samanvay.kernel.bilingual import Bilingual
from samanvay.web.kit.finders import Asked, Group, Hit, Hits, asked_of, exact, has_words, hits_of, is_same_number

WHOLE = "UP-BRH-2026-000123"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("  UP–BRH—2026‑१२३ ", "UP-BRH-2026-123"),
        ("50% 'or'\x001=1;--", "50 or 1 1"),
        ("\u202eabc\u200f def", "abc def"),
        ("बहराइच की लड़की", "बहराइच की लड़की"),
        ("under_score", "under score"),
        ("a" * 81, ""),
        ("a", ""),
        ("%%__''", ""),
        ("😀🚔", ""),
        ("", ""),
    ],
)
def test_what_is_asked_is_words_and_digits_alone(said: str, text: str) -> None:
    assert asked_of(said).text == text


def test_words_are_found_at_the_beginning_of_words_in_either_language() -> None:
    title = Bilingual("Change the password", "पासवर्ड बदलें")
    assert has_words(Asked(("PASS",)), title)
    assert has_words(Asked(("पासवर्ड", "change")), title)
    assert not has_words(Asked(("word",)), title)


def test_first_five_stand_with_how_many_there_are() -> None:
    hits = hits_of(list(range(9)), lambda each: Hit(each, ""))
    assert ([hit.words for hit in hits.first], hits.count, hits.is_cut) == ([0, 1, 2, 3, 4], 9, True)
    assert not hits_of([1], lambda each: Hit(each, "")).is_cut


def test_only_what_alone_was_meant_is_gone_to() -> None:
    one, other = Hit("A", "/a/", is_exact=True), Hit("B", "/b/", is_exact=True)
    assert exact([Group("x", "X", Hits([one, Hit("C", "/c/")], 2))]) is one
    assert exact([Group("x", "X", Hits([one, other], 2))]) is None
    assert exact([]) is None
    assert is_same_number("up brh 2026 000123", WHOLE)
    assert not is_same_number("123", WHOLE)
