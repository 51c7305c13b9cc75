from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "samanvay.reports"
    label = "reports"

    def ready(self) -> None:
        from .importing import past, reports  # noqa: F401  # register what can be imported
        from .teaching import events  # noqa: F401  # name what the log may say
