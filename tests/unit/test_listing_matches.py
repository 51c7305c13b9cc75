"""Who stands in a case already is found among those who are counted, however many both are."""

from samanvay.cases.counted.actions.listing import Counted, already_listed
from samanvay.cases.models import CasePerson


def stand(number: int, sex: str, band: str) -> list[CasePerson]:
    return [CasePerson(sex=sex, age_band=band) for _each in range(number)]


def test_the_surest_are_taken_first_and_no_more_than_are_spare() -> None:
    wanted = [
        Counted(1),
        Counted(1, sex="male", age=9),
        Counted(1, sex="female", age=9),
        Counted(1, sex="male", age=30),
    ]
    unsure, boy, woman = stand(1, "unknown", "unknown") + stand(1, "male", "under_18") + stand(1, "female", "adult")
    assert already_listed(list(wanted), [woman, boy, unsure], spare=2) == [boy, unsure]
    left = list(wanted)
    assert already_listed(left, [woman, boy, unsure], spare=4) == [boy, unsure]
    assert left == [wanted[2], wanted[3]]


def test_whoever_may_be_any_takes_the_first_that_fits() -> None:
    wanted = [Counted(1, sex="female", age=9), Counted(1, sex="male", age=9), Counted(1, sex="male", age=30)]
    left = list(wanted)
    [boy] = already_listed(left, stand(1, "male", "unknown"), spare=3)
    assert boy.sex == "male"
    assert left == [wanted[0], wanted[2]]


def test_without_anybody_to_spare_nothing_is_taken() -> None:
    for spare in (0, -3):
        wanted = [Counted(1, sex="male", age=9)]
        assert already_listed(wanted, stand(1, "male", "under_18"), spare=spare) == []
        assert len(wanted) == 1


def test_ten_thousand_are_matched_against_ten_thousand() -> None:
    wanted = [Counted(1, sex="female", age=9)] * 5_000 + [Counted(1, sex="male", age=9)] * 5_000
    men = stand(5_000, "male", "adult") + stand(5_000, "male", "under_18")
    assert len(already_listed(wanted, men, spare=10_000)) == 5_000
    assert len(wanted) == 5_000
