from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "samanvay.duties"
    label = "duties"

    def ready(self) -> None:
        """Register what duties are called wherever they are read."""
        from . import confirmations, duty_kinds, proposals  # noqa: F401
