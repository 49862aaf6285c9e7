"""Addresses of the emulation year's pages."""

from django.urls import path

from thidua.emulation.views import blocs, registrations, rounds

app_name = "emulation"
urlpatterns = [
    path("dang-ky/", rounds.overview, name="registrations"),
    path("dang-ky/dot/<int:pk>/", rounds.one, name="round"),
    path(
        "dang-ky/dot/<int:pk>/don-vi/<int:unit_pk>/",
        registrations.start,
        name="start_registration",
    ),
    path("dang-ky/<int:pk>/", registrations.page, name="registration"),
    path("dang-ky/<int:pk>/tap-the/", registrations.add_collective, name="add_collective"),
    path("dang-ky/<int:pk>/rut/<int:line_pk>/", registrations.withdraw, name="withdraw_line"),
    path("dang-ky/<int:pk>/gui/", registrations.send, name="send_registration"),
    path("dang-ky/<int:pk>/tra-lai/", registrations.give_back, name="return_registration"),
    path("dang-ky/<int:pk>/nhan/", registrations.accept, name="accept_registration"),
    path("khoi/chuc-danh/<int:pk>/", blocs.report_post, name="report_bloc_post"),
    path("giao-uoc/<int:pk>/", blocs.agreement, name="agreement"),
    path("giao-uoc/<int:pk>/ky/<int:unit_pk>/", blocs.sign, name="sign_agreement"),
]
