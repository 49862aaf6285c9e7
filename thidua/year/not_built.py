"""Steps of the year that the program does not have yet, by the name an event gives them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOT_BUILT: dict[str, str | Promise] = {
    "cross_check": _("cross-checks between the schools' clusters"),
    "hold_secret_ballot": _("secret ballots, which the law asks for higher titles"),
    "record_higher_decision": _("recording what the higher authority decided"),
    "publish": _("publication on the portal"),
    "print_certificates": _("certificates"),
    "report_movement": _("reports on movements and exemplars"),
    "inspect": _("inspection of the work"),
    "fill_statistics_forms": _("the statistics forms of the Ministry"),
}
