from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class AuditConfig(AppConfig):
    name = "samanvay.audit"
    label = "audit"

    def ready(self) -> None:
        """Fill the vocabulary: every room's words for its events, whether or not this process writes any."""
        for room in apps.get_app_configs():
            if room.name.startswith("samanvay.") and find_spec(f"{room.name}.events") is not None:
                import_module(f"{room.name}.events")
