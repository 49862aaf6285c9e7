"""Addresses of forms that go out and come back."""

from django.urls import path

from thidua.exchange.views import outgoing, returned

app_name = "exchange"
urlpatterns = [
    path("dang-ky/dot/<key:pk>/phieu.zip", outgoing.whole_round, name="round_files"),
    path(
        "dang-ky/dot/<key:pk>/don-vi/<key:unit_pk>/phieu.xlsx", outgoing.one_unit, name="form_file"
    ),
    path("dang-ky/dot/<key:pk>/phieu/", returned.of_round, name="round_forms"),
    path("dang-ky/dot/<key:pk>/phieu/ghi/", returned.record_all, name="record_forms"),
    path("dang-ky/dot/<key:pk>/don-vi/<key:unit_pk>/phieu/", returned.of_unit, name="unit_form"),
    path("phieu-dang-ky/<key:pk>/", returned.one, name="returned_form"),
    path("phieu-dang-ky/<key:pk>/tep/", returned.file, name="returned_file"),
    path("phieu-dang-ky/<key:pk>/bo/", returned.set_aside, name="set_form_aside"),
]
