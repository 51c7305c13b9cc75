"""One Hindi word for one thing, in the catalogue and in the vocabularies of the code."""

import re
from pathlib import Path

import pytest

import samanvay
from samanvay.web.language import extraction

ROOT = Path(samanvay.__file__).parent
ONE_WORD = {
    "प्रतिवेदन": "रिपोर्ट",
    "दूसरा प्रमाण": "दूसरा सत्यापन",
    "दूसरे प्रमाण": "दूसरे सत्यापन",
    "अभिलेख-लॉग": "लॉग",
    "कथित": "बताई गई",
    "फोन": "फ़ोन",
}
# What these read was written by others, in their own words.
READS = ("cases/importing/spec.py", "tracing/importing/spec.py")


def sources() -> list[Path]:
    found = [path for suffix in ("py", "html", "txt", "po") for path in ROOT.rglob(f"*.{suffix}")]
    return [path for path in sorted(found) if not path.relative_to(ROOT).as_posix().startswith(READS)]


@pytest.mark.parametrize("word", ONE_WORD)
def test_a_word_that_has_another_is_not_used(word: str) -> None:
    listed = sources()
    assert len(listed) > 1000
    found = [path.relative_to(ROOT).as_posix() for path in listed if word in path.read_text(encoding="utf-8")]
    assert not found, f"say {ONE_WORD[word]} and not {word}"


@pytest.mark.parametrize(
    ("english", "hindi"),
    [(r"\blogs?\b(?! in)", "लॉग"), (r"\bsecond factors?\b", r"दूसर[ाे] सत्यापन")],
)
def test_the_catalogue_says_it_by_one_word(english: str, hindi: str) -> None:
    meant = re.compile(english, re.IGNORECASE)
    said = {
        "".join(str(part) for part in ([message.id] if isinstance(message.id, str) else message.id)): str(
            message.string
        )
        for message in extraction.read("hi")
        if message.id
    }
    found = {text: words for text, words in said.items() if meant.search(text)}
    assert len(found) > 5
    assert not {text: words for text, words in found.items() if not re.search(hindi, words)}
