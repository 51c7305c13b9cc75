from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "samanvay.opendata"
    label = "opendata"
