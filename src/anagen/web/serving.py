"""Starts the pages: for this computer alone, or for the phones of one network as well."""

from __future__ import annotations

import gc
import os
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path

from anagen.records.mistakes import Mistake, shown
from anagen.store.backup import restore_pending
from anagen.store.folder import data_folder, prepare
from anagen.web.clock import now
from anagen.web.network import Certificate, certificate, own_address
from anagen.web.working import work, worker_at_hand

HERE = ("127.0.0.1", "localhost", "::1")
#: With --lan every network of this computer may ask; the door decides who gets in.
EVERYWHERE = "0.0.0.0"  # noqa: S104 - only with --lan, behind a passphrase
FIRST_PORT = 8000
PORTS_TO_TRY = 20
HIGHEST_PORT = 65535
#: How long requests under way may take to finish when Anagen is stopped.
GRACE_S = 3


class ServingError(Mistake):
    """Why the pages cannot be started as asked."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants Anagen to be served.

    `lan` lets phones of the same network in; `clinic` asks for accounts; `sample` opens an
    invented record instead of the person's own; `new_passphrase` asks for one in the terminal.
    """

    address: str = "127.0.0.1"
    port: int | None = None
    lan: bool = False
    clinic: bool = False
    sample: bool = False
    new_passphrase: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """Where the pages are served, and with which key; None where only this computer asks."""

    address: str
    port: int
    certificate: Certificate | None = None


def serve(wish: Wish) -> None:
    """Serves the pages until it is stopped.

    Without a port it takes 8000 or the next free one. Raises ServingError for an address that
    other computers could reach, a port that is taken, or a folder that cannot be used.
    """
    refuse_a_network(wish.address)
    if wish.clinic:
        os.environ["ANAGEN_MODE"] = "clinic"
    if wish.sample:
        os.environ |= {"ANAGEN_SAMPLE": "1", "ANAGEN_DATA": tempfile.mkdtemp(prefix="anagen-")}
    door = door_for(wish)
    make_ready()
    _fill_and_lock(wish)
    _run(door)


def _fill_and_lock(wish: Wish) -> None:
    """What must stand in the database before anybody can ask."""
    from django.db import connection

    try:
        if wish.sample:
            from anagen.web.sample.filling import fill

            fill(now())
        if wish.new_passphrase or (wish.lan and not wish.clinic):
            _ask_for_a_passphrase(wish.new_passphrase)
    finally:
        connection.close()  # the process that answers must open its own


def door_for(wish: Wish) -> Door:
    """The address, port and key to serve with. With `lan`, pages know their own address."""
    if not wish.lan:
        port = free_port(wish.address) if wish.port is None else port_asked_for(wish)
        return Door(wish.address, port)
    own = own_address()
    if own is None:
        raise ServingError(
            "network",
            "no network that this computer is part of",
            "one that your phone is on too",
            "Connect to it, or leave --lan out.",
        )
    folder = data_folder(os.environ)
    try:
        prepare(folder)
        made = certificate(folder, own, now())
    except OSError as error:
        raise _unusable(folder, error.strerror or "not usable") from None
    every = Wish(EVERYWHERE, wish.port)
    port = free_port(EVERYWHERE) if wish.port is None else port_asked_for(every)
    os.environ["ANAGEN_LAN"] = f"https://{own}:{port}"
    return Door(EVERYWHERE, port, made)


def _ask_for_a_passphrase(is_new: bool) -> None:
    """Sets a passphrase before a network can knock, unless there is one."""
    from anagen.store.lock.keeping import LEAST_CHARACTERS, set_passphrase, the_lock

    if the_lock() is not None and not is_new:
        return
    if not sys.stdin.isatty():
        raise ServingError(
            "passphrase",
            "none set, and no terminal to ask for one",
            f"one of at least {LEAST_CHARACTERS} characters",
            "Start Anagen in a terminal, or set one under More, then Lock and phones.",
        )
    print(f"A passphrase keeps the door shut. It needs at least {LEAST_CHARACTERS} characters.")
    while True:
        chosen = getpass("Passphrase: ")
        if len(chosen) >= LEAST_CHARACTERS and chosen == getpass("The same again: "):
            set_passphrase(chosen)
            return
        print("Too short, or the two differ. Once more.")


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


def port_asked_for(wish: Wish) -> int:
    """The port that was asked for, if it can be used."""
    port = wish.port or 0
    if not 1 <= port <= HIGHEST_PORT:
        raise ServingError(
            "port",
            str(port),
            f"a number from 1 to {HIGHEST_PORT}",
            "Leave it out to have one chosen.",
        )
    if not is_free(wish.address, port):
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


