"""``samanvay demo``: the demonstration."""

import click

from .database import database


@click.group()
def demo() -> None:
    """The demonstration state."""


@demo.command()
@click.option("--story", is_flag=True, help="The told story alone, without the people of the simulated state.")
def load(story: bool) -> None:
    """Tell the demonstration into an empty database; does nothing where it stands.

    SAMANVAY_DEMO=story has the same effect as --story, also for serve.
    """
    with database():
        from samanvay.demo.loading import load_demonstration

        made = load_demonstration(whole=False if story else None, say=lambda words: click.echo(words, err=True))
        click.echo(", ".join(f"{count} {name}" for name, count in made.items()) or "The demonstration stands already.")
