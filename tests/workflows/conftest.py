"""Copies of session files go to a folder of the test's own, as for the session's own tests."""

from tests.session.conftest import own_state_folder, rules

__all__ = ["own_state_folder", "rules"]
