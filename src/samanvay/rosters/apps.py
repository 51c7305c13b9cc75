from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "samanvay.rosters"
    label = "rosters"

    def ready(self) -> None:
        from .centres import importing  # noqa: F401  # registers what can be imported
