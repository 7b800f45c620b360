"""The Today section: one screen."""

from desktop_biller.ui.desk import Place
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.section import Section
from desktop_biller.ui.today.today_presenter import TodayPresenter
from desktop_biller.ui.today.today_view import TodayView


class TodaySection(Section):
    """Opens Today, made when it is first opened."""

    folder = "today"

    _today: tuple[TodayView, TodayPresenter] | None = None

    def open(self, place: Place) -> Screen:
        """The screen, filling."""
        del place
        if self._today is None:
            view = TodayView()
            act = TodayPresenter(self.desk, view)
            self._today = view, act
            view.opened.connect(act.open_card)
            view.how_asked.connect(act.tell_how)
            view.visit_asked.connect(act.enter_visit)
            view.payment_asked.connect(act.take_payment)
            view.refresh_asked.connect(act.reload)
        view, act = self._today
        act.open()
        return view

    def close(self) -> None:
        """The window closes."""
        if self._today is not None:
            self._today[1].close()
