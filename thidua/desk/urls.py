"""The first page."""

from django.urls import path

from thidua.desk import views

app_name = "desk"
urlpatterns = [path("", views.duties, name="duties")]
