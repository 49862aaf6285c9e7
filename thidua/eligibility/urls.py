"""Addresses of quoted law and its comparison, and of who qualifies."""

from django.urls import path

from thidua.eligibility import list_views, trial_views, views

app_name = "eligibility"
urlpatterns = [
    path("du-dieu-kien/", list_views.qualifying, name="qualifying"),
    path("du-dieu-kien/excel/", list_views.book, name="qualifying_xlsx"),
    path("du-dieu-kien/ty-le/", list_views.by_unit, name="caps"),
    path("du-dieu-kien/xet/", list_views.judge, name="judge_year"),
    path("xet-thu/", trial_views.overview, name="trials"),
    path("xet-thu/<key:pk>/", trial_views.trial, name="trial"),
    path("xet-thu/<key:pk>/tiep/", trial_views.carry_on, name="carry_on_trial"),
    path("doi-chieu/", views.overview, name="comparisons"),
    path("doi-chieu/<slug:instrument>/", views.compare, name="compare"),
]
