from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "samanvay.audit"
    label = "audit"
