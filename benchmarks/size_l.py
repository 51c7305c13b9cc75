"""Measure lists, counts and pages at size L: a million cases and the facts of a state, in a database that goes.

python benchmarks/size_l.py [--cases 1000000] [--persons 0] [--facts 1500000] [--seed 7] [--no-web]
"""

import argparse
import os
import socket
import time
from pathlib import Path

from lists import bench as bench_lists
from load import Country, country, load, load_persons, real_readers, settle, stages_known
from picture import Drawn
from picture import load as load_facts
from web import bench as bench_web

from samanvay.cli.proofs.stage import Stage, staged, throwaway
from samanvay.kernel.pg import READY


def fill(stage: Stage, told: Country, given: argparse.Namespace) -> None:
    """Load cases, persons and facts, and say how long each took."""
    stages_known()
    with stage.owner() as owner:
        seconds = load(owner, told, given.cases, given.seed)
        print(f"{given.cases:,} cases of {len(told.stations):,} units loaded by COPY in {seconds:.0f} s", flush=True)
        if given.persons:
            seconds = load_persons(owner, given.persons)
            print(f"{given.cases * given.persons:,} persons in {seconds:.0f} s", flush=True)
        if given.facts:
            begun = time.monotonic()
            load_facts(stage.endpoint.url("owner"), Drawn(given.seed), given.facts)
            print(f"{given.facts:,} facts loaded by COPY in {time.monotonic() - begun:.0f} s", flush=True)
        begun = time.monotonic()
        settle(owner)
        print(f"vacuum and statistics in {time.monotonic() - begun:.0f} s\n", flush=True)


def main() -> None:
    """Load, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--persons", type=int, default=0, help="for each case")
    parser.add_argument("--facts", type=int, default=1_500_000, help="of three years; 0 keeps the demonstration's")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--home", type=Path, help="folder that stays, filled once; one that goes if not given")
    parser.add_argument("--no-web", action="store_true", help="lists and counts alone")
    parser.add_argument("--no-lists", action="store_true", help="pages alone")
    given = parser.parse_args()
    if given.home:
        given.home.mkdir(parents=True, exist_ok=True)
    with staged(given.home.absolute()) if given.home else throwaway() as stage:
        mark = stage.keys.parent / "loaded"
        told = country(real_readers())
        if not mark.exists():
            fill(stage, told, given)
            mark.touch()
        if not given.no_lists:
            with stage.owner() as owner:
                print("\n".join(bench_lists(told, owner)), flush=True)
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
