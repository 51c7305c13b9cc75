"""The erasures of the ledger, carried out before the pages open: an order outlives a crash and a database put back.

A program of its own, since the supervisor holds no connection. Doing it again does nothing.
"""

import sys

import click

from samanvay.cli import django_ready


def forget() -> int:
    """Carry out what the ledger ordered and this database has not done; return how many orders that were."""
    from samanvay.access.boxes.actions.erasure import replay_erasures

    return replay_erasures()


if __name__ == "__main__":
    django_ready()
    if "--after-demo" in sys.argv:  # in one process: each start of Python and Django is a second of waiting
        from samanvay.demo.loading import load_demonstration

        load_demonstration(say=lambda words: click.echo(words, err=True))
    click.echo(f"{forget()} erasures carried out")
