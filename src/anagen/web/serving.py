"""Starts the pages on this computer, for this computer alone."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from anagen.records.mistakes import Mistake, shown
from anagen.web.folder import data_folder, prepare

HERE = ("127.0.0.1", "localhost", "::1")
FIRST_PORT = 8000
PORTS_TO_TRY = 20
HIGHEST_PORT = 65535
#: How long requests under way may take to finish when Anagen is stopped.
GRACE_S = 3


class ServingError(Mistake):
    """Why the pages cannot be started as asked."""


def serve(address: str = "127.0.0.1", port: int | None = None) -> None:
    """Serves the pages until it is stopped.

    Without a port it takes 8000 or the next free one. Raises ServingError for an address that
    other computers could reach, a port that is taken, or a folder that cannot be used.
    """
    refuse_a_network(address)
    port = free_port(address) if port is None else port_asked_for(address, port)
    make_ready()
    _run(address, port)


def refuse_a_network(address: str) -> None:
    """Raises ServingError unless only this computer can reach the address."""
    if address not in HERE:
        raise ServingError(
            "address",
            shown(address),
            "one that only this computer can reach, such as 127.0.0.1",
            "Leave the address out: without accounts, records are never offered to a network.",
        )


def free_port(address: str) -> int:
    """The first free port from 8000 on."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
        if is_free(address, port):
            return port
    raise ServingError(
        "port",
        f"{FIRST_PORT} to {FIRST_PORT + PORTS_TO_TRY - 1} all taken",
        "a free one",
        "Name another with --port.",
    )


def port_asked_for(address: str, port: int) -> int:
    """The port that was asked for, if it can be used."""
    if not 1 <= port <= HIGHEST_PORT:
        raise ServingError(
            "port",
            str(port),
            f"a number from 1 to {HIGHEST_PORT}",
            "Leave it out to have one chosen.",
        )
    if not is_free(address, port):
        raise ServingError(
            "port",
            f"{port}, which is taken or not allowed",
            "a free one",
            "Name another, or leave it out to have one chosen.",
        )
    return port


def is_free(address: str, port: int) -> bool:
    """Whether this port can be listened on."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as trial:
        # A port that only waits out its last connection is free; one in use is still refused.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError:
            return False
    return True


def page_address(address: str, port: int) -> str:
    """What to type into the browser."""
    return f"http://{f'[{address}]' if ':' in address else address}:{port}/"


def make_ready() -> None:
    """Makes the folder, its secret and its tables, or brings them up to date."""
    folder = data_folder(os.environ)
    os.umask(0o077)
    try:
        prepare(folder)
    except OSError as error:
        raise _unusable(folder, error.strerror or "not usable") from None
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anagen.web.settings")
    import django

    django.setup()
    _bring_up_to_date(folder)
    # Whatever is wrong with the knowledge is said now, in one line, and not on the first page.
    from anagen.web.knowing import knowledge

    knowledge()


def _bring_up_to_date(folder: Path) -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise _unusable(folder, f"a database that does not open ({error})") from None
    finally:
        connection.close()


def _unusable(folder: Path, found: str) -> ServingError:
    return ServingError(
        str(folder),
        found,
        "a folder this account may write to, with a database that is whole",
        "Nothing was changed. Put it right, or set ANAGEN_DATA to another folder.",
    )


def _run(address: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "anagen.web.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=GRACE_S,
    )
    # Closing the terminal stops it; Granian would take that signal for "load the code again".
    server.signal_handler_reload = server.signal_handler_interrupt  # type: ignore[method-assign]
    print(f"Anagen is at {page_address(address, port)}  (stop it with Ctrl+C)", flush=True)
    server.serve(target_loader=in_its_own_group)


def in_its_own_group(*_: object) -> Callable[..., object]:
    """The application, loaded in the process that answers requests.

    Ctrl+C in a terminal goes to every process of a group. The one that answers must not get
    it: the one that started it stops it in order, and two signals at once make it hang.
    """
    os.setpgid(0, 0)
    from anagen.web.wsgi import application

    return application
