from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "samanvay.web"
    label = "web"

    def ready(self) -> None:
        """Compile the catalogues before the first word is asked for, where they are missing or old."""
        from .language.catalogues import compile_catalogues

        compile_catalogues()
        from .signin.factors import listen

        listen()
