from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "samanvay.reports"
    label = "reports"
