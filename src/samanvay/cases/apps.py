from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "samanvay.cases"
    label = "cases"

    def ready(self) -> None:
        from samanvay.documents.people import register_people

        from .importing import sheets  # noqa: F401  # registers what can be imported
        from .queries import people_of_record

        register_people("case", people_of_record)
