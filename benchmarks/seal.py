"""Sealing and opening records, beside Fernet, the ready-made recipe of the same library: ``python benchmarks/seal.py``.

Each figure is the best of several rounds on one thread. Ours makes a new data key for each record and wraps it, and
binds the record to its row; Fernet seals under one key with AES-128-CBC and HMAC.
"""

import argparse
import os
import time
from collections.abc import Callable

from cryptography.fernet import Fernet

from samanvay.access.boxes.sealing import context, decrypt, encrypt, new_secret
from samanvay.kernel.ids import uuid7

RECORD = b'{"given": "Sunaina", "surname": "Majhi", "father": "Birsa Majhi", "village": "Latehar Khurd"}'.ljust(192)
ROUNDS = 5


def per_second(work: Callable[[], object], times: int) -> float:
    """Return how often a second some work is done, in the best of the rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in range(times):
            work()
        best = min(best, time.perf_counter() - began)
    return times / best


def measure(times: int) -> list[tuple[str, float]]:
    """Return the rows of the table."""
    master, box, key_id = new_secret(), uuid7(), uuid7()
    where, key_place = context(box, "identity", 1), context(key_id)
    key = new_secret()
    wrapped, sealed = encrypt(master, key, key_place), encrypt(key, RECORD, where)
    peer = Fernet(Fernet.generate_key())
    token = peer.encrypt(RECORD)

    def seal_whole() -> None:
        fresh = new_secret()
        encrypt(master, fresh, key_place)
        encrypt(fresh, RECORD, where)

    def open_whole() -> None:
        decrypt(decrypt(master, wrapped, key_place), sealed, where)

    def rewrap() -> None:
        encrypt(master, decrypt(master, wrapped, key_place), key_place)

    assert decrypt(decrypt(master, wrapped, key_place), sealed, where) == RECORD
    return [
        ("seal a record, with a new key wrapped", per_second(seal_whole, times)),
        ("open a record, its key unwrapped", per_second(open_whole, times)),
        ("wrap a key anew (rotation)", per_second(rewrap, times)),
        ("Fernet: encrypt", per_second(lambda: peer.encrypt(RECORD), times)),
        ("Fernet: decrypt", per_second(lambda: peer.decrypt(token), times)),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20_000, help="operations in a round")
    times = parser.parse_args().times
    print(f"{len(RECORD)} bytes a record, best of {ROUNDS} rounds of {times}, {os.cpu_count()} cores")
    for words, rate in measure(times):
        print(f"{words:<42}{rate:>12,.0f} a second")


if __name__ == "__main__":
    main()
