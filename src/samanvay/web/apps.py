from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "samanvay.web"
    label = "web"

    def ready(self) -> None:
        """Compile the catalogues before the first word is asked for, where they are missing or old."""
        from .language.catalogues import compile_catalogues

        compile_catalogues()
        from .sessions import noting
        from .signin import factors

        factors.listen()
        noting.listen()
