from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "samanvay.access"
    label = "access"
