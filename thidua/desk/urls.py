"""The first page, the year's board, scans of papers."""

from django.urls import path

from thidua.desk.views import blocs, board, duties, papers

app_name = "desk"
urlpatterns = [
    path("", duties.duties, name="duties"),
    path("khoi/", blocs.overview, name="blocs"),
    path("khoi/<key:pk>/", blocs.one, name="bloc"),
    path("giao-uoc/", blocs.agreements, name="agreements"),
    path("ban-giay/<key:pk>/", papers.scan, name="scan"),
    path("bang/", board.board, name="board"),
    path("bang/<key:year>/<slug:period>/<slug:stage>/", board.stage, name="stage"),
]
