from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "samanvay.web"
    label = "web"
