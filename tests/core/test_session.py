"""The session's own guards hold: without this, a guard that broke would only make every test pass."""

import socket

import pytest
from django.template import Context, Engine, Template, engines

from tienbo.core import clock


def test_reaching_beyond_this_machine_is_refused():
    with pytest.raises(AssertionError, match="reached for the network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_the_session_speaks_vietnamese(settings):
    from django.utils import translation

    assert translation.get_language() == "vi"


def test_the_clock_stands_where_it_is_set(at):
    import datetime as dt

    at(dt.date(2015, 11, 20))
    assert clock.today() == dt.date(2015, 11, 20)


def test_an_unknown_variable_in_our_template_is_an_error(tmp_path):
    from django.template.base import Origin

    engine: Engine = engines["django"].engine
    ours = Template("{{ nobody_gave_this }}", Origin("/x/src/tienbo/y/templates/y.html"), engine=engine)
    with pytest.raises(Exception, match="nobody_gave_this"):
        ours.render(Context({}))


def test_an_unknown_variable_in_another_packages_template_is_empty():
    from django.template.base import Origin

    engine: Engine = engines["django"].engine
    theirs = Template("[{{ nobody_gave_this|default:'-' }}]", Origin("/x/allauth/y.html"), engine=engine)
    assert theirs.render(Context({})) == "[-]"


@pytest.mark.django_db
def test_the_database_is_postgresql_of_the_session():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone()[0].startswith("test_tienbo")
    assert connection.pg_version >= 150000
