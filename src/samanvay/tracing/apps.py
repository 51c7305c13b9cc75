"""Lost and found: registers of the missing and the found, who may be whom, what people judged of it."""

from django.apps import AppConfig


class TracingConfig(AppConfig):
    name = "samanvay.tracing"
    label = "tracing"

    def ready(self) -> None:
        from samanvay.documents.people import register_people

        from . import duty_kinds, notice_tasks  # noqa: F401  # register what duties are called wherever they are read
        from .entries.queries import people_of_record
        from .importing import lists, pfif_files  # noqa: F401  # register what can be imported

        register_people("tracing", people_of_record)
