"""Addresses of the law."""

from django.urls import path

from thidua.lawbook.views import instruments, titles

app_name = "lawbook"
urlpatterns = [
    path("phap-luat/", titles.titles, name="titles"),
    path("phap-luat/danh-hieu/<slug:what>/", titles.title, name="title"),
    path("phap-luat/danh-hieu/<slug:what>/qua-cac-thoi-ky/", titles.versions, name="versions"),
    path("phap-luat/danh-hieu/<slug:what>/so-sanh/", titles.side_by_side, name="side_by_side"),
    path("phap-luat/van-ban/", instruments.instruments, name="instruments"),
    path("phap-luat/van-ban/<slug:instrument>/", instruments.instrument, name="instrument"),
]
