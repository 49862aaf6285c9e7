"""Addresses of the pages of decisions and submissions."""

from django.urls import path

from thidua.decisions.views import decisions, drafts, payments, registers, submissions

app_name = "decisions"
_ONE = "quyet-dinh/<key:pk>/"
_SENT = "to-trinh/<key:pk>/"
urlpatterns = [
    path("quyet-dinh/", decisions.overview, name="decisions"),
    path("quyet-dinh/soan/<key:pk>/<str:what>/", drafts.draft, name="draft"),
    path(_ONE, decisions.page, name="decision"),
    path(f"{_ONE}dong/<key:line_pk>/", decisions.leave_out, name="leave_out"),
    path(f"{_ONE}ban-hanh/", decisions.issue, name="issue"),
    path(f"{_ONE}ban-ky/", decisions.attach_signed, name="attach_signed"),
    path(f"{_ONE}huy-bo/", decisions.revoke, name="revoke"),
    path(f"{_ONE}tep/<str:form>/", decisions.download, name="decision_file"),
    path("tien-thuong/", payments.overview, name="prizes"),
    path("tien-thuong/<key:pk>/", payments.page, name="prize_list"),
    path("tien-thuong/<key:pk>/danh-sach/<str:form>/", payments.paper, name="prize_paper"),
    path("tien-thuong/<key:pk>/rut/<key:line_pk>/", payments.take_back, name="take_back_payment"),
    path("so-van-ban/", registers.page, name="register"),
    path("to-trinh/", submissions.overview, name="submissions"),
    path(_SENT, submissions.page, name="submission"),
    path(f"{_SENT}gui/", submissions.send, name="send"),
    path(f"{_SENT}tep/<str:form>/", submissions.download, name="submission_file"),
]
