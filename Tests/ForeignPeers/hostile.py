#!/usr/bin/env python3
"""Fires frames that no proper client sends, and looks that the server lives on in flat memory.

    hostile.py SOCKET PID [--frames 12000] [--seed N]

Every frame is random or a damaged good one, by a seed that is printed. After each connection a
proper call must be answered; the peak memory of the process PID must stay below a bound.
"""

import argparse
import os
import random
import select
import socket
import struct
import sys
import time

# Above what a debug build takes with a few clients, and far below what a bomb that works takes.
MEMORY_MAX_KIB = 400 * 1024
FRAMES_PER_CONNECTION = 40
PATIENCE_SECONDS = 30

REQUEST, RESPONSE, DATA = 1, 2, 3
HEALTH = (b"grpc.health.v1.Health", b"Check")
CREATE = (b"tidemark.v1.TransactionService", b"CreateTransaction")
LISTING = (b"tidemark.v1.BalanceService", b"ListBalances")
SUBSCRIBE = (b"tidemark.v1.EventService", b"Subscribe")


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def envelope(method, payload=b"", timeout=0):
    out = field(1, method[0]) + field(2, method[1])
    if payload:
        out += field(3, payload)
    if timeout:
        out += varint(4 << 3) + varint(timeout & (1 << 64) - 1)
    return out


def frame(data, stream_id=1, kind=REQUEST, flags=0, length=None):
    length = len(data) if length is None else length
    return struct.pack(">IIBB", length, stream_id, kind, flags) + data


def transaction(reference):
    return (field(2, reference) + field(3, b"USD") + field(4, b"1")
            + field(8, b"@world") + field(10, b"@hostile"))


