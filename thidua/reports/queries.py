"""The year in figures, each with the rows behind it, so that a number opens its list."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from thidua.ballots.states import Outcome as VoteOutcome
from thidua.councils.models import AgendaItem, Meeting
from thidua.councils.states import MeetingState
from thidua.decisions.models import Decision, DecisionItem, Submission, SubmissionItem
from thidua.decisions.queries import amounts_of
from thidua.decisions.states import DecisionState, SubmissionState
from thidua.dossiers.models import Deliberation, Dossier, DossierReturn, Nominee
from thidua.dossiers.states import ONCE_SENT as DOSSIERS_SENT
from thidua.dossiers.states import DeliberationState, DossierState
from thidua.eligibility.states import Outcome
from thidua.emulation.models import (
    AgreementSignature,
    BlocMember,
    EmulationYear,
    Registration,
    RegistrationLine,
    Review,
)
from thidua.emulation.states import ONCE_SENT as REGISTRATIONS_SENT
from thidua.organisations.models import Employment
from thidua.rules import default_law


@dataclass(frozen=True)
class Figure:
    """A number of the year, as the report prints it, and the rows it counts."""

    code: str
    label: str
    count: int
    rows: QuerySet[Any]


@dataclass(frozen=True)
class TitleFigures:
    """The way of one title or form through the year. `money` in whole đồng.

    `outcomes` are the verdicts of those nominated, by outcome (design 3.1).
    """

    what: str
    name: str
    registered: int
    nominated: int
    outcomes: dict[str, int]
    passed: int
    failed: int
    awarded: int
    submitted: int
    money: int


@dataclass(frozen=True)
class YearFigures:
    """A year of emulation in figures: steps in their order, lateness, titles, fairness, money."""

    year: int
    steps: tuple[Figure, ...]
    lateness: tuple[Figure, ...]
    titles: tuple[TitleFigures, ...]
    awarded_people: Figure
    awarded_staff: Figure
    awarded_collectives: Figure
    money: int

    def figure(self, code: str) -> Figure:
        """The figure called `code`. Raises KeyError."""
        single = (self.awarded_people, self.awarded_staff, self.awarded_collectives)
        for each in (*self.steps, *self.lateness, *single):
            if each.code == code:
                return each
        raise KeyError(code)


def year_report(emulation_year: EmulationYear) -> YearFigures:
    """The figures of every period that ends in the year, for the year's authority.

    A fixed number of queries, whatever the rows.
    """
    rows = _Rows(emulation_year)
    lines = rows.awarded()
    people = lines.filter(person__isnull=False)
    return YearFigures(
        year=emulation_year.year,
        steps=tuple(_figure(*each) for each in rows.steps()),
        lateness=tuple(_figure(*each) for each in rows.lateness()),
        titles=tuple(_titles(rows)),
        awarded_people=_figure("awarded_people", "Lượt cá nhân được khen thưởng", people),
        awarded_staff=_figure(
            "awarded_staff",
            "Trong đó không giữ chức vụ lãnh đạo, quản lý",
            people.filter(~Exists(_leading())),
        ),
        awarded_collectives=_figure(
            "awarded_collectives",
            "Lượt tập thể, hộ gia đình được khen thưởng",
            lines.filter(person__isnull=True),
        ),
        money=sum(amount.money for amount in amounts_of(rows.decisions())),
    )


def _figure(code: str, label: str, rows: QuerySet[Any]) -> Figure:
    return Figure(code, label, rows.count(), rows)


def _leading() -> QuerySet[Employment]:
    """A post of leader held on the day of the decision by the person of a line."""
    return Employment.objects.filter(
        Q(started_on__isnull=True) | Q(started_on__lte=OuterRef("decision__signed_on")),
        Q(ended_on__isnull=True) | Q(ended_on__gte=OuterRef("decision__signed_on")),
        person=OuterRef("person"),
        is_leader=True,
    )


@dataclass(frozen=True)
class _Rows:
    """The rows of one year."""

    of: EmulationYear

    def registrations(self) -> QuerySet[Registration]:
        found: QuerySet[Registration] = Registration.objects.filter(
            round__bloc__emulation_year=self.of, state__in=REGISTRATIONS_SENT
        )
        return found

    def lines_registered(self) -> QuerySet[RegistrationLine]:
        found: QuerySet[RegistrationLine] = RegistrationLine.objects.filter(
            registration__in=self.registrations()
        )
        return found

    def dossiers(self) -> QuerySet[Dossier]:
        found: QuerySet[Dossier] = Dossier.objects.filter(
            authority=self.of.authority_id, period__year=self.of.year, state__in=DOSSIERS_SENT
        )
        return found

    def nominees(self) -> QuerySet[Nominee]:
        found: QuerySet[Nominee] = Nominee.objects.filter(dossier__in=self.dossiers())
        return found

    def voted(self) -> QuerySet[AgendaItem]:
        found: QuerySet[AgendaItem] = AgendaItem.objects.filter(
            meeting__council__authority=self.of.authority_id,
            meeting__period__year=self.of.year,
            meeting__state=MeetingState.CLOSED,
        )
        return found

    def decisions(self) -> QuerySet[Decision]:
        found: QuerySet[Decision] = Decision.objects.filter(
            issuer=self.of.authority_id, period__year=self.of.year, state=DecisionState.ISSUED
        )
        return found

    def awarded(self) -> QuerySet[DecisionItem]:
        found: QuerySet[DecisionItem] = DecisionItem.objects.filter(
            decision__in=self.decisions(), left_out_because=""
        )
        return found

    def submissions(self) -> QuerySet[Submission]:
        found: QuerySet[Submission] = Submission.objects.filter(
            issuer=self.of.authority_id, period__year=self.of.year, state=SubmissionState.SENT
        )
        return found

    def submitted(self) -> QuerySet[SubmissionItem]:
        found: QuerySet[SubmissionItem] = SubmissionItem.objects.filter(
            submission__in=self.submissions()
        )
        return found

    def steps(self) -> list[tuple[str, str, QuerySet[Any]]]:
        """(code, label, rows) of each step, in the order of the year."""
        of = self.of
        members = BlocMember.objects.filter(bloc__emulation_year=of)
        signatures = AgreementSignature.objects.filter(agreement__bloc__emulation_year=of)
        deliberations = Deliberation.objects.filter(
            unit__in=members.values("unit"),
            period__year=of.year,
            state=DeliberationState.CONCLUDED,
        )
        meetings = Meeting.objects.filter(
            council__authority=of.authority_id,
            period__year=of.year,
            state=MeetingState.CLOSED,
        )
        return [
            ("members", "Đơn vị tham gia các khối thi đua", members),
            ("registrations", "Bản đăng ký thi đua đã gửi", self.registrations()),
            ("lines", "Lượt đăng ký danh hiệu", self.lines_registered()),
            ("signatures", "Lượt đơn vị ký giao ước thi đua", signatures),
            ("reviews", "Hội nghị sơ kết, tổng kết khối", Review.objects.filter(
                bloc__emulation_year=of
            )),
            ("deliberations", "Cuộc bình xét tại đơn vị", deliberations),
            ("dossiers", "Hồ sơ đã trình", self.dossiers()),
            ("returns", "Lượt hồ sơ trả lại để hoàn thiện", DossierReturn.objects.filter(
                dossier__in=self.dossiers()
            )),
            ("nominees", "Lượt đề nghị trong hồ sơ", self.nominees()),
            ("meetings", "Phiên họp Hội đồng", meetings),
            ("voted", "Lượt trường hợp Hội đồng biểu quyết", self.voted()),
            ("decisions", "Quyết định đã ban hành", self.decisions()),
            ("awarded", "Lượt khen thưởng", self.awarded()),
            ("submitted", "Lượt trình cấp trên", self.submitted()),
        ]  # fmt: skip

    def lateness(self) -> list[tuple[str, str, QuerySet[Any]]]:
        """(code, label, rows) of what came late or has not come."""
        missing = BlocMember.objects.filter(bloc__emulation_year=self.of).exclude(
            unit__in=self.registrations().values("unit")
        )
        return [
            ("late", "Bản đăng ký gửi muộn", self.registrations().filter(days_late__gt=0)),
            ("missing", "Đơn vị chưa gửi bản đăng ký nào", missing),
            ("waiting", "Hồ sơ chưa được Hội đồng xét xong", self.dossiers().exclude(
                state=DossierState.CONCLUDED
            )),
        ]  # fmt: skip


def _titles(rows: _Rows) -> list[TitleFigures]:
    """One line for each title met anywhere in the year, in the order of the law's ids."""
    registered = Counter(rows.lines_registered().values_list("what", flat=True))
    nominated = Counter(rows.nominees().values_list("what", "verdict__outcome"))
    voted = Counter(rows.voted().values_list("nominee__what", "item__outcome"))
    awarded = Counter(rows.awarded().values_list("nominee__what", flat=True))
    submitted = Counter(rows.submitted().values_list("nominee__what", flat=True))
    money = {amount.what: amount.money for amount in amounts_of(rows.decisions())}
    whats = {*registered, *awarded, *submitted, *(what for what, _ in [*nominated, *voted])}
    return [
        TitleFigures(
            what=what,
            name=default_law().title(what).name,
            registered=registered[what],
            nominated=sum(count for (each, _), count in nominated.items() if each == what),
            outcomes={
                outcome: nominated[what, outcome]
                for outcome in Outcome.values
                if nominated[what, outcome]
            },
            passed=voted[what, VoteOutcome.PASSED],
            failed=voted[what, VoteOutcome.FAILED],
            awarded=awarded[what],
            submitted=submitted[what],
            money=money.get(what, 0),
        )
        for what in sorted(whats)
    ]
