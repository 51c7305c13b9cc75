from django.apps import AppConfig


class CompositionConfig(AppConfig):
    name = "samanvay.config"
    label = "config"

    def ready(self) -> None:
        """Register the checks of a production."""
        from . import checks

        assert checks.refusals
