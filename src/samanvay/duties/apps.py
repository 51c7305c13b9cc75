from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "samanvay.duties"
    label = "duties"

    def ready(self) -> None:
        """Register what duties are called wherever they are read."""
        from . import duty_kinds, proposals  # noqa: F401
        from .superiors import confirmations  # noqa: F401
