"""Days are moved in the form they were written in; what names somebody becomes other, what names a place stays."""

import random
from datetime import date, timedelta

import pytest

from samanvay.reports.teaching.days import CannotMove, moved_days
from samanvay.reports.teaching.disguise import disguised

WRITTEN = date(2026, 11, 30)


def moved(text: str, by: int) -> str:
    for piece in reversed(moved_days(text, WRITTEN, timedelta(days=by))):
        text = text[: piece.start] + piece.instead + text[piece.end :]
    return text


@pytest.mark.parametrize(
    ("said", "by", "instead"),
    [
        ("on 12.11.2026 at", -10, "on 02.11.2026 at"),
        ("2/11/26", -2, "31/10/26"),
        ("2026-11-12", -12, "2026-10-31"),
        ("12 November 2026", -12, "31 October 2026"),
        ("21st Nov 2026", 1, "22nd Nov 2026"),
        ("November 12, 2026", 1, "November 13, 2026"),
        ("12 NOV", -12, "31 OCT"),
        ("१२.११.२०२६", -10, "०२.११.२०२६"),
        ("3 नवंबर 2026 को", -3, "31 अक्टूबर 2026 को"),
        ("from 12 to 15 November 2026", -10, "from 02 to 05 November 2026"),
        ("night of 11/12.11.2026", -1, "night of 10/11.11.2026"),
        ("dt 26.11 at", -1, "dt 25.11 at"),
        ("in November 2026, yesterday, u/s 143, 12 girls", -10, "in November 2026, yesterday, u/s 143, 12 girls"),
    ],
)
def test_a_day_is_moved_in_its_own_form(said: str, by: int, instead: str) -> None:
    assert moved(said, by) == instead


def test_a_day_that_no_month_has_is_not_moved() -> None:
    with pytest.raises(CannotMove):
        moved_days(
            "31 to 15 March 2026 and 30-31 to 5 November 2026; 45 to 12 November 2026", WRITTEN, timedelta(days=1)
        )


@pytest.mark.parametrize(
    ("text", "gone", "stays"),
    [
        ("named Pooja rescued from Gonda", ["Pooja"], ["named", "rescued from Gonda"]),
        ("naam pooja d/o ramesh, ramesh ne bataya", ["pooja", "ramesh"], ["naam", "d/o", "ne bataya"]),
        ("SI Ramesh Kumar arrested Mohd Salim", ["Ramesh", "Salim"], ["SI", "arrested"]),
        ("Vehicle UP32AB1234, train no 13257", ["AB1234"], ["train no 13257"]),
        ("Letter No. 45/AHTU/26 sent", ["45/AHTU"], ["Letter No.", "sent"]),
        ("mail to a.b@police.in", ["a.b@police.in"], ["mail to"]),
        ("पूजा पुत्री रामलाल निवासी गोंडा, मु0अ0सं0 145/2026", ["पूजा", "रामलाल", "145"], ["पुत्री", "निवासी गोंडा", "मु0अ0सं0"]),
    ],
)
def test_persons_and_their_numbers_become_others(text: str, gone: list[str], stays: list[str]) -> None:
    places = [(at, at + len(name)) for name in ("Gonda", "गोंडा") if (at := text.find(name)) >= 0]
    for seed in range(5):
        new = disguised(text, written_on=WRITTEN, places=places, drawn=random.Random(seed)).text
        assert not [word for word in gone if word in new], new
        assert not [word for word in stays if word not in new], new


def test_the_same_person_stays_one_and_two_stay_two() -> None:
    text = "named Pooja and named Rekha; Pooja d/o Ramlal, Rekha d/o Mohanlal"
    new = disguised(text, written_on=WRITTEN, places=[], drawn=random.Random(1)).text
    first, second = new.split()[1], new.split()[4].rstrip(";")
    assert first != second
    assert new.count(first) == new.count(second) == 2


def test_words_are_found_again_where_they_stand_now() -> None:
    text = "named Pooja, 12 November 2026, at Gonda"
    at = text.index("Gonda"), len(text)
    done = disguised(text, written_on=WRITTEN, places=[at], drawn=random.Random(2))
    now = done.at(*at)
    assert now is not None
    assert done.text[slice(*now)] == "Gonda"
    assert done.at(6, 11) is None, "a name that was replaced is not found again"
