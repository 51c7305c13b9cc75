from django.apps import AppConfig


class CompositionConfig(AppConfig):
    name = "samanvay.config"
    label = "config"

    def ready(self) -> None:
        """Register the checks of a production, and what the health page tells of them."""
        from . import checks, probing, server_checks  # noqa: F401
