"""Addresses of initiatives: the list, one, entering, recognising."""

from django.urls import path

from thidua.initiatives import views

app_name = "initiatives"
urlpatterns = [
    path("sang-kien/", views.overview, name="initiatives"),
    path("sang-kien/moi/", views.choose_author, name="choose_author"),
    path("sang-kien/moi/<key:pk>/", views.enter, name="enter"),
    path("sang-kien/<key:pk>/", views.page, name="initiative"),
    path("sang-kien/<key:pk>/cong-nhan/", views.recognise, name="recognise"),
    path("sang-kien/<key:pk>/tac-gia/", views.choose_other_author, name="choose_other_author"),
]
