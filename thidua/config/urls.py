"""Every address of the program, by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("thidua.config.probes")),
    path("", include("thidua.accounts.urls")),
    path("", include("thidua.organisations.urls")),
    path("", include("thidua.initiatives.urls")),
    path("", include("thidua.plans.urls")),
    path("", include("thidua.emulation.urls")),
    path("", include("thidua.exchange.urls")),
    path("", include("thidua.eligibility.urls")),
    path("", include("thidua.lawbook.urls")),
    path("", include("thidua.dossiers.urls")),
    path("", include("thidua.desk.urls")),
    path("", include("thidua.scoring.urls")),
    path("", include("thidua.councils.urls")),
    path("", include("thidua.decisions.urls")),
    path("", include("thidua.oversight.urls")),
    path("", include("thidua.year.urls")),
]
handler400 = "thidua.ui.views.bad_request"
handler403 = "thidua.ui.views.forbidden"
handler404 = "thidua.ui.views.not_found"
handler500 = "thidua.ui.views.server_error"
