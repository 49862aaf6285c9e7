"""Addresses of deliberations and dossiers."""

from django.urls import path

from thidua.dossiers.views import (
    deliberations,
    dossiers,
    for_units,
    moves,
    nominees,
    papers,
    sector,
)

app_name = "dossiers"
urlpatterns = [
    path("binh-xet/nhap-ho/", for_units.page, name="enter_for"),
    path("binh-xet/<slug:unit>/<slug:period>/", deliberations.page, name="deliberation"),
    path("binh-xet/phien/<key:pk>/phieu/", deliberations.record, name="record_votes"),
    path("binh-xet/phien/<key:pk>/ket-luan/", deliberations.conclude, name="conclude_deliberation"),
    path("binh-xet/phien/<key:pk>/lap-ho-so/", deliberations.draw_up, name="draw_up"),
    path("ho-so/", dossiers.overview, name="dossiers"),
    path("ho-so/nganh-giao-duc/", sector.page, name="sector"),
    path("ho-so/<key:pk>/", dossiers.page, name="dossier"),
    path("ho-so/<key:pk>/giay-to/", dossiers.note_paper, name="note_paper"),
    path("ho-so/giay-to/<key:pk>/", papers.download, name="paper"),
    path("ho-so/giay-to/<key:pk>/thay/", papers.replace, name="replace_paper"),
    path("ho-so/giay-to/<key:pk>/rut/", papers.take_off, name="take_paper_off"),
    path("ho-so/<key:pk>/bo-sung/", dossiers.add, name="add_nominee"),
    path("ho-so/<key:pk>/nop/", moves.submit, name="submit"),
    path("ho-so/<key:pk>/xac-nhan/", moves.endorse, name="endorse"),
    path("ho-so/<key:pk>/nhan/", moves.receive, name="receive"),
    path("ho-so/<key:pk>/tra-lai/", moves.give_back, name="return"),
    path("ho-so/<key:pk>/de-xuat/", moves.appraise_rest, name="appraise_rest"),
    path("ho-so/<key:pk>/xet-lai/", moves.judge_again, name="judge_again"),
    path("ho-so/<key:pk>/ket-luan/", moves.conclude, name="conclude_appraisal"),
    path("ho-so/de-nghi/<key:pk>/", nominees.page, name="verdict"),
    path("ho-so/de-nghi/<key:pk>/thanh-tich/", nominees.write, name="write_achievement"),
    path("ho-so/de-nghi/<key:pk>/rut/", nominees.remove, name="remove_nominee"),
]
