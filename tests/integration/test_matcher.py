"""The matcher as a server: asked over its socket, away, being filled, asked nonsense; matching in bulk."""

import os
import socket
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from match_world import compared, compiled, found_girl, match_world, missing_girl, pair_of

from arranging import arranging
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.tracing.entries.actions import amend_entry, void_entry
from samanvay.tracing.matcher.actions.bulk import match_waiting, wait_anew
from samanvay.tracing.matcher.actions.coding import code_entries, coded_features
from samanvay.tracing.matcher.asking import MatcherAway, queries_for
from samanvay.tracing.matcher.protocol import LENGTH, address, ask_matcher, asked, folder
from samanvay.tracing.matcher.serving import Server, listening
from samanvay.tracing.matcher.store import Store
from samanvay.tracing.models import Candidate, CodedEntry
from samanvay.web.tracing import matcher_probe

__all__ = ["compiled"]  # a fixture of this module too


class Still(Store):
    """A store that was filled and follows nothing more: its thread has no database of the test's transaction."""

    def follow(self, most: int = 0) -> int:
        return 0


@contextmanager
def served(store: Store) -> Iterator[Server]:
    """Answer from a store in a thread, on the socket of the test's own home."""
    server, stop = Server(store), threading.Event()

    def answering(ear: socket.socket) -> None:
        while not stop.is_set():
            server.serve_once(ear)

    with listening() as ear:
        thread = threading.Thread(target=answering, args=(ear,))
        thread.start()
        try:
            yield server
        finally:
            stop.set()
            thread.join()


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    # A home with a long name: an address of a socket has room for 107 letters.
    settings.SAMANVAY_HOME = tmp_path / ("long" * 40)
    settings.SAMANVAY_HOME.mkdir()


@pytest.fixture
def made(db: None):
    return match_world()


def test_it_answers_over_its_socket_what_it_answers_within(made) -> None:
    missing, found = missing_girl(made), found_girl(made)
    code_entries([missing.id, found.id])
    store = Store()
    while store.follow():
        continue
    with reading(SYSTEM):
        features = coded_features([CodedEntry.objects.get(entry=found)])[found.id]
    queries = queries_for("found", found.id, features)
    within = store.answer(queries)
    store.__class__ = Still
    with served(store) as server:
        with pytest.raises(MatcherAway, match="preparing"):
            ask_matcher(queries)
        server.is_filled = True
        assert ask_matcher(queries) == within
        assert asked({"ask": "status"})["records"] == 2
    assert [each.other for each in within[0]] == [missing.id]


def test_nobody_else_reaches_it_and_nonsense_does_not_end_it() -> None:
    with served(Still()) as server:
        server.is_filled = True
        mode = stat.S_IMODE(os.stat(folder() / "matcher.sock").st_mode)
        assert mode == 0o600
        for nonsense in (b"", b"\xff\xff\xff\xff", LENGTH.pack(4) + b"{{{{", LENGTH.pack(9) + b'{"queries'):
            with socket.socket(socket.AF_UNIX) as stream, address() as where:
                stream.connect(where)
                stream.sendall(nonsense)
                stream.shutdown(socket.SHUT_WR)
                assert stream.recv(10) == b""
        with pytest.raises(MatcherAway):
            asked({"queries": [{"entry": "nobody"}]})
        assert asked({"ask": "status"})["is_filled"] is True
    with pytest.raises(MatcherAway):
        asked({"ask": "status"})
    assert not (folder() / "matcher.sock").exists()


def test_in_bulk_the_same_pairs_are_found_as_one_by_one(made) -> None:
    missing, found, other = missing_girl(made), found_girl(made), found_girl(made, age="30", sealed={})
    compared(missing, found, other)
    one_by_one = pair_of(missing, found)
    with reading(SYSTEM):
        before = set(Candidate.objects.values_list("left_id", "right_id"))
    assert wait_anew() == 3
    [progress] = match_waiting()
    assert (progress.looked, progress.total, progress.pairs) == (3, 3, 0)
    with reading(SYSTEM):
        assert set(Candidate.objects.values_list("left_id", "right_id")) == before
        assert Candidate.objects.get(pk=one_by_one.pk).weight == one_by_one.weight
        assert not CodedEntry.objects.filter(looked_at__isnull=True).exists()


def test_the_share_of_the_found_that_is_registered_is_learned_and_used_and_learned_anew(made) -> None:
    missing, found = missing_girl(made), found_girl(made)
    code_entries([missing.id, found.id])
    store = Store()
    while store.follow():
        continue
    size, one = store.learned["found"]
    assert size == 2
    assert 0.55 < one.known < 0.7, "one found person says little"
    with reading(SYSTEM):
        features = coded_features(list(CodedEntry.objects.all()))
    queries = {
        kind: queries_for(kind, entry.id, features[entry.id])[0]
        for kind, entry in (("found", found), ("missing", missing))
    }
    told = {kind: store.answer([query])[0][0].probability for kind, query in queries.items()}
    strangers = [
        found_girl(made, age="40", sealed={"identity": {"given": name}}).id for name in ["Rekha", "Ayesha", "Pinky"]
    ]
    code_entries(strangers)
    while store.follow():
        continue
    size, four = store.learned["found"]
    assert size == 5
    assert four.known < one.known
    for kind, query in queries.items():
        assert store.weights_of(query) is four
        assert store.answer([query])[0][0].probability < told[kind]
    assert store.weights_of(queries_for("missing", missing.id, features[missing.id])[2]) is not four, (
        "a double is another share"
    )


def test_a_changed_entry_takes_its_own_place(made) -> None:
    entry = missing_girl(made)
    code_entries([entry.id])
    store = Store()
    assert store.follow() == 1
    amend_entry(by=made.sho.actor, entry_id=entry.id, reason="a word", expected=1, changes={"marks": ["scar:chin"]})
    code_entries([entry.id])
    assert store.follow() == 1
    assert (len(store), len(store.registers["missing"])) == (1, 1)
    void_entry(by=made.sho.actor, entry_id=entry.id, reason="twice")
    code_entries([entry.id])
    assert store.follow() == 1
    assert (len(store), len(store.registers["missing"])) == (0, 0)


def test_entries_that_cannot_be_loaded_are_left_out_and_named_and_keep_no_other_out(made, monkeypatch) -> None:
    entries = [missing_girl(made) for _ in range(5)]
    code_entries([entry.id for entry in entries])
    broken = {entries[1].id, entries[2].id}
    with arranging():
        CodedEntry.objects.filter(entry__in=broken).update(content=b"no code at all")
    store = Store()
    assert store.follow() == 5
    assert store.follow() == 0
    assert len(store) == 3
    assert set(store.left_out) == broken
    with served(store := as_still(store)) as server:
        server.is_filled = True
        status = asked({"ask": "status"})
        assert (status["records"], status["left_out_count"]) == (3, 2)
        assert set(status["left_out"]) == {str(key) for key in broken}
        [reading_of_matcher] = matcher_probe.matcher()
        assert reading_of_matcher.is_bad
        assert all(str(key) in reading_of_matcher.more for key in broken)
    store.__class__ = Store
    code_entries([entries[1].id])
    assert store.follow() == 1
    assert set(store.left_out) == {entries[2].id}, "coded anew it is taken in"


def as_still(store: Store) -> Store:
    store.__class__ = Still
    return store
