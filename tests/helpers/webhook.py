"""A real HTTP server in the test's own process, which takes what is posted, or misbehaves."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

TOKEN = "ma-bi-mat"
"""What no message, log or record may hold."""


class Posted(NamedTuple):
    """A post as it arrived."""

    path: str
    text: str


class Webhook:
    """What the server saw, and what it is to do next.

    `faults` says by a post's path what it answers: a status, or "silent" (it takes the post and
    cuts the connection without an answer) or "slow" (it never answers).
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.posted: list[Posted] = []
        self.faults: dict[str, int | str] = {}
        self.over = threading.Event()

    def address(self, name: str = "nhom") -> str:
        """One of its addresses, as the file of a group has it; its path holds the token."""
        return f"json://127.0.0.1:{self.port}/{name}/{TOKEN}"


@contextmanager
def listening() -> Iterator[Webhook]:
    """A server on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            name = self.path.split("/")[1]
            fault = hook.faults.get(name, 200)
            if isinstance(fault, str) or fault < 400:
                hook.posted.append(Posted(name, content["message"]))
            if fault == "slow":
                hook.over.wait(60)
            if isinstance(fault, str):
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(fault)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hook = Webhook(server.server_port)
    serve = partial(server.serve_forever, poll_interval=0.02)
    threading.Thread(target=serve, daemon=True).start()
    try:
        yield hook
    finally:
        hook.over.set()
        server.shutdown()
        server.server_close()
