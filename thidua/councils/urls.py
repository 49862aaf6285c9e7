"""Addresses of the councils' pages."""

from django.urls import path

from thidua.councils.views import composition, meetings, votes

app_name = "councils"
_ONE = "hoi-dong/phien-hop/<key:pk>/"
urlpatterns = [
    path("hoi-dong/", meetings.overview, name="meetings"),
    path("hoi-dong/lap/", composition.found, name="found"),
    path("hoi-dong/<key:pk>/", composition.page, name="council"),
    path("hoi-dong/<key:pk>/uy-vien/", composition.choose_person, name="choose_member"),
    path("hoi-dong/<key:pk>/uy-vien/<key:person_pk>/", composition.seat, name="seat"),
    path("hoi-dong/ghe/<key:pk>/ket-thuc/", composition.end, name="end_seat"),
    path("hoi-dong/<key:pk>/quyet-dinh/", composition.decision, name="council_decision"),
    path("hoi-dong/<key:pk>/trieu-tap/", meetings.call, name="call_meeting"),
    path(_ONE, meetings.page, name="meeting"),
    path(f"{_ONE}doi-ngay/", meetings.postpone, name="postpone"),
    path(f"{_ONE}mo/", meetings.open_session, name="open"),
    path(f"{_ONE}ket-thuc/", meetings.close, name="close"),
    path(f"{_ONE}bien-ban/<str:form>/", meetings.minutes, name="minutes"),
    path(f"{_ONE}bieu-quyet/", votes.record, name="record_votes"),
    path(f"{_ONE}phieu-con-lai/", votes.rest, name="vote_rest"),
    path(f"{_ONE}muc/<key:item_pk>/", votes.item, name="item"),
    path(f"{_ONE}muc/<key:item_pk>/phieu/", votes.vote, name="vote"),
    path(f"{_ONE}muc/<key:item_pk>/khong-tham-gia/", votes.recuse, name="recuse"),
]
