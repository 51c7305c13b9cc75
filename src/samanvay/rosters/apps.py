from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "samanvay.rosters"
    label = "rosters"
