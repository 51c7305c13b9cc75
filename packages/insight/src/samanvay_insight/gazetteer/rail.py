"""Trains and where they halt."""

from __future__ import annotations

from functools import cache

from samanvay_insight.gazetteer.atlas import stations
from samanvay_insight.gazetteer.geometry import km_between
from samanvay_insight.gazetteer.places import Halt, Train
from samanvay_insight.gazetteer.tables import derived


@cache
def trains() -> dict[str, Train]:
    """Return the trains of the time-table by number."""
    return {
        number: Train(
            number,
            name,
            int(km) if km not in ("", "None") else None,
            tuple(map(int, days)),
            tuple(codes.split()),
        )
        for number, name, km, days, codes in derived("trains")
    }


def halts(train_number: str) -> tuple[Halt, ...]:
    """Return a train's halts in order. Raises KeyError on a number that the time-table does not have."""
    train = trains()[train_number]
    known = stations()
    places = [known.get(f"station:{code}") for code in train.codes]
    spots = [(p.lat, p.lon) if p and p.lat is not None and p.lon is not None else None for p in places]
    legs: list[float] = [0.0]
    last = spots[0]
    for spot in spots[1:]:
        legs.append(legs[-1] + (km_between(last, spot) if last and spot else 0.0))
        last = spot or last
    # a train whose first or last halt is not on the map has no length to share out
    scale = train.km / legs[-1] if train.km and legs[-1] and spots[0] and spots[-1] else None
    return tuple(
        Halt(order, code, place.key if place else None, round(leg * scale, 1) if scale and spot else None)
        for order, (code, place, spot, leg) in enumerate(zip(train.codes, places, spots, legs, strict=True), 1)
    )


@cache
def _stopping() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for number, train in trains().items():
        for code in dict.fromkeys(train.codes):
            found.setdefault(code, []).append(number)
    return {code: tuple(numbers) for code, numbers in found.items()}


def trains_between(a: str, b: str) -> tuple[Train, ...]:
    """Return the trains that halt at `a` and afterwards at `b`; each a station's key or a district's.

    Raises KeyError on a key that is neither.
    """
    starts, ends = _codes(a), _codes(b)
    found = []
    for number in sorted({number for code in starts for number in _stopping().get(code, ())}):
        train = trains()[number]
        first = next((at for at, code in enumerate(train.codes) if code in starts), None)
        if first is not None and any(code in ends for code in train.codes[first + 1 :]):
            found.append(train)
    return tuple(found)


def _codes(key: str) -> frozenset[str]:
    if key.startswith("station:"):
        return frozenset({stations()[key].key.removeprefix("station:")})
    codes = frozenset(p.key.removeprefix("station:") for p in stations().values() if p.district == key)
    if not codes and not key.startswith(("district:", "np-district:")):
        raise KeyError(f"{key!r} is neither a station nor a district")
    return codes
