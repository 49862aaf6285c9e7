"""Addresses of the pages of scoring and selection."""

from django.urls import path

from thidua.scoring.views import selections, sheets

app_name = "scoring"
_ONE = "cham-diem/<int:pk>/"
urlpatterns = [
    path("cham-diem/", sheets.overview, name="sheets"),
    path("cham-diem/khoi/<int:pk>/<int:period_pk>/", sheets.adopt, name="adopt"),
    path(_ONE, sheets.page, name="sheet"),
    path(f"{_ONE}don-vi/<int:unit_pk>/", sheets.results, name="results"),
    path(f"{_ONE}xep-hang/", sheets.rank, name="rank"),
    path(f"{_ONE}sua-ket-qua/", sheets.reopen, name="reopen"),
    path(f"{_ONE}suy-ton/", selections.start, name="open_selection"),
    path("suy-ton/<int:pk>/", selections.page, name="selection"),
]
