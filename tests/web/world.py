"""A year under way, for tests of pages: the cast's year with registrations in several states."""

from dataclasses import dataclass
from datetime import date

from tests.cast import Cast, make_person, make_unit
from tests.web.dossiers import Dossiers, make_dossiers
from tests.web.exchange import Exchange, make_exchange
from tests.web.late import LateWorld, make_late_world
from tests.web.plans import Plans, make_plans
from thidua.documents.models import OnPaper
from thidua.documents.on_paper import papers_of
from thidua.documents.tests.scans import on_paper
from thidua.eligibility.actions.trials import ask_to_try
from thidua.eligibility.models import Trial
from thidua.emulation.actions import (
    open_agreement,
    register_line,
    send_registration,
    start_registration,
)
from thidua.emulation.models import (
    Agreement,
    Bloc,
    BlocPost,
    EmulationYear,
    Registration,
    RegistrationLine,
    Round,
)
from thidua.emulation.tests.opened import COMMUNES, drafted, opened_year, person_of, round_of
from thidua.initiatives.actions import register_initiative
from thidua.initiatives.models import Initiative
from thidua.lawbook.models import OwnRules
from thidua.lawbook.tests.own_samples import proposed
from thidua.organisations.actions import let_put_forward
from thidua.organisations.models import Person, PuttingForward
from thidua.organisations.states import UnitKind
from thidua.workflow import act


@dataclass(frozen=True)
class World:
    """The ward has a draft, the commune has sent its list, an agreement waits for signatures."""

    cast: Cast
    year: EmulationYear
    round: Round
    draft: Registration
    line: RegistrationLine
    sent: Registration
    post: BlocPost
    agreement: Agreement
    paper: OnPaper
    dossiers: Dossiers
    plans: Plans
    late: LateWorld
    exchange: Exchange
    without_account: Person
    put_forward: PuttingForward
    initiative: Initiative
    trial: Trial
    own_rules: OwnRules

    def arguments(self) -> dict[str, tuple[int | str, ...]]:
        """What each address with arguments is asked about."""
        return {
            **self.dossiers.arguments(),
            **self.plans.arguments(),
            "emulation:round": (self.round.pk,),
            "emulation:start_registration": (self.round.pk, self.cast.ward.pk),
            "emulation:registration": (self.draft.pk,),
            "emulation:add_collective": (self.draft.pk,),
            "emulation:add_newcomer": (self.draft.pk,),
            "emulation:add_new_collective": (self.draft.pk,),
            "emulation:withdraw_line": (self.draft.pk, self.line.pk),
            "emulation:send_registration": (self.draft.pk,),
            "emulation:return_registration": (self.sent.pk,),
            "emulation:accept_registration": (self.sent.pk,),
            "emulation:report_bloc_post": (self.post.pk,),
            "emulation:agreement": (self.agreement.pk,),
            "emulation:sign_agreement": (self.agreement.pk, self.cast.ward.pk),
            "desk:stage": (self.year.pk, "2018", "dang-ky"),
            "desk:scan": (self.paper.pk,),
            "desk:add_scan": (self.paper.pk,),
            "desk:bloc": (self.round.bloc_id,),
            "emulation:open_agreement": (self.round.bloc_id,),
            "emulation:hold_review": (self.round.bloc_id,),
            **self.exchange.arguments(),
            "desk:person": (person_of(self.cast.ward_officer).pk,),
            "desk:unit": (self.cast.ward.pk,),
            "desk:person_outlook": (person_of(self.cast.ward_officer).pk,),
            "desk:unit_outlook": (self.cast.ward.pk,),
            "eligibility:compare": ("nd_91_2017",),
            "eligibility:trial": (self.trial.pk,),
            "eligibility:carry_on_trial": (self.trial.pk,),
            "lawbook:title": ("lao_dong_tien_tien",),
            "lawbook:versions": ("lao_dong_tien_tien",),
            "lawbook:side_by_side": ("lao_dong_tien_tien",),
            "lawbook:instrument": ("nd_91_2017",),
            "lawbook:propose_own_rules_guided": ("ty-le",),
            **{
                f"lawbook:{name}": (self.own_rules.pk,)
                for name in (
                    "own_rules_page",
                    "approve_own_rules",
                    "refuse_own_rules",
                    "withdraw_own_rules",
                    "try_own_rules",
                )
            },
            "initiatives:initiative": (self.initiative.pk,),
            "initiatives:recognise": (self.initiative.pk,),
            "initiatives:choose_other_author": (self.initiative.pk,),
            "initiatives:enter": (person_of(self.cast.ward_officer).pk,),
            **self.late.arguments(),
            **self.administered(),
        }

    def administered(self) -> dict[str, tuple[int | str, ...]]:
        """The same of the administrator's addresses: the clerk's account, and one to be opened."""
        account, role = self.cast.clerk, self.cast.clerk.roles.get()
        return {
            "organisations:let_put_forward": (self.put_forward.part_id,),
            "organisations:end_putting_forward": (self.put_forward.pk,),
            "organisations:open_account": (self.without_account.pk,),
            "organisations:end_role": (role.pk,),
            **{
                f"organisations:{name}": (account.pk,)
                for name in (
                    "account",
                    "give_password",
                    "close_account",
                    "reopen_account",
                    "unlock_account",
                    "give_role",
                )
            },
        }


def make_world(cast: Cast) -> World:
    """Write the world to the test database."""
    year = opened_year(cast)
    draft = drafted(cast, year)
    sent = start_registration(in_round=round_of(year), unit=cast.commune, by=cast.commune_officer)
    register_line(
        registration=sent,
        what="lao_dong_tien_tien",
        person=person_of(cast.commune_officer),
        by=cast.commune_officer,
    )
    signed = on_paper(person_of(cast.commune_head), date(2018, 1, 12))
    send_registration(registration=sent, by=cast.commune_officer, on_paper=signed)
    bloc = Bloc.objects.get(emulation_year=year, name=COMMUNES)
    agreement = open_agreement(bloc=bloc, period=cast.year, text="Cùng thi đua.", by=cast.ward_head)
    with act("tests.person", by=cast.system):
        without_account = make_person("moi", "Lê Thị Mới", cast.ward)
        factory = make_unit("cong-ty", "Công ty Gốm", UnitKind.ENTERPRISE, cast.ward)
    return World(
        cast=cast,
        year=year,
        round=round_of(year),
        draft=draft,
        line=draft.lines.order_by("pk")[0],
        sent=sent,
        post=BlocPost.objects.filter(unit__isnull=True).order_by("pk")[0],
        agreement=agreement,
        paper=papers_of(sent)[0],
        dossiers=make_dossiers(cast),
        plans=make_plans(cast, year),
        late=make_late_world(cast, bloc),
        exchange=make_exchange(cast, draft),
        without_account=without_account,
        put_forward=let_put_forward(
            part=factory,
            proposer=cast.commune,
            started_on=date(2018, 1, 1),
            basis="Hướng dẫn",
            by=cast.officer,
        ),
        trial=ask_to_try(year=2018, on=date(2024, 6, 1), by=cast.officer),
        own_rules=proposed(cast),
        initiative=register_initiative(
            by=cast.ward_officer,
            person=person_of(cast.ward_officer),
            period=cast.year,
            title="Rút ngắn thời gian trả kết quả",
        ),
    )
