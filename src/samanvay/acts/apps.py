from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "samanvay.acts"
    label = "acts"

    def ready(self) -> None:
        from . import care  # noqa: F401  # registers the acts of care and the clocks that they start and stop
