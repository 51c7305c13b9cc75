"""``python -m samanvay.config.refuse``: say in one line why this production must not start, and exit 1."""

import os
import sys


def refuse_if_unsafe() -> None:
    """Exit with the sentences of every finding; do nothing in the demonstration or when all is well."""
    from .checks import refusals

    if found := refusals():
        sys.exit("This production is not safe to open. " + " ".join(found))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samanvay.config.settings")
    import django

    django.setup()
    from samanvay.config.checks import warnings

    for words in warnings():
        sys.stderr.write(f"Warning: {words}\n")
    refuse_if_unsafe()
