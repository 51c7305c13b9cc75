"""The web application, for granian or any other WSGI server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from .env import without_long_locks
from .refuse import refuse_if_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samanvay.config.settings")
settings.DATABASES["default"]["OPTIONS"] = without_long_locks(settings.DATABASES["default"])
application = get_wsgi_application()
refuse_if_unsafe()

from samanvay.web.warming import warm  # noqa: E402

warm()
