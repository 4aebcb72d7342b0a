"""Cuts the power of a server's disk under load, again and again, and looks for what it answered.

    power_cut.py TIDEMARK_BINARY [CYCLES] [DISK_TRACE_LIBRARY]

The data folder is on an ext4 of its own, in a file. The cut is the kernel's: FS_IOC_SHUTDOWN
without a flush of the log, after which nothing more reaches the file. Then the file system is
mounted again, as after a crash of the machine, `tidemark verify` must find nothing, and a server is
started on what is there: every payment that was answered must be found, and every balance must be
what the payments make it.

With the library there is one more cycle, the control: a server whose syncs do nothing must be found
to have lost payments. Root only. SEED repeats the payments.
"""

import fcntl
import os
import random
import struct
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path

from tidemark import RPCError, SyncClient
from tidemark.errors import FailedPrecondition, NotFound

FS_IOC_SHUTDOWN = 0x8004587D
WITHOUT_LOG_FLUSH = 2
DISK_BYTES = 1 << 30
CLIENTS = 8
ACCOUNTS = [f"@a{number}" for number in range(8)]


class Disk:
    """An ext4 in a file, mounted."""

    def __init__(self, folder: Path) -> None:
        self.image = folder / "disk"
        self.mounted = folder / "mounted"
        self.mounted.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(DISK_BYTES)
        run("mkfs.ext4", "-q", str(self.image))
        self.mount()

    def mount(self) -> None:
        run("mount", "-o", "loop", str(self.image), str(self.mounted))

    def unmount(self) -> None:
        run("umount", str(self.mounted))

    def cut(self) -> None:
        """From now on the disk takes nothing more, and what it hasn't yet is lost."""
        folder = os.open(self.mounted, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, FS_IOC_SHUTDOWN, struct.pack("I", WITHOUT_LOG_FLUSH))
        finally:
            os.close(folder)


class Server:
    """The real server, with its socket outside of the disk."""

    def __init__(self, binary: str, data: Path, socket: Path, preload: str = "") -> None:
        self.address = f"unix:{socket}"
        environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
        if preload:
            environment.update(LD_PRELOAD=preload, DISK_TRACE_NO_SYNC="1")
        self.process = subprocess.Popen(
            [binary, "serve", "--data", str(data), "--listen", f"unix://{socket}"],
            env=environment, stderr=subprocess.PIPE, text=True)
        said = []
        for line in self.process.stderr:
            said.append(line)
            if " serving" in line:
                break
        else:
            raise SystemExit(f"the server did not start:\n{''.join(said)}")
        # Else it would stand still once the pipe is full.
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Book:
    """What was answered."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.applied: "dict[str, tuple[str, str, int]]" = {}
        # Asked for when the power went: there or not, but wholly.
        self.open: "dict[str, tuple[str, str, int]]" = {}
        self.fresh: "set[str]" = set()

    def sums(self) -> Counter:
        sums = Counter()
        for source, destination, amount in self.applied.values():
            sums[source] -= amount
            sums[destination] += amount
        return sums


def pay(server: Server, book: Book, seed: int, enough) -> None:
    """Sends payments, one after the other, until the connection breaks."""
    chance = random.Random(seed)
    with SyncClient(server.address) as client:
        for number in range(1 << 30):
            reference = f"{seed:x}-{number}"
            source, destination = chance.sample(ACCOUNTS, 2)
            payment = (source, destination, chance.randint(1, 500))
            with book.lock:
                book.open[reference] = payment
            try:
                create(client, reference, payment)
            except FailedPrecondition:
                with book.lock:
                    del book.open[reference]
                continue
            except (RPCError, OSError):
                return
            with book.lock:
                del book.open[reference]
                book.applied[reference] = payment
                book.fresh.add(reference)
            enough(len(book.fresh))


def create(client: SyncClient, reference: str, payment: "tuple[str, str, int]") -> None:
    source, destination, amount = payment
    client.transactions.create(
        reference=reference, currency="USD", source=source, destination=destination,
        precise_amount=amount, allow_overdraft=True, timeout=3)


def load_until_cut(server: Server, disk: Disk, book: Book, chance: random.Random) -> None:
    book.fresh.clear()
    goal = chance.randint(1, 1500)
    reached = threading.Event()

    def enough(count: int) -> None:
        if count >= goal:
            reached.set()

    threads = [
        threading.Thread(target=pay, args=(server, book, chance.getrandbits(48), enough))
        for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    if not reached.wait(120):
        raise SystemExit("the server is too slow, or stands still")
    disk.cut()
    # Whoever is answered now is answered wrongly, and is missed later.
    for thread in threads:
        thread.join(0.2)
    server.kill()
    for thread in threads:
        thread.join()


def missing(server: Server, book: Book, references) -> "list[str]":
    lost = []
    with SyncClient(server.address) as client:
        for reference in references:
            try:
                found = client.transactions.get_by_reference(reference)
            except NotFound:
                lost.append(reference)
                continue
            if int(found.precise_amount) != book.applied[reference][2]:
                lost.append(reference)
    return lost


def settle(server: Server, book: Book) -> None:
    """Sends what got no answer again: it is applied once, now or before."""
    with SyncClient(server.address) as client:
        for reference, payment in book.open.items():
            create(client, reference, payment)
            book.applied[reference] = payment
        book.open.clear()
        balances = {b.indicator: int(b.balance) for b in client.balances.list()}
    expected = {name: total for name, total in book.sums().items()}
    if any(balances.get(name) != total for name, total in expected.items()):
        raise SystemExit(f"balances are {balances}, not {expected}")


def main() -> None:
    binary, cycles = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    library = sys.argv[3] if len(sys.argv) > 3 else ""
    seed = int(os.environ.get("SEED", random.getrandbits(32)))
    with tempfile.TemporaryDirectory() as folder:
        answered = survive(binary, cycles, seed, Path(folder))
    print(f"power cuts: {cycles}, payments answered: {answered}, lost: 0 (SEED={seed})")
    if library:
        with tempfile.TemporaryDirectory() as folder:
            lost = control(binary, seed, Path(folder), library)
        print(f"control, without syncs: {lost} payments lost, as it must be")


def survive(binary: str, cycles: int, seed: int, folder: Path) -> int:
    chance, book, disk = random.Random(seed), Book(), Disk(folder)
    data, socket = disk.mounted / "data", folder / "socket"
    try:
        for cycle in range(cycles + 1):
            server = Server(binary, data, socket)
            try:
                lost = missing(server, book, book.fresh)
                if cycle == cycles:
                    lost += missing(server, book, book.applied)
                if lost:
                    raise SystemExit(f"SEED={seed}, cut {cycle}: lost {lost[:5]} of {len(lost)}")
                settle(server, book)
                if cycle < cycles:
                    load_until_cut(server, disk, book, chance)
            finally:
                server.kill()
            disk.unmount()
            disk.mount()
            run(binary, "verify", "--data", str(data))
    finally:
        disk.unmount()
    return len(book.applied)


def control(binary: str, seed: int, folder: Path, library: str) -> int:
    chance, book, disk = random.Random(seed), Book(), Disk(folder)
    data, socket = disk.mounted / "data", folder / "socket"
    try:
        server = Server(binary, data, socket, library)
        try:
            load_until_cut(server, disk, book, chance)
        finally:
            server.kill()
        disk.unmount()
        disk.mount()
        server = Server(binary, data, socket)
        try:
            lost = missing(server, book, book.fresh)
        finally:
            server.kill()
    finally:
        disk.unmount()
    if not lost:
        raise SystemExit("a server without syncs lost nothing: this would find nothing")
    return len(lost)


def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
