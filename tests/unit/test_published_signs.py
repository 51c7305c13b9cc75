"""The published signs as they ship, and the faults that keep a wrong file from being read."""

import re
import shutil
from pathlib import Path

import pytest

from samanvay.law.library_files import shipped_library
from samanvay.support.kinds import AT_ONCE_LAW, Answer, Outcome
from samanvay.support.outcome import as_text, checked_answers, from_text, result_of
from samanvay.support.published import FOLDER, PublishedError, published, read_published
from samanvay.support.victims import LAW


def changed(tmp_path: Path, file: str, before: str, after: str) -> Path:
    """Copy the files with one passage changed."""
    folder = tmp_path / "indicators"
    shutil.copytree(FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    return folder


def test_every_sign_has_both_languages_and_a_source_and_every_situation_its_signs() -> None:
    library = published()
    for sign in library.indicators.values():
        assert sign.ask_en.endswith("?")
        assert sign.ask_hi.endswith("?")
        assert re.search("[\u0900-\u097f]", sign.ask_hi)
        assert sign.source in library.sources
    for group in library.groups:
        assert len(library.of_group(group)) > 5
        assert any(sign.alone for sign in library.of_group(group))


def test_what_is_not_certain_says_what_is_to_be_checked() -> None:
    for source in published().sources.values():
        assert source.is_certain or (source.check.en and source.check.hi)
    assert not all(source.is_certain for source in published().sources.values())


def test_every_law_that_is_named_stands_in_the_library() -> None:
    named = {code for group in published().groups.values() for code in group.law}
    named |= {source.law for source in published().sources.values() if source.law}
    named |= {code for codes in (*AT_ONCE_LAW.values(), *LAW.values()) for code in codes}
    assert not named - shipped_library().entries.keys()


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        (
            "marriage.toml",
            'ask_hi = "क्या वर या वधू कम आयु के हैं: लड़की 18 से, लड़का 21 से कम?"',
            'ask_hi = "Is the bride or groom under age?"',
            "marriage.toml: marriage_child: ask_hi: expected Hindi",
        ),
        ("marriage.toml", 'source = "ilo_delphi"', 'source = "nobody"', "source 'nobody' is not known"),
        ("marriage.toml", 'source = "ilo_delphi"\n', "", "marriage.toml: marriage_child: source is missing"),
        ("marriage.toml", 'ask_hi = "', 'ask_bho = "', "ask_bho is no field"),
        ("marriage.toml", '"forced_marriage"', '"dowry"', "suggests 'dowry' is not known"),
        ("marriage.toml", "alone = true", 'alone = "yes"', "alone: expected true or false"),
        ("marriage.toml", '"marriage_paid"', '"marriage_child"', "code is entered twice"),
        ("sources.toml", 'certainty = "probable"', 'certainty = "sure"', "certainty must be one of certain, probable"),
        ("groups.toml", "[[groups]]", "[[groups", "groups.toml: cannot be read"),
    ],
)
def test_faulty_file_is_refused_naming_file_sign_and_field(
    tmp_path: Path, file: str, before: str, after: str, fault: str
) -> None:
    with pytest.raises(PublishedError) as refused:
        read_published(changed(tmp_path, file, before, after))
    assert fault in str(refused.value)


def test_one_sign_that_speaks_alone_is_enough_and_several_that_do_not_are_none() -> None:
    weak = {sign.code: Answer.SEEN for sign in published().of_group("workplace") if not sign.alone}
    assert len(weak) > 2
    given = {"suspects": False, "is_child": False}
    assert result_of("workplace", weak, **given).outcome == Outcome.FURTHER
    one = result_of("workplace", {"work_debt": Answer.SAID}, **given)
    assert (one.outcome, one.forms) == (Outcome.SIGN, ("bonded_labour",))
    assert result_of("workplace", {"work_debt": Answer.NOT_SEEN}, **given).outcome == Outcome.NONE


def test_the_officers_own_suspicion_is_a_sign() -> None:
    result = result_of("workplace", {"work_debt": Answer.NOT_SEEN}, suspects=True, is_child=False)
    assert (result.outcome, result.forms) == (Outcome.SIGN, ())


def test_what_cannot_wait_comes_of_signs_child_and_interpreter() -> None:
    answers = {"work_beaten": Answer.SAID}
    assert result_of("workplace", answers, suspects=False, is_child=False).at_once == ("danger", "doctor")
    told = result_of("workplace", {}, suspects=False, is_child=True, interpreter="companion")
    assert told.at_once == ("child", "interpreter")


def test_nothing_that_follows_is_a_number() -> None:
    result = result_of("brothel", {"brothel_sold": Answer.SEEN}, suspects=False, is_child=False)
    for name in result.__slots__:
        assert not isinstance(getattr(result, name), int | float)
    source = "".join(path.read_text() for path in FOLDER.parent.glob("*.py")) + "".join(
        path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")
    )
    assert not re.search(r"\b(scores?|weights?|threshold|per ?cent|enough_for)\b", source, re.IGNORECASE)


def test_answers_are_kept_as_they_were_given_and_unasked_ones_as_not_asked() -> None:
    kept = checked_answers("online", {"online_ransom": Answer.SAID})
    assert from_text(as_text(kept)) == kept
    assert {answer for code, answer in kept.items() if code != "online_ransom"} == {Answer.NOT_ASKED}