class Attack:
    """Makes hostile bytes out of a seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.kinds = [
            self.noise, self.noise_in_a_frame, self.damaged, self.cut_short, self.wrong_length,
            self.odd_header, self.random_payload, self.bomb, self.nested, self.foreign_text,
            self.data_nowhere, self.oversized, self.bad_text, self.endless_metadata,
        ]

    def next(self):
        return self.random.choice(self.kinds)()

    def good(self):
        method, payload = self.random.choice([
            (HEALTH, b""), (LISTING, b""), (SUBSCRIBE, b""),
            (CREATE, transaction(b"r%d" % self.random.getrandbits(32)))])
        return frame(envelope(method, payload), self.stream_id())

    def stream_id(self):
        return self.random.choice([1, 3, 5, 7, 0, 2, 0xFFFFFFFF, self.random.getrandbits(32)])

    def bytes(self, most):
        return self.random.randbytes(self.random.randrange(most))

    def noise(self):
        # A first byte of zero, or the server would rightly close at once.
        return b"\0" + self.bytes(64)

    def noise_in_a_frame(self):
        return frame(self.bytes(300), self.stream_id(), self.random.randrange(5),
                     self.random.randrange(256))

    def damaged(self):
        good = bytearray(self.good())
        for _ in range(self.random.randrange(1, 5)):
            good[self.random.randrange(4, len(good))] ^= 1 << self.random.randrange(8)
        return bytes(good)

    def cut_short(self):
        good = self.good()
        return good[:self.random.randrange(len(good))]

    def wrong_length(self):
        data = envelope(HEALTH)
        return frame(data, self.stream_id(), length=self.random.randrange(1 << 24))

    def odd_header(self):
        return struct.pack(">IIBB", 0, self.stream_id(), self.random.randrange(256),
                           self.random.randrange(256))

    def random_payload(self):
        method = self.random.choice([CREATE, LISTING, SUBSCRIBE, HEALTH])
        return frame(envelope(method, self.bytes(500), self.random.getrandbits(64)),
                     self.stream_id())

    def bomb(self):
        # Two bytes of an empty sub-message, or of an unknown field, for ever.
        tag = self.random.choice([b"\x1a\x00", b"\xb2\x01\x00", b"\xfa\x7f\x00", b"\x4a\x00"])
        size = self.random.choice([1 << 10, 60_000, 900_000])
        return frame(envelope(self.random.choice([CREATE, LISTING]), tag * (size // len(tag))),
                     self.stream_id())

    def nested(self):
        inner = b""
        for _ in range(self.random.choice([20, 200, 2000])):
            inner = field(self.random.choice([1, 3, 9]), inner)
        return frame(envelope(LISTING, inner[:900_000]), self.stream_id())

    def foreign_text(self):
        return self.random.choice([
            b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\xff" * 64])

    def data_nowhere(self):
        return frame(self.bytes(50), self.stream_id(), DATA, self.random.choice([0, 1, 4, 5, 7]))

    def oversized(self):
        length = self.random.choice([(4 << 20) + 1, 5 << 20])
        return frame(bytes(length), self.stream_id())

    def bad_text(self):
        text = self.random.choice([b"a\0b", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80"])
        return frame(envelope(CREATE, transaction(text)), self.stream_id())

    def endless_metadata(self):
        pair = field(5, field(1, b"k") + field(2, b"v" * self.random.choice([1, 9000])))
        return frame(envelope(HEALTH) + pair * self.random.choice([1, 64, 65, 5000]),
                     self.stream_id())


def connect(path):
    peer = socket.socket(socket.AF_UNIX)
    peer.settimeout(PATIENCE_SECONDS)
    peer.connect(path)
    return peer


def receive(peer, count):
    out = b""
    while len(out) < count:
        piece = peer.recv(count - len(out))
        if not piece:
            raise ConnectionError("the server closed a proper connection")
        out += piece
    return out


def is_serving(path):
    with connect(path) as peer:
        peer.sendall(frame(envelope(HEALTH), 1))
        length, stream_id, kind, _ = struct.unpack(">IIBB", receive(peer, 10))
        return (stream_id, kind) == (1, RESPONSE) and b"\x08\x01" in receive(peer, length)


def push(peer, data):
    """Sends, and takes meanwhile what the server says: it stops reading from who doesn't listen.
    False where the server has closed."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    rest = memoryview(data)
    while rest:
        readable, writable, _ = select.select([peer], [peer], [], deadline - time.monotonic())
        if not readable and not writable:
            raise TimeoutError("the server neither reads nor writes")
        try:
            if readable and not peer.recv(1 << 16):
                return False
            if writable:
                rest = rest[peer.send(rest):]
        except BlockingIOError:
            continue
        except OSError:
            return False
    return True


def peak_memory_kib(pid):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmHWM"):
                return int(line.split()[1])
    raise RuntimeError("no VmHWM")


def assault(path, attack, count):
    """One connection: `count` frames, or as many as the server bears before it closes."""
    sent = 0
    with connect(path) as peer:
        peer.setblocking(False)
        while sent < count and push(peer, attack.next()):
            sent += 1
        if attack.random.random() < 0.3:
            try:
                peer.shutdown(socket.SHUT_WR)
            except OSError:
                pass
    return sent + 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("socket")
    parser.add_argument("pid", type=int)
    parser.add_argument("--frames", type=int, default=12_000)
    seed = int(os.environ.get("SEED", time.time_ns() >> 10))
    parser.add_argument("--seed", type=int, default=seed)
    options = parser.parse_args()
    attack = Attack(options.seed)
    sent = connections = 0
    while sent < options.frames:
        sent += assault(options.socket, attack, FRAMES_PER_CONNECTION)
        connections += 1
        if not is_serving(options.socket):
            sys.exit(f"hostile: FAILED after {sent} frames: no answer, seed {options.seed}")
        peak = peak_memory_kib(options.pid)
        if peak > MEMORY_MAX_KIB:
            sys.exit(f"hostile: FAILED after {sent} frames: {peak} KiB, seed {options.seed}")
    print(f"hostile: {sent} frames on {connections} connections survived,"
          f" {peak_memory_kib(options.pid) >> 10} MiB at most, seed {options.seed}")


if __name__ == "__main__":
    main()
