from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "samanvay.kernel"
    label = "kernel"
