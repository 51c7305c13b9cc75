"""The web application, for granian or any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from .refuse import refuse_if_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samanvay.config.settings")
application = get_wsgi_application()
refuse_if_unsafe()
