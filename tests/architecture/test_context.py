"""The terms: each once, in order, and none forbids a standard term of the field."""

from samanvay.config.env import ROOT

STANDARD = {"duplicate", "incident", "override", "task"}
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "CONTEXT.md").read_text().partition("|---|---|---|---|\n")[2].splitlines()
]


def test_every_term_stands_once_and_in_order() -> None:
    assert len(ROWS) > 100
    assert [len(row) for row in ROWS] == [4] * len(ROWS), "term, Hindi, what it is, words to avoid"
    terms = [row[0].casefold() for row in ROWS]
    assert terms == sorted(terms)
    assert len(terms) == len(set(terms))
    alone = {term for term in terms if "(" not in term}
    assert not alone & {term.partition(" (")[0] for term in terms if "(" in term}, "say of what each of them is"


def test_no_standard_term_is_a_word_to_avoid() -> None:
    forbidden = {row[0]: STANDARD & {word.strip() for word in row[3].split(",")} for row in ROWS}
    assert not {term: words for term, words in forbidden.items() if words}
