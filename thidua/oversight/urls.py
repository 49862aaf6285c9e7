"""Addresses of the journal and of the administrator's overview."""

from django.urls import path

from thidua.oversight.views import administration, journal

app_name = "oversight"
urlpatterns = [
    path("quan-tri/", administration.overview, name="administration"),
    path("nhat-ky/", journal.page, name="journal"),
    path("nhat-ky/kiem-tra/", journal.check, name="check"),
    path("nhat-ky/kiem-tra/bat-dau/", journal.ask, name="ask_for_check"),
]
