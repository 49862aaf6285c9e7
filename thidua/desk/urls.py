"""The first page, the year's board, scans of papers."""

from django.urls import path

from thidua.desk.views import board, duties, papers

app_name = "desk"
urlpatterns = [
    path("", duties.duties, name="duties"),
    path("ban-giay/<key:pk>/", papers.scan, name="scan"),
    path("bang/", board.board, name="board"),
    path("bang/<key:year>/<slug:period>/<slug:stage>/", board.stage, name="stage"),
]
