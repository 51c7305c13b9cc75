from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "samanvay.measures"
    label = "measures"

    def ready(self) -> None:
        from .contacts import importing  # noqa: F401  # registers what can be imported
