from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "samanvay.reports"
    label = "reports"

    def ready(self) -> None:
        from .importing import past, reports  # noqa: F401  # register what can be imported
        from .teaching import duty_kinds, events  # noqa: F401  # name what is asked, and what the log may say
