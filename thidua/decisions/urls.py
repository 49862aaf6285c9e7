"""Addresses of the pages of decisions and submissions."""

from django.urls import path

from thidua.decisions.views import decisions, drafts, submissions

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
    path("to-trinh/", submissions.overview, name="submissions"),
    path(_SENT, submissions.page, name="submission"),
    path(f"{_SENT}gui/", submissions.send, name="send"),
    path(f"{_SENT}tep/<str:form>/", submissions.download, name="submission_file"),
]
