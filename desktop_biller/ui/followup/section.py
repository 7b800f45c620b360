"""The Follow-up section: the notes that are due, and where its other work is until it is here."""

from desktop_biller.ui.desk import Place
from desktop_biller.ui.followup.followup_presenter import FollowupPresenter
from desktop_biller.ui.followup.followup_view import FollowupView
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.section import Section


class FollowupSection(Section):
    """Opens its one screen."""

    folder = "followup"

    _shown: tuple[FollowupView, FollowupPresenter] | None = None

    def open(self, place: Place) -> Screen:
        """The screen, whatever the place."""
        del place
        if self._shown is None:
            view = FollowupView(self.desk.settings)
            act = FollowupPresenter(self.desk, view)
            self._shown = view, act
            view.opened.connect(act.open_note)
            view.done_asked.connect(act.finish)
            view.claims_asked.connect(act.denied_claims)
            view.today_asked.connect(act.today)
            view.refresh_asked.connect(act.reload)
        view, act = self._shown
        act.open()
        return view

    def close(self) -> None:
        """The window closes."""
        if self._shown is not None:
            self._shown[1].close()
