from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "samanvay.duties"
    label = "duties"
