"""Addresses of the law."""

from django.urls import path

from thidua.lawbook.views import deciding, instruments, own_rules, titles

app_name = "lawbook"
urlpatterns = [
    path("phap-luat/", titles.titles, name="titles"),
    path("phap-luat/danh-hieu/<slug:what>/", titles.title, name="title"),
    path("phap-luat/danh-hieu/<slug:what>/qua-cac-thoi-ky/", titles.versions, name="versions"),
    path("phap-luat/danh-hieu/<slug:what>/so-sanh/", titles.side_by_side, name="side_by_side"),
    path("phap-luat/quy-dinh-rieng/", own_rules.overview, name="own_rules"),
    path("phap-luat/quy-dinh-rieng/de-xuat/", own_rules.propose, name="propose_own_rules"),
    path(
        "phap-luat/quy-dinh-rieng/de-xuat/<slug:kind>/",
        own_rules.guided,
        name="propose_own_rules_guided",
    ),
    path("phap-luat/quy-dinh-rieng/<key:pk>/", own_rules.page, name="own_rules_page"),
    path("phap-luat/quy-dinh-rieng/<key:pk>/duyet/", deciding.approve, name="approve_own_rules"),
    path("phap-luat/quy-dinh-rieng/<key:pk>/tu-choi/", deciding.refuse, name="refuse_own_rules"),
    path("phap-luat/quy-dinh-rieng/<key:pk>/rut/", deciding.withdraw, name="withdraw_own_rules"),
    path("phap-luat/quy-dinh-rieng/<key:pk>/xet-thu/", deciding.trial, name="try_own_rules"),
    path("phap-luat/van-ban/", instruments.instruments, name="instruments"),
    path("phap-luat/van-ban/<slug:instrument>/", instruments.instrument, name="instrument"),
]
