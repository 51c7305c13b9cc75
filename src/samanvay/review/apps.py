from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "samanvay.review"
    label = "review"
