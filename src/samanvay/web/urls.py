"""The pages, a line each room."""

from django.urls import include, path

from .components.gallery import gallery
from .kit import offers
from .language.views import switch as switch_language

urlpatterns = [
    path("language/", switch_language, name="language"),
    path("gallery/", gallery, name="gallery"),
    path("find/", include("samanvay.web.find.urls")),
    path("help/", include("samanvay.web.help.urls")),
    path("account/", include("samanvay.web.signin.urls")),
    path("account/sessions/", include("samanvay.web.sessions.urls")),
    path("audit/", include("samanvay.web.audit.urls")),
    path("", include("samanvay.web.today.urls")),
    path("reports/", include("samanvay.web.reports.urls")),
    path("", include("samanvay.web.health.urls")),
    path("cases/", include("samanvay.web.cases.urls")),
    path("", include("samanvay.web.acts.urls")),
    path("signs/", include("samanvay.web.support.urls")),
    path("tracing/", include("samanvay.web.tracing.urls")),
    path("", include("samanvay.web.documents.urls")),
    path("directory/", include("samanvay.web.directory.urls")),
    path("import/", include("samanvay.web.imports.urls")),
    path("picture/", include("samanvay.web.picture.urls")),
    path("", include("samanvay.web.measures.urls")),
    path("", include("samanvay.web.law.urls")),
    path("rosters/", include("samanvay.web.rosters.urls")),
    path("", include("samanvay.web.training.urls")),
    path("", include("samanvay.web.review.urls")),
    path("", include("samanvay.web.trends.urls")),
    path("thread/", include("samanvay.web.tour.urls")),
]

offers.require_all()  # every room has been read
