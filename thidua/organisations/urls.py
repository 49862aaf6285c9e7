"""Addresses of accounts, roles, periods, and one's own account."""

from django.urls import path

from thidua.organisations.views import accounts, own, periods, proposers, roles

app_name = "organisations"
_ONE = "quan-tri/tai-khoan/<key:pk>/"
urlpatterns = [
    path("tai-khoan/", own.page, name="own_account"),
    path("tai-khoan/mat-khau/", own.password, name="own_password"),
    path("quan-tri/tai-khoan/", accounts.overview, name="accounts"),
    path("quan-tri/tai-khoan/mo/", accounts.choose_person, name="choose_person"),
    path("quan-tri/tai-khoan/mo/<key:pk>/", accounts.open_account, name="open_account"),
    path(_ONE, accounts.page, name="account"),
    path(f"{_ONE}mat-khau/", accounts.give_password, name="give_password"),
    path(f"{_ONE}dong/", accounts.close, name="close_account"),
    path(f"{_ONE}mo-lai/", accounts.reopen, name="reopen_account"),
    path(f"{_ONE}mo-khoa/", accounts.unlock, name="unlock_account"),
    path(f"{_ONE}giao-vai-tro/", roles.give, name="give_role"),
    path("quan-tri/vai-tro/", roles.overview, name="roles"),
    path("quan-tri/vai-tro/<key:pk>/ket-thuc/", roles.end, name="end_role"),
    path("quan-tri/ban-giao/", roles.handover, name="handover"),
    path("don-vi/<key:pk>/them-noi-de-nghi/", proposers.let, name="let_put_forward"),
    path("noi-de-nghi/<key:pk>/ket-thuc/", proposers.end, name="end_putting_forward"),
    path("quan-tri/ky-thi-dua/", periods.overview, name="periods"),
]
