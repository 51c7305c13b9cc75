from importlib import import_module
from pathlib import Path

from django.apps import AppConfig, apps


class AuditConfig(AppConfig):
    name = "samanvay.audit"
    label = "audit"

    def ready(self) -> None:
        """Fill the vocabulary: every room's words for its events, whether or not this process writes any."""
        for room in apps.get_app_configs():
            if room.name.startswith("samanvay."):
                root = Path(room.path)
                for path in sorted([*root.glob("events.py"), *root.glob("*/events.py")]):
                    import_module(".".join([room.name, *path.relative_to(root).with_suffix("").parts]))
