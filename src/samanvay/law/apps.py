from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "samanvay.law"
    label = "law"

    def ready(self) -> None:
        from . import digest, duty_kinds  # noqa: F401  # registers what the digest tells, and the kinds of duty
