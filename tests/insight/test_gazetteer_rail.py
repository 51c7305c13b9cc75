"""Stations, trains and their halts."""

import pytest

from samanvay_insight.gazetteer import halts, place, places, trains, trains_between


def test_time_table_is_whole() -> None:
    assert len(trains()) == 2858
    assert sum(len(train.codes) for train in trains().values()) == 62_123
    assert len(places(["station"])) > 8_800


def test_most_halts_have_a_station_with_a_place() -> None:
    known = placed = 0
    for number in list(trains())[::20]:
        for halt in halts(number):
            known += 1
            placed += halt.station is not None and place(halt.station).district is not None
    assert placed / known > 0.96


def test_halts_of_a_train_come_in_order_with_growing_distance() -> None:
    mandovi = halts("10103")
    assert [halt.code for halt in mandovi][:3] == ["CSMT", "DR", "TNA"]
    assert [halt.order for halt in mandovi] == list(range(1, len(mandovi) + 1))
    assert mandovi[0].station == "station:CSMT"
    km = [halt.km for halt in mandovi if halt.km is not None]
    assert km == sorted(km)
    assert km[0] == 0
    assert km[-1] == trains()["10103"].km == 765


def test_stations_lie_in_their_district() -> None:
    assert place("station:BSB").district == "district:197"
    assert place("station:DDU").district == "district:196"
    assert place("station:MB").district == "district:135"
    assert place("station:RXL").district == "district:204"


def test_renamed_station_keeps_the_place_of_its_old_code() -> None:
    ddu = place("station:DDU")
    assert ddu.lat == pytest.approx(25.28, abs=0.05)
    assert "Mughalsarai" in ddu.aliases
    with pytest.raises(KeyError):
        place("station:MGS")


def test_trains_between_halt_at_both_in_that_order() -> None:
    found = trains_between("station:GKP", "station:NDLS") + trains_between("station:GKP", "station:ANVT")
    assert found
    for train in found:
        last = max(train.codes.index(code) for code in ("NDLS", "ANVT") if code in train.codes)
        assert train.codes.index("GKP") < last
    assert not {t.number for t in trains_between("station:CSMT", "station:MAO")} & {
        t.number for t in trains_between("station:MAO", "station:CSMT")
    }


def test_trains_between_two_districts_are_more_than_between_two_of_their_stations() -> None:
    assert {t.number for t in trains_between("station:BSB", "station:NDLS")} < {
        t.number for t in trains_between("district:197", str(place("station:NDLS").district))
    }


def test_unknown_train_and_station_are_refused() -> None:
    with pytest.raises(KeyError):
        halts("0")
    with pytest.raises(KeyError):
        trains_between("station:NOWHERE", "station:BSB")
