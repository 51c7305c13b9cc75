from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "samanvay.demo"
    label = "demo"
