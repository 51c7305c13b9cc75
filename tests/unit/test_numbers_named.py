"""Which numbers a text names, whole or by its parts."""

import pytest

from samanvay.cases.numbers import named_by

CASES = ["UP-BRH-2025-", "UP-BRH-2026-", "UP-VRN-2026-"]
ENTRIES = ["UP-BRH-M2026-", "UP-BRH-F2026-"]
WHOLE = "UP-BRH-2026-000123"


@pytest.mark.parametrize(
    "said",
    [
        "UP-BRH-2026-000123",
        "up brh 2026 123",
        "UPBRH2026000123",
        "UP/BRH/2026/123",
        "123/2026 BRH",
        "2026-brh-000123",
        "123/26 brh",
    ],
)
def test_whole_number_and_its_parts_in_any_order_name_it(said: str) -> None:
    assert WHOLE in named_by(said, CASES)
    assert not [each for each in named_by(said, CASES) if not each.endswith("000123") or "VRN" in each]


def test_running_number_alone_names_it_in_every_series_and_year() -> None:
    assert named_by("123", CASES) == [f"{beginning}000123" for beginning in CASES]
    assert named_by("2026 123", CASES) == ["UP-BRH-2026-000123", "UP-VRN-2026-000123"]


def test_letter_of_a_register_tells_entries_apart() -> None:
    assert named_by("UP-BRH-M2026-000012", ENTRIES) == ["UP-BRH-M2026-000012"]
    assert named_by("m 12", ENTRIES) == ["UP-BRH-M2026-000012"]
    assert named_by("UP-BRH-M2026-000012", CASES) == []


def test_beginning_of_a_running_number_names_all_that_go_on_so() -> None:
    assert named_by("UP-BRH-2026-00012", CASES) == [f"UP-BRH-2026-00012{last}" for last in range(10)]
    assert len(named_by("UP-BRH-2026-000", CASES)) == 1000
    assert named_by("00012", CASES) == [f"{beginning}000012" for beginning in CASES]


@pytest.mark.parametrize("said", ["Sunaina", "सुनैना", "12 34 56", "BRH", "1" * 60, "UP-BRH-2026-" + "9" * 40, "%", ""])
def test_what_is_no_number_names_none(said: str) -> None:
    assert named_by(said, CASES) == []
