"""``samanvay demo``: the demonstration."""

import click

from .database import database


@click.group()
def demo() -> None:
    """The demonstration state."""


@demo.command()
def load() -> None:
    """Tell the demonstration into an empty database; does nothing where it stands."""
    with database():
        from samanvay.demo.loading import load_demonstration

        made = load_demonstration(say=lambda words: click.echo(words, err=True))
        click.echo(", ".join(f"{count} {name}" for name, count in made.items()) or "The demonstration stands already.")
