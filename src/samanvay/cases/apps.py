from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "samanvay.cases"
    label = "cases"
