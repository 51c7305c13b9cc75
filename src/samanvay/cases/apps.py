from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "samanvay.cases"
    label = "cases"

    def ready(self) -> None:
        from . import importing  # noqa: F401  # registers what can be imported
