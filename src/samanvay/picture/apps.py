from django.apps import AppConfig


class PictureConfig(AppConfig):
    name = "samanvay.picture"
    label = "picture"

    def ready(self) -> None:
        from .layers import importing  # noqa: F401  # registers what can be imported
