import gc
import threading
from collections.abc import Iterator

import pytest

from desktop_biller.ui import sections
from desktop_biller.ui.loading import Loading


def test_sections_are_loaded_one_by_one_until_somebody_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(sections, "import_module", loaded.append)
    quiet: Iterator[bool] = iter([True, True, False])
    sections.load_all(lambda: next(quiet))
    assert loaded == ["desktop_biller.ui.today.section", "desktop_biller.ui.patients.section"]


def test_the_first_window_is_awaited_and_who_is_in_a_hurry_waits_for_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(sections, "import_module", loaded.append)
    loading = Loading()
    loading.await_first()  # nothing was begun: nothing to wait for
    loading.hurry()
    loading.start()
    loading.await_first()
    for thread in threading.enumerate():
        if thread.name == "loading":
            thread.join()
    gc.unfreeze()
    assert loaded == []
    loading.go_on()
    for thread in threading.enumerate():
        if thread.name == "loading":
            thread.join()
    assert len(loaded) == len(sections.makers())
