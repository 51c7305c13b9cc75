"""The erasures of the ledger, carried out before the pages open: an order outlives a crash and a database put back.

A program of its own, since the supervisor holds no connection. Doing it again does nothing.
"""

import click

from samanvay.cli import django_ready


def forget() -> int:
    """Carry out what the ledger ordered and this database has not done; return how many orders that were."""
    from samanvay.access.boxes.erasure import replay_erasures

    return replay_erasures()


if __name__ == "__main__":
    django_ready()
    click.echo(f"{forget()} erasures carried out")
