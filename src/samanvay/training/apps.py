from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "samanvay.training"
    label = "training"
