"""Addresses of quoted law and its comparison."""

from django.urls import path

from thidua.eligibility import views

app_name = "eligibility"
urlpatterns = [
    path("doi-chieu/", views.overview, name="comparisons"),
    path("doi-chieu/<slug:instrument>/", views.compare, name="compare"),
]
