"""The backend class that Django loads by the name ``tienbo.core.database``."""

from typing import Any

from django.db.backends.postgresql import base

from tienbo.core import places, private_server


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL behind the private server's socket.

    Every new connection asks for the server (7 ms), so that one that was killed is running again for the
    next request.
    """

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters with the socket's folder and the password of the private server."""
        server = private_server.ensure_running(places.data_directory())
        return super().get_connection_params() | {
            "host": server.host,
            "port": server.port,
            "user": server.user,
            "password": server.password,
        }
