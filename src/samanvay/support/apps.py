"""Identification: published signs of trafficking as a guided aid, what was seen, and what the law asks then."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "samanvay.support"
    label = "support"

    def ready(self) -> None:
        from . import duty_kinds  # noqa: F401  # registers what the duty is called wherever it is read
