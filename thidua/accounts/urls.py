"""Signing in and out, the language."""

from django.urls import path

from thidua.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="sign_in"),
    path("da-nhap/", views.kept_page, name="kept"),
    path("dang-xuat/", views.SignOut.as_view(), name="sign_out"),
    path("ngon-ngu/", views.choose_language, name="language"),
]
