"""The self-test of the windows: it passes where all is there, and says what is not."""

import pytest

from desktop_biller.ui import selftest


@pytest.mark.slow
def test_an_installation_that_is_whole_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert selftest.run_window_selftest() == 0
    told = capsys.readouterr().out
    assert "1 patient shown, 1 page printed, 22 steps, 4 time zones, 0 findings" in told


@pytest.mark.slow
def test_a_printer_that_prints_nothing_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selftest, "_print", lambda *_: 0)
    assert selftest.run_window_selftest() == 1
    assert "failed: nothing was printed" in capsys.readouterr().out
