"""One act on a dossier that leaves it in its state: locked, allowed, in a state that permits it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import refuse
from thidua.dossiers.models import Dossier
from thidua.dossiers.policies import DOSSIERS, writes_for_the_unit
from thidua.dossiers.states import DossierState
from thidua.dossiers.transitions import DOSSIER
from thidua.workflow import Act, act

# States in which the unit writes its dossier.
OPEN = frozenset({DossierState.DRAFT, DossierState.RETURNED})


@contextmanager
def changing(
    name: str, dossier: Dossier, *, by: User, action: str, states: Collection[str]
) -> Iterator[tuple[Dossier, Act]]:
    """The act `dossiers.<name>`; `action` is what the policy is asked. Yields the locked row."""
    with act(f"dossiers.{name}", by=by, subject=dossier) as current:
        locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
        DOSSIERS.demand(by, action, locked)
        if locked.state not in states:
            raise refuse(
                "wrong_state",
                _("This is not possible now: the dossier is “%(state)s”.")
                % {"state": DOSSIER.label(locked.state)},
                cure=_("Reload the page to see what was done meanwhile."),
            )
        current.subject, current.unit_code = locked, locked.unit.code
        if writes_for_the_unit(by, locked):
            current.say(on_behalf=True)
        yield locked, current
