"""The demo's own addresses; 404 outside the demo."""

from django.urls import path

from thidua.year import views

app_name = "year"
urlpatterns = [
    path("demo/vai/", views.be_someone, name="be_someone"),
    path("demo/ngay/", views.move_day, name="move_day"),
]
