"""Measure lists, counts and pages at size L: a million cases and the facts of a state, in a database that goes.

python benchmarks/size_l.py [--cases 1000000] [--persons 0] [--facts 1500000] [--seed 7] [--no-web]
"""

import argparse
import os
import socket
import time

from lists import bench as bench_lists
from load import country, load, load_persons, real_readers, settle, stages_known
from picture import Drawn
from picture import load as load_facts
from web import bench as bench_web

from samanvay.cli.proofs.stage import throwaway
from samanvay.kernel.pg import READY


def main() -> None:
    """Load, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--persons", type=int, default=0, help="for each case")
    parser.add_argument("--facts", type=int, default=1_500_000, help="of three years; 0 keeps the demonstration's")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-web", action="store_true", help="lists and counts alone")
    given = parser.parse_args()
    with throwaway() as stage:
        stages_known()
        told = country(real_readers())
        with stage.owner() as owner:
            seconds = load(owner, told, given.cases, given.seed)
            print(
                f"{given.cases:,} cases of {len(told.stations):,} units loaded by COPY in {seconds:.0f} s", flush=True
            )
            if given.persons:
                seconds = load_persons(owner, given.persons)
                print(f"{given.cases * given.persons:,} persons in {seconds:.0f} s", flush=True)
            begun = time.monotonic()
            settle(owner)
            print(f"vacuum and statistics in {time.monotonic() - begun:.0f} s\n", flush=True)
            print("\n".join(bench_lists(told, owner)), flush=True)
        if given.facts and not given.no_web:
            begun = time.monotonic()
            load_facts(stage.endpoint.url("owner"), Drawn(given.seed), given.facts)
            print(f"\n{given.facts:,} facts loaded by COPY in {time.monotonic() - begun:.0f} s", flush=True)
        if not given.no_web:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            environment = {**os.environ, **stage.environment, READY: "1", "SAMANVAY_ROLE": "app"}
            size = f"{given.cases:,} cases and {given.facts:,} facts"
            print(f"\nweb, at {size}, loopback, client on the same cores", flush=True)
            print("\n".join(bench_web(environment, stage.home, port)), flush=True)


if __name__ == "__main__":
    main()
