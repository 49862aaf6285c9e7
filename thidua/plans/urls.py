"""Addresses of plans."""

from django.urls import path

from thidua.plans.views import corrections, following, plans

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", plans.overview, name="plans"),
    path("ke-hoach/nhap/", plans.take_in, name="take_in"),
    path("ke-hoach/<key:pk>/", plans.page, name="plan"),
    path("ke-hoach/<key:pk>/tep/", plans.file, name="file"),
    path("ke-hoach/<key:pk>/sua/", corrections.heading, name="correct_heading"),
    path("ke-hoach/<key:pk>/cap-tren/", corrections.upper, name="name_upper_plan"),
    path("ke-hoach/<key:pk>/xac-nhan/", plans.confirm, name="confirm"),
    path("ke-hoach/<key:pk>/da-doc/", plans.receipts, name="receipts"),
    path("ke-hoach/<key:pk>/bao-cao/", following.add_report, name="add_report"),
    path("ke-hoach/moc/<key:pk>/", corrections.milestone, name="correct_milestone"),
    path("ke-hoach/khoi/<key:pk>/", corrections.bloc, name="correct_bloc"),
    path("ke-hoach/nghi-van/<key:pk>/", corrections.doubt, name="answer_doubt"),
    path("ke-hoach/noi-nhan/<key:pk>/", corrections.recipient, name="readdress"),
    path("ke-hoach/noi-nhan/<key:pk>/da-gui/", following.sent, name="mark_sent"),
    path("ke-hoach/ban-gui/<key:pk>/doc/", following.read, name="read"),
    path("ke-hoach/bao-cao/<key:pk>/gui/", following.send_report, name="send_report"),
    path("ke-hoach/bao-cao/<key:pk>/bo/", following.remove_report, name="remove_report"),
]
