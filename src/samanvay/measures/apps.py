from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "samanvay.measures"
    label = "measures"
