from tests.ui.desks import desk, heard  # noqa: F401 -- fixtures of this folder's tests
