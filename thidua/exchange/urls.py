"""Addresses of forms that go out and come back."""

from django.urls import path

from thidua.exchange.views import link_pages, links, outgoing, returned, round_work

app_name = "exchange"
_ROUND = "dang-ky/dot/<key:pk>/phieu/"

urlpatterns = [
    path("dang-ky/dot/<key:pk>/phieu.zip", round_work.download, name="round_files"),
    path(f"{_ROUND}chuan-bi/", round_work.prepare, name="prepare_forms"),
    path(f"{_ROUND}lam-tiep/<key:work_pk>/", round_work.carry_on, name="carry_on"),
    path(
        "dang-ky/dot/<key:pk>/don-vi/<key:unit_pk>/phieu.xlsx", outgoing.one_unit, name="form_file"
    ),
    path(_ROUND, returned.of_round, name="round_forms"),
    path(f"{_ROUND}ghi/", round_work.record_all, name="record_forms"),
    path("dang-ky/dot/<key:pk>/don-vi/<key:unit_pk>/phieu/", returned.of_unit, name="unit_form"),
    path("dang-ky/<key:pk>/lien-ket/", links.of_registration, name="links"),
    path("dang-ky/<key:pk>/lien-ket/<key:link_pk>/", links.revoke, name="revoke_link"),
    path("lien-ket/<str:secret>/", links.open_link, name="open_link"),
    path("qua-lien-ket/<key:pk>/", link_pages.page, name="link"),
    path("qua-lien-ket/<key:pk>/tap-the/", link_pages.add_collective, name="link_collective"),
    path("qua-lien-ket/<key:pk>/rut/<key:line_pk>/", link_pages.withdraw, name="link_withdraw"),
    path("qua-lien-ket/<key:pk>/gui/", link_pages.send, name="link_send"),
    path("qua-lien-ket/<key:pk>/phieu/", link_pages.form, name="link_form"),
    path("qua-lien-ket/<key:pk>/phieu/tep.xlsx", link_pages.excel, name="link_file"),
    path("qua-lien-ket/<key:pk>/phieu/ghi/", link_pages.record, name="link_record"),
    path("qua-lien-ket/<key:pk>/roi/", link_pages.leave, name="leave_link"),
    path("phieu-dang-ky/<key:pk>/", returned.one, name="returned_form"),
    path("phieu-dang-ky/<key:pk>/tep/", returned.file, name="returned_file"),
    path("phieu-dang-ky/<key:pk>/bo/", returned.set_aside, name="set_form_aside"),
]
