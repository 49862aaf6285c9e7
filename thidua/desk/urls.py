"""Addresses of the first page, the year's board, search, people, units, the register, scans."""

from django.urls import path

from thidua.desk.views import blocs, board, duties, outlooks, papers, people, register, search

app_name = "desk"
urlpatterns = [
    path("", duties.duties, name="duties"),
    path("khoi/", blocs.overview, name="blocs"),
    path("khoi/<key:pk>/", blocs.one, name="bloc"),
    path("giao-uoc/", blocs.agreements, name="agreements"),
    path("ban-giay/", papers.overview, name="papers"),
    path("ban-giay/<key:pk>/", papers.scan, name="scan"),
    path("ban-giay/<key:pk>/them-ban-quet/", papers.add, name="add_scan"),
    path("bang/", board.board, name="board"),
    path("bang/<key:year>/<slug:period>/<slug:stage>/", board.stage, name="stage"),
    path("tim/", search.results, name="search"),
    path("nguoi/", people.people, name="people"),
    path("nguoi/<key:pk>/", people.person, name="person"),
    path("nguoi/<key:pk>/trien-vong/", outlooks.of_person, name="person_outlook"),
    path("don-vi/", people.units, name="units"),
    path("don-vi/<key:pk>/", people.unit, name="unit"),
    path("don-vi/<key:pk>/trien-vong/", outlooks.of_unit, name="unit_outlook"),
    path("so-khen/", register.register, name="register"),
    path("so-khen/tep.csv", register.export, name="register_csv"),
    path("so-khen/tep.xlsx", register.book, name="register_xlsx"),
]
