from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "samanvay.training"
    label = "training"

    def ready(self) -> None:
        from .roll import importing  # noqa: F401  # registers what can be imported
