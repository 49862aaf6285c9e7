"""The first page, the year's board."""

from django.urls import path

from thidua.desk.views import board, duties

app_name = "desk"
urlpatterns = [
    path("", duties.duties, name="duties"),
    path("bang/", board.board, name="board"),
    path("bang/<key:year>/<slug:period>/<slug:stage>/", board.stage, name="stage"),
]
