from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "samanvay.law"
    label = "law"
