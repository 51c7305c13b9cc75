from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "samanvay.reports"
    label = "reports"

    def ready(self) -> None:
        from . import importing, past  # noqa: F401  # register what can be imported
