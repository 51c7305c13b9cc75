"""What is kept in memory: the latest, for a while, by its whole key."""

import pytest

from samanvay.kernel import kept
from samanvay.kernel.kept import Kept


def test_result_is_made_once_for_each_key_and_the_oldest_goes() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    results: Kept[str] = Kept(most=2)
    for name in ("a", "b", "a", "c", "a", "b"):
        assert results.get((name, "en"), lambda name=name: make(name)) == name
    assert made == ["a", "b", "c", "b"], "the one that was not asked for longest had to go"


def test_result_is_kept_for_its_time_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: now[0])
    results: Kept[float] = Kept(seconds=60)
    assert results.get("key", lambda: now[0]) == 100
    now[0] = 159.0
    assert results.get("key", lambda: now[0]) == 100
    now[0] = 160.0
    assert results.get("key", lambda: now[0]) == 160
    now[0] = 300.0
    results.get("another", lambda: 1.0)
    assert len(results._results) == 1, "what is over its time takes no room"
