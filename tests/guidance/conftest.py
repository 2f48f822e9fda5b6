"""The cast of `tests.tasks.cast`, on the day of the letter."""

import pytest

from tests.kept import kept
from tests.tasks.cast import LETTER_DAY, make_cast


@pytest.fixture
def cast(db, at):
    """Units and people; the clock stands on the day of the letter."""
    made = kept(make_cast)
    at(LETTER_DAY)
    return made


@pytest.fixture
def login(client, cast):
    """``login("tinh.officer")``: the client as that person."""

    def log_in(name: str):
        client.force_login(cast.user(name))
        return client

    return log_in
