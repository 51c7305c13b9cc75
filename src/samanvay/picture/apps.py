from django.apps import AppConfig


class PictureConfig(AppConfig):
    name = "samanvay.picture"
    label = "picture"
