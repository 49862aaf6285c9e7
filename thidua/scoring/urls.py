"""Addresses of the pages of scoring and selection."""

from django.urls import path

from thidua.scoring.views import selections, sheets

app_name = "scoring"
_ONE = "cham-diem/<key:pk>/"
urlpatterns = [
    path("cham-diem/", sheets.overview, name="sheets"),
    path("cham-diem/khoi/<key:pk>/<key:period_pk>/", sheets.adopt, name="adopt"),
    path(_ONE, sheets.page, name="sheet"),
    path(f"{_ONE}don-vi/<key:unit_pk>/", sheets.results, name="results"),
    path(f"{_ONE}xep-hang/", sheets.rank, name="rank"),
    path(f"{_ONE}sua-ket-qua/", sheets.reopen, name="reopen"),
    path(f"{_ONE}suy-ton/", selections.start, name="open_selection"),
    path("suy-ton/<key:pk>/", selections.page, name="selection"),
]