def make_ready(beside_pages: bool = False) -> None:
    """Makes the folder, its secret and its tables, or brings them up to date.

    `beside_pages` is for a command that may run while the pages do: a backup that waits is then
    not put back under them, and a picture that is just coming in is not taken for a broken one.
    """
    folder = data_folder(os.environ)
    os.umask(0o077)
    try:
        prepare(folder)
        if not beside_pages:
            restore_pending(folder, now())
    except OSError as error:
        raise _unusable(folder, error.strerror or "not usable") from None
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anagen.web.settings")
    import django

    django.setup()
    _bring_up_to_date(folder)
    if not beside_pages:
        _finish_pictures()
    # Whatever is wrong with the knowledge is said now, in one line, and not on the first page.
    from anagen.web.knowing import knowledge

    knowledge()


def _finish_pictures() -> None:
    """Puts right what a crash left of pictures, before any page can send another."""
    from django.db import connection

    from anagen.store.pictures.sweeping import sweep

    try:
        sweep()
    finally:
        connection.close()


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


def _run(door: Door) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    key = door.certificate
    server = Granian(
        "anagen.web.wsgi:application",
        address=door.address,
        port=door.port,
        interface=Interfaces.WSGI,
        workers=workers_for(os.environ.get("ANAGEN_MODE", ""), os.cpu_count() or 1),
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=GRACE_S,
        ssl_cert=key.chain if key else None,
        ssl_key=key.key if key else None,
    )
    # Closing the terminal stops it; Granian would take that signal for "load the code again".
    server.signal_handler_reload = server.signal_handler_interrupt  # type: ignore[method-assign]
    print(opening_words(door), flush=True)
    with worker_at_hand():
        server.serve(target_loader=in_its_own_group)


def workers_for(mode: str, cores: int) -> int:
    """How many processes answer: one for a household, up to two for the many of a clinic.

    What a process keeps for itself (parsed knowledge, worked-out advice) is kept in each; whatever
    must be one for all lies in the database.
    """
    return min(2, cores) if mode == "clinic" else 1


def opening_words(door: Door) -> str:
    """What the terminal says once Anagen is up."""
    if door.certificate is None:
        return f"Anagen is at {page_address(door.address, door.port)}  (stop it with Ctrl+C)"
    return (
        f"Anagen is at https://localhost:{door.port}/  (stop it with Ctrl+C)\n"
        f"Phones on this network reach it at {os.environ['ANAGEN_LAN']}/\n"
        "Every device on this network can now knock. Only the passphrase and a code from "
        "More, then Lock and phones, let one in.\n"
        "Use it on a network of your own, never in a café or a hotel.\n"
        "Your browser will ask whether to trust this computer's own certificate. Its print is\n"
        f"{door.certificate.fingerprint}"
    )


def in_its_own_group(*_: object) -> Callable[..., object]:
    """The application, loaded in the process that answers requests.

    Ctrl+C in a terminal goes to every process of a group. The one that answers must not get
    it: the one that started it stops it in order, and two signals at once make it hang.
    """
    os.setpgid(0, 0)
    from anagen.web.knowing import knowledge
    from anagen.web.wsgi import application

    # What is loaded once and never changes is not looked through again and again for waste: that
    # look takes longer than most pages.
    knowledge()
    gc.collect()
    gc.freeze()
    return application


def open_clinic(name: str, owner: str) -> str:
    """Opens a clinic; the path of the link for its first owner."""
    os.environ["ANAGEN_MODE"] = "clinic"
    make_ready(beside_pages=True)
    from anagen.web.account.founding import found_clinic

    return found_clinic(name, owner)


def night_round() -> int:
    """The quiet work of a clinic's night: of how many patients the follow-ups are true again."""
    os.environ["ANAGEN_MODE"] = "clinic"
    make_ready(beside_pages=True)
    from anagen.web.clinic.desk.refreshing import refresh_every_clinic

    return refresh_every_clinic(now())


def watch_jobs(beside: int | None) -> None:
    """Does what the pages ask for, until it is stopped; `beside` is the process that serves them.

    Whoever serves has just made everything ready; a worker on its own does so itself.
    """
    if beside is None:
        make_ready(beside_pages=True)
    else:
        os.umask(0o077)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anagen.web.settings")
        import django

        django.setup()
    work(beside)
