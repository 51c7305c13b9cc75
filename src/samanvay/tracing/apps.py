from django.apps import AppConfig


class TracingConfig(AppConfig):
    name = "samanvay.tracing"
    label = "tracing"
