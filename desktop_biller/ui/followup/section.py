"""The Follow-up section: says what will be there, and where that work is until then."""

from desktop_biller.ui.desk import Place
from desktop_biller.ui.followup.followup_view import FollowupView
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.section import Section


class FollowupSection(Section):
    """Opens its one screen."""

    folder = "followup"

    _view: FollowupView | None = None

    def open(self, place: Place) -> Screen:
        """The screen, whatever the place."""
        del place
        if self._view is None:
            view = FollowupView()
            view.claims_asked.connect(lambda: self.desk.go(Place("claims", shown="denied")))
            view.today_asked.connect(lambda: self.desk.go(Place("today")))
            self._view = view
        self.desk.show_patient(None)
        return self._view
