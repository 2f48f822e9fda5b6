"""The world of the reporting tests, and programs of its people."""

import pytest

from tests.api.software import Software, software_of
from tests.reporting.conftest import world

__all__ = ["world"]


@pytest.fixture
def officer(world) -> Software:
    """A program of the officer of the district Hòa An; its round is open."""
    world.round()
    return software_of(world.officers["051"])


@pytest.fixture
def head(world) -> Software:
    """A program of the head of the district."""
    world.round()
    return software_of(world.heads["051"])
