"""Addresses of the emulation year's pages."""

from django.urls import path

from thidua.emulation.views import (
    blocs,
    meetings,
    milestones,
    newcomers,
    registrations,
    rounds,
    years,
)

app_name = "emulation"
urlpatterns = [
    path("ke-hoach/<key:pk>/mo-nam/", years.open_year, name="open_year"),
    path("nam/", years.newest, name="years"),
    path("nam/<key:number>/", years.year, name="year"),
    path("nam/moc/<key:pk>/", milestones.page, name="milestone"),
    path("nam/moc/<key:pk>/van-phong/", milestones.of_office, name="milestone_of_office"),
    path("nam/moc/<key:pk>/khoi/<key:bloc_pk>/", milestones.of_bloc, name="milestone_of_bloc"),
    path("nam/khoi/<key:pk>/mo-dot/", years.open_round, name="open_round"),
    path("nam/danh-dau/<key:pk>/bo/", milestones.unmark, name="unmark_milestone"),
    path("dang-ky/", rounds.overview, name="registrations"),
    path("dang-ky/dot/<key:pk>/", rounds.one, name="round"),
    path(
        "dang-ky/dot/<key:pk>/don-vi/<key:unit_pk>/",
        registrations.start,
        name="start_registration",
    ),
    path("dang-ky/<key:pk>/", registrations.page, name="registration"),
    path("dang-ky/<key:pk>/nguoi-moi/", newcomers.person, name="add_newcomer"),
    path("dang-ky/<key:pk>/to-doi-moi/", newcomers.collective, name="add_new_collective"),
    path("dang-ky/<key:pk>/tap-the/", registrations.add_collective, name="add_collective"),
    path("dang-ky/<key:pk>/rut/<key:line_pk>/", registrations.withdraw, name="withdraw_line"),
    path("dang-ky/<key:pk>/gui/", registrations.send, name="send_registration"),
    path("dang-ky/<key:pk>/tra-lai/", registrations.give_back, name="return_registration"),
    path("dang-ky/<key:pk>/nhan/", registrations.accept, name="accept_registration"),
    path("khoi/<key:pk>/giao-uoc/", meetings.open_agreement, name="open_agreement"),
    path("khoi/<key:pk>/so-tong-ket/", meetings.hold_review, name="hold_review"),
    path("khoi/chuc-danh/<key:pk>/", blocs.report_post, name="report_bloc_post"),
    path("giao-uoc/<key:pk>/", blocs.agreement, name="agreement"),
    path("giao-uoc/<key:pk>/ky/<key:unit_pk>/", blocs.sign, name="sign_agreement"),
]
