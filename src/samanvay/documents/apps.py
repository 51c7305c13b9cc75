from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "samanvay.documents"
    label = "documents"
