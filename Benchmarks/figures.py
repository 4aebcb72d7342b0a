"""What is measured, against what, and what it should come to.

A figure has two sides, measured in turn: its base and ours. A side is a function that takes the
bench and gives one number. Ratios above the target are good; where less is better, below it.
"""

from dataclasses import dataclass
from typing import Callable, Optional


@dataclass(frozen=True)
class Figure:
    name: str
    about: str
    unit: str
    ours: Callable
    base: Optional[Callable] = None
    base_name: str = ""
    # Of the ratio, or without a base of the value; None: only stated.
    target: Optional[float] = None
    less_is_better: bool = False
    # Slow ones are measured once.
    once: bool = False


def base(program, *arguments, field="rate"):
    return lambda bench: bench.base(program, *arguments)[field]


def lmdb(batch, mode="sync"):
    return base("lmdb", "FOLDER", str(batch), mode)


def postgres(clients, script="spread"):
    return lambda bench: bench.postgres(clients, script)


def load(*arguments, field="rate", fresh=False):
    return lambda bench: bench.load(*arguments, fresh=fresh)[field]


STORED = ["--preload", "5000000"]
MONITORS = ["--monitors", "1000000", "--hot-monitors", "100000"]
PIPELINED = ["--in-flight", "64"]

FIGURES = [
    Figure(
        "get-1", "GetBalance, 1 in flight", "1/s", load("get"),
        base("pingpong"), "pingpong", 0.5),
    Figure(
        "get-64", "GetBalance, 64 in flight", "1/s", load("get", *PIPELINED),
        base("pingpong"), "pingpong", 6),
    Figure(
        "transfer-1", "CreateTransaction, 1 in flight", "1/s", load("transfer"),
        base("fdatasync", "FOLDER"), "fdatasync", 0.6),
    Figure(
        "transfer-1-p50", "CreateTransaction, 1 in flight, median", "us",
        load("transfer", field="p50_us"), base("fdatasync", "FOLDER", field="p50_us"),
        "fdatasync", 2, less_is_better=True),
    Figure(
        "transfer-16", "CreateTransaction, 16 in flight", "1/s",
        load("transfer", "--in-flight", "16"), lmdb(1), "lmdb-sync-1", 6),
    Figure(
        "transfer-64", "CreateTransaction, 64 in flight", "1/s",
        load("transfer", *PIPELINED), lmdb(1), "lmdb-sync-1", 10),
    Figure(
        "batch-100-1", "batches of 100, one client", "1/s",
        load("transfer", "--batch", "100"), lmdb(100), "lmdb-sync-100", 3),
    Figure(
        "batch-100-16", "batches of 100, 16 clients", "1/s",
        load("transfer", "--batch", "100", "--connections", "16"), lmdb(100),
        "lmdb-sync-100", 4),
    Figure(
        "batch-8000", "batches of 8000, two in flight", "1/s",
        load("transfer", "--batch", "8000", "--in-flight", "2"), lmdb(8000), "lmdb-sync-8000",
        0.8),
    Figure(
        "batch-8000-nosync", "the same against the processor's limit", "1/s",
        load("transfer", "--batch", "8000", "--in-flight", "2"), lmdb(8000, "nosync"),
        "lmdb-nosync-8000"),
    Figure(
        "hot", "all transfers to one balance, 64 in flight", "1/s", load("hot", *PIPELINED),
        load("transfer", *PIPELINED), "spread over all", 1),
    Figure(
        "monitors", "a million idle monitors, 100,000 on the busiest balance", "1/s",
        load("hot", *PIPELINED, *MONITORS, fresh=True), load("hot", *PIPELINED, fresh=True),
        "no monitors", 0.9, once=True),
    Figure(
        "stored", "5,000,000 transactions stored", "1/s",
        load("transfer", *PIPELINED, *STORED, fresh=True),
        load("transfer", *PIPELINED, "--preload", "100000", fresh=True), "100,000 stored", 0.7,
        once=True),
    Figure(
        "random-references", "the same where references come at random", "1/s",
        load("transfer", *PIPELINED, *STORED, "--random-references", fresh=True),
        load("transfer", *PIPELINED, *STORED, fresh=True), "in the order of time", once=True),
    Figure(
        "pause", "how long one of 1000 waits, 64 in flight: LMDB's commits", "us",
        load("transfer", *PIPELINED, field="p999_us"),
        load("transfer", *PIPELINED, field="p99_us"), "one of 100"),
    Figure(
        "subscribers", "the writer with 100 streams that follow every event", "1/s",
        load("transfer", *PIPELINED, "--subscribers", "100"), load("transfer", *PIPELINED),
        "no streams", 0.8),
    Figure(
        "notifications", "events received by 100 streams, until all have all", "1/s",
        load("transfer", "--batch", "1000", "--in-flight", "2", "--subscribers", "100",
            field="delivery_rate"),
        target=500_000),
    Figure(
        "postgres-1", "one client, beside a ledger in PostgreSQL", "1/s", load("transfer"),
        postgres(1), "PostgreSQL", 1),
    Figure(
        "postgres-16", "16 clients, beside the same", "1/s",
        load("transfer", "--connections", "16"), postgres(16), "PostgreSQL", 1),
    Figure(
        "postgres-hot", "16 clients that all move to one balance", "1/s",
        load("hot", "--connections", "16"), postgres(16, "hot"), "PostgreSQL", 1),
    Figure(
        "memory-idle", "memory without the mapped file, idle", "MiB",
        lambda bench: bench.idle_memory(), target=40, less_is_better=True, once=True),
    Figure(
        "memory-loaded", "the same after a full load", "MiB",
        lambda bench: bench.loaded_memory(), target=200, less_is_better=True, once=True),
    Figure(
        "reopen", "from kill -9 to the first answer", "s", lambda bench: bench.reopen_time(),
        target=1, less_is_better=True, once=True),
    Figure(
        "disk", "bytes of the store for a transaction, all indexes", "bytes",
        lambda bench: bench.disk_per_transaction(), once=True),
]
