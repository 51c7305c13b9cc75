from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "samanvay.api"
    label = "api"
