"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("samanvay.api.urls")),
    path("", include("samanvay.web.urls")),
]

handler400 = "samanvay.web.kit.refusals.bad_request"
handler403 = "samanvay.web.kit.refusals.permission_denied"
handler404 = "samanvay.web.kit.refusals.page_not_found"
handler500 = "samanvay.web.kit.refusals.server_error"
