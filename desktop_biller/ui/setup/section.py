"""The Setup section: one screen with tabs, each a page and its presenter."""

from collections.abc import Callable

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


class SetupSection(Section):
    """Makes the screen when it is first opened."""

    folder = "setup"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._made: tuple[SetupView, SetupPresenter] | None = None
        self._pages: dict[str, SetupPage] = {}
        self._reloads: dict[str, Callable[[], None]] = {}

    def open(self, place: Place) -> Screen:
        """The screen, on the tab of the place."""
        if self._made is None:
            self._practice()
            self._providers()
            self._payers()
            self._services()
            self._users()
            self._backups()
            self._printing()
            self._appearance()
            view = SetupView(self._pages)
            act = SetupPresenter(self.desk, view, self._reloads)
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

    def _add(self, key: str, page: SetupPage, reload: Callable[[], None]) -> None:
        self._pages[key], self._reloads[key] = page, reload

    def _practice(self) -> None:
        page = PracticePage()
        act = PracticePresenter(self.desk, page)
        page.save_asked.connect(act.on_save)
        page.reset_asked.connect(act.on_reset)
        self._add("practice", page, act.reload)

    def _providers(self) -> None:
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
        self._add("providers", page, act.reload)

    def _payers(self) -> None:
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
        self._add("payers", page, act.reload)

    def _services(self) -> None:
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

        self._add("services", page, reload)

    def _users(self) -> None:
        page = UsersPage(self.desk.settings)
        act = UsersPresenter(self.desk, page)
        page.add_asked.connect(act.on_add)
        page.role_asked.connect(act.on_role)
        page.remove_asked.connect(act.on_remove)
        page.given_asked.connect(act.on_given)
        page.own_asked.connect(act.on_own)
        self._add("users", page, act.reload)

    def _backups(self) -> None:
        page = BackupsPage(self.desk.settings)
        act = BackupsPresenter(self.desk, page)
        page.back_up_asked.connect(act.on_back_up)
        page.drill_asked.connect(act.on_drill)
        page.verify_asked.connect(act.on_verify)
        self._add("backups", page, act.reload)

    def _printing(self) -> None:
        page = PrintingPage(self.desk.settings)
        act = PrintingPresenter(self.desk, page, printers_here)
        page.save_asked.connect(page.ask_to_save)
        page.offset_asked.connect(act.on_offset)
        page.test_asked.connect(act.on_test)
        self._add("printing", page, act.reload)

    def _appearance(self) -> None:
        page = AppearancePage()
        act = AppearancePresenter(self.desk, page)
        page.theme_chosen.connect(act.on_theme)
        page.scale_chosen.connect(act.on_scale)
        page.idle_chosen.connect(act.on_idle)
        self._add("appearance", page, act.reload)
