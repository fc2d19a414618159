"""The conversation about one submission: load it, then answer questions."""

import contextlib
import socket
import sys
from collections.abc import Callable
from typing import Any

from . import frames
from .answering import Answering
from .calling import answer
from .folder import Folder
from .program import Program
from .proxies import Proxies
from .surroundings import Surroundings, seed_all
from .whereabouts import Whereabouts


def serve(connection: socket.socket, folder: Folder | None = None) -> None:
    """Answer until the other side closes. The first message loads the submission.

    A later one that loads something takes its place, in the surroundings that the first one found:
    probes are asked of a fresh start, and an author's many slips share a process. So does the
    working `folder`, if the exercise has data files.
    """
    put_back: Callable[[str, int | None], None] = nothing_to_put_back
    whereabouts = Whereabouts(connection)
    while (message := frames.receive(connection)) is not None:
        if folder is not None:
            folder.put_back()
        if "sources" in message:
            put_back("", None)
            program = load(message, connection)
            proxied = message.get("proxied", ())
            proxies = Proxies(connection, proxied)
            proxies.install(program.module.__dict__)
            surroundings = Surroundings(message["seed"], program)
            put_back = surroundings.restore
            answering = Answering(program, surroundings)
            reply = {"notes": program.notes, "functions": program.functions()[:50]}
        elif "asked" in message:  # by a proxy in a submission; this is a solution
            reply = answering.answer(message)
        elif "left_out" in message:
            surroundings.pass_over()
            continue
        else:
            put_back(str(message["function"]), message.get("chance"))
            proxies.begin()
            if not proxied:  # the conversation of a proxy must not be interrupted
                whereabouts.begin(program.names)
            reply = answer(program, message)
            whereabouts.end()
            proxies.end()
        _flush()
        connection.sendall(frames.pack(reply))


def nothing_to_put_back(function: str, seed: int | None) -> None:
    """In place of `Surroundings.restore`, until a submission is there to change them."""


def load(message: dict[str, Any], connection: socket.socket | None = None) -> Program:
    """The program that a load message describes."""

    def announce(number: int, file: str, line: int) -> None:
        if connection is not None:
            _flush()
            connection.sendall(frames.pack({"at": number, "file": file, "line": line}))

    seed_all(message["seed"])
    sources = [tuple(source) for source in message["sources"]]
    return Program(sources, message["skip"], announce, message.get("module", "submission"))


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):  # a submission may have replaced it
            stream.flush()
