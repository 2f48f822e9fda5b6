"""The cast of `tests.access.cast`, on a day of May."""

import pytest

from tests.access.cast import TODAY, make_cast


@pytest.fixture
def cast(db, at):
    """Units and people; the clock stands on 26 May 2015."""
    made = make_cast()
    at(TODAY)
    return made


@pytest.fixture
def sign_in(client):
    """``sign_in(user)``: the test's browser is this person's from now on."""

    def enter(user):
        client.force_login(user)
        return client

    return enter
