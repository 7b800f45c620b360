"""The Setup section: one screen with tabs, each a page and its presenter."""

from collections.abc import Callable
from functools import partial

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.section import Section
from desktop_biller.ui.setup.appearance_page import AppearancePage
from desktop_biller.ui.setup.appearance_presenter import AppearancePresenter
from desktop_biller.ui.setup.backups_page import BackupsPage
from desktop_biller.ui.setup.backups_presenter import BackupsPresenter
from desktop_biller.ui.setup.fees_presenter import FeesPresenter
from desktop_biller.ui.setup.page import SetupPage
from desktop_biller.ui.setup.payers_page import PayersPage
from desktop_biller.ui.setup.practice_page import PracticePage
from desktop_biller.ui.setup.practice_presenter import PracticePresenter
from desktop_biller.ui.setup.printing_page import PrintingPage, printers_here
from desktop_biller.ui.setup.printing_presenter import PrintingPresenter
from desktop_biller.ui.setup.providers_page import ProvidersPage
from desktop_biller.ui.setup.records_presenter import RecordsPresenter
from desktop_biller.ui.setup.services_page import ServicesPage
from desktop_biller.ui.setup.setup_presenter import SetupPresenter
from desktop_biller.ui.setup.setup_view import SetupView
from desktop_biller.ui.setup.users_page import UsersPage
from desktop_biller.ui.setup.users_presenter import UsersPresenter
from desktop_biller.workflow.office.change_payer import ChangePayer, change_payer
from desktop_biller.workflow.office.change_provider import ChangeProvider, change_provider
from desktop_biller.workflow.office.change_service import ChangeService, change_service
from desktop_biller.workflow.office.office_lists import (
    office_payers,
    office_providers,
    office_services,
)
from desktop_biller.workflow.office.payers import AddPayer, add_payer
from desktop_biller.workflow.office.practice import AddProvider, add_provider
from desktop_biller.workflow.office.services import AddService, add_service

Tab = tuple[SetupPage, Callable[[], None]]
"""A page, and what reads it again."""


class SetupSection(Section):
    """Makes the screen when it is first opened, and each tab when it is first shown."""

    folder = "setup"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._made: tuple[SetupView, SetupPresenter] | None = None
        self._reloads: dict[str, Callable[[], None]] = {}
        self._makers: dict[str, Callable[[], Tab]] = {
            "practice": self._practice,
            "providers": self._providers,
            "payers": self._payers,
            "services": self._services,
            "users": self._users,
            "backups": self._backups,
            "printing": self._printing,
            "appearance": self._appearance,
        }

    def open(self, place: Place) -> Screen:
        """The screen, on the tab of the place."""
        if self._made is None:
            view = SetupView(self._make_page)
            reloads = {key: partial(self._reload, key) for key in self._makers}
            act = SetupPresenter(self.desk, view, reloads)
            view.tab_chosen.connect(act.on_tab)
            view.refresh_asked.connect(act.reload)
            self._made = view, act
        view, act = self._made
        act.open(place)
        return view

    def close(self) -> None:
        """End what listens."""
        if self._made is not None:
            self._made[1].end()

    def _make_page(self, key: str) -> SetupPage:
        page, self._reloads[key] = self._makers[key]()
        return page

    def _reload(self, key: str) -> None:
        self._reloads[key]()

    def _practice(self) -> Tab:
        page = PracticePage()
        act = PracticePresenter(self.desk, page)
        page.save_asked.connect(act.on_save)
        page.reset_asked.connect(act.on_reset)
        return page, act.reload

    def _providers(self) -> Tab:
        page = ProvidersPage(self.desk.settings)
        act = RecordsPresenter(
            self.desk,
            page,
            office_providers,
            {AddProvider: add_provider, ChangeProvider: change_provider},
            id_of=lambda result: int(result.provider_id),
            words="Provider saved.",
        )
        page.save_asked.connect(act.on_save)
        return page, act.reload

    def _payers(self) -> Tab:
        page = PayersPage(self.desk.settings, self.desk.ws.clock.today)
        act = RecordsPresenter(
            self.desk,
            page,
            office_payers,
            {AddPayer: add_payer, ChangePayer: change_payer},
            id_of=lambda result: int(result.payer_id),
            words="Payer saved.",
        )
        page.save_asked.connect(act.on_save)
        return page, act.reload

    def _services(self) -> Tab:
        page = ServicesPage(self.desk.settings, self.desk.ws.clock.today)
        act = RecordsPresenter(
            self.desk,
            page,
            office_services,
            {AddService: add_service, ChangeService: change_service},
            id_of=lambda result: int(result.service_id),
            words="Service saved.",
        )
        fees = FeesPresenter(self.desk, page)
        page.save_asked.connect(act.on_save)
        page.service_chosen.connect(fees.on_service)
        page.fee_asked.connect(fees.on_fee)

        def reload() -> None:
            act.reload()
            fees.reload_payers()

        return page, reload

    def _users(self) -> Tab:
        page = UsersPage(self.desk.settings)
        act = UsersPresenter(self.desk, page)
        page.add_asked.connect(act.on_add)
        page.role_asked.connect(act.on_role)
        page.remove_asked.connect(act.on_remove)
        page.given_asked.connect(act.on_given)
        page.own_asked.connect(act.on_own)
        return page, act.reload

    def _backups(self) -> Tab:
        page = BackupsPage(self.desk.settings)
        act = BackupsPresenter(self.desk, page)
        page.back_up_asked.connect(act.on_back_up)
        page.drill_asked.connect(act.on_drill)
        page.verify_asked.connect(act.on_verify)
        page.second_asked.connect(act.on_second)
        return page, act.reload

    def _printing(self) -> Tab:
        page = PrintingPage(self.desk.settings)
        act = PrintingPresenter(self.desk, page, printers_here)
        page.save_asked.connect(page.ask_to_save)
        page.offset_asked.connect(act.on_offset)
        page.test_asked.connect(act.on_test)
        return page, act.reload

    def _appearance(self) -> Tab:
        page = AppearancePage()
        act = AppearancePresenter(self.desk, page)
        page.theme_chosen.connect(act.on_theme)
        page.scale_chosen.connect(act.on_scale)
        page.idle_chosen.connect(act.on_idle)
        return page, act.reload
