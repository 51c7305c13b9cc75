from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "samanvay.reports"
    label = "reports"

    def ready(self) -> None:
        from . import importing  # noqa: F401  # registers what can be imported
