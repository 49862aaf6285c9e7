"""Addresses of deliberations and dossiers."""

from django.urls import path

from thidua.dossiers.views import deliberations, dossiers, moves, nominees

app_name = "dossiers"
urlpatterns = [
    path("binh-xet/<slug:unit>/<slug:period>/", deliberations.page, name="deliberation"),
    path("binh-xet/phien/<int:pk>/phieu/", deliberations.record, name="record_votes"),
    path("binh-xet/phien/<int:pk>/ket-luan/", deliberations.conclude, name="conclude_deliberation"),
    path("binh-xet/phien/<int:pk>/lap-ho-so/", deliberations.draw_up, name="draw_up"),
    path("ho-so/", dossiers.overview, name="dossiers"),
    path("ho-so/<int:pk>/", dossiers.page, name="dossier"),
    path("ho-so/<int:pk>/giay-to/", dossiers.note_paper, name="note_paper"),
    path("ho-so/<int:pk>/bo-sung/", dossiers.add, name="add_nominee"),
    path("ho-so/<int:pk>/nop/", moves.submit, name="submit"),
    path("ho-so/<int:pk>/xac-nhan/", moves.endorse, name="endorse"),
    path("ho-so/<int:pk>/nhan/", moves.receive, name="receive"),
    path("ho-so/<int:pk>/tra-lai/", moves.give_back, name="return"),
    path("ho-so/<int:pk>/de-xuat/", moves.appraise_rest, name="appraise_rest"),
    path("ho-so/<int:pk>/xet-lai/", moves.judge_again, name="judge_again"),
    path("ho-so/<int:pk>/ket-luan/", moves.conclude, name="conclude_appraisal"),
    path("ho-so/de-nghi/<int:pk>/", nominees.page, name="verdict"),
    path("ho-so/de-nghi/<int:pk>/thanh-tich/", nominees.write, name="write_achievement"),
    path("ho-so/de-nghi/<int:pk>/rut/", nominees.remove, name="remove_nominee"),
]
