#!/usr/bin/env python3
"""Counts the instructions that the server takes for a call, and compares them with what is kept.

    Benchmarks/instructions.py [--update]

Times differ from run to run and from machine to machine; instructions hardly do. Each path is run
twice under callgrind, with few and with many calls: the difference is what a call takes. Ends with
1 where a path takes more than what is kept, by more than the tolerance; --update keeps what was
counted. The numbers belong to the compiler and the C library they were counted with.
"""

import glob
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TIDEMARK = os.path.join(ROOT, ".build", "release", "tidemark")
KEPT = os.path.join(ROOT, "Benchmarks", "instructions.json")
# How groups of writes come about differs a little from run to run.
TOLERANCE = 0.10
OPEN_PATIENCE = 120

# name: (arguments of the load, few calls, many calls, operations of a call)
PATHS = {
    "get": (["get", "--in-flight", "64"], 500, 2500, 1),
    "transfer": (["transfer", "--in-flight", "64"], 500, 2500, 1),
    "transfer-in-batch": (["transfer", "--batch", "100"], 5, 45, 100),
}


class CountedServer:
    """A server under callgrind, over a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.address = "unix:" + os.path.join(folder, "tidemark.sock")
        self.counts = os.path.join(folder, "callgrind.out")
        self.process = subprocess.Popen(
            ["valgrind", "--tool=callgrind", "--fair-sched=yes",
                f"--callgrind-out-file={self.counts}",
                TIDEMARK, "serve", "--data", os.path.join(folder, "data"), "--listen",
                self.address, "--log-level", "warning"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        give_up = time.monotonic() + OPEN_PATIENCE
        while subprocess.run(
                [TIDEMARK, "health", "--server", self.address], capture_output=True).returncode:
            if self.process.poll() is not None or time.monotonic() > give_up:
                raise SystemExit("the server didn't start under callgrind")
            time.sleep(0.2)

    def run(self, arguments, calls):
        """Instructions of the server from the last run to the end of this one."""
        command = [
            TIDEMARK, "bench", *arguments, "--calls", str(calls), "--balances", "500", "--json",
            "--timeout", "300", "--server", self.address]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode:
            raise SystemExit(f"{' '.join(command)}\n{result.stderr.strip()}")
        before = set(glob.glob(self.counts + "*"))
        subprocess.run(
            ["callgrind_control", "--dump", str(self.process.pid)], capture_output=True,
            check=True)
        return sum(total(path) for path in set(glob.glob(self.counts + "*")) - before)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(120)


def total(path):
    with open(path) as counts:
        for line in counts:
            if match := re.match(r"(?:totals|summary): (\d+)", line):
                return int(match.group(1))
    raise SystemExit(f"{path} has no total")


def count():
    folder = tempfile.mkdtemp(prefix="tidemark-instructions-")
    server = CountedServer(folder)
    try:
        counted = {}
        for name, (arguments, few, many, operations) in PATHS.items():
            server.run(arguments, few)
            less = server.run(arguments, few)
            more = server.run(arguments, many)
            counted[name] = round((more - less) / ((many - few) * operations))
        return counted
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    counted = count()
    if sys.argv[1:] == ["--update"]:
        with open(KEPT, "w") as file:
            file.write(json.dumps(counted, indent=4) + "\n")
    with open(KEPT) as file:
        kept = json.load(file)
    is_worse = False
    print(f"{'instructions':<20} {'counted':>10} {'kept':>10} {'change':>8}")
    for name, value in counted.items():
        change = value / kept[name] - 1
        is_worse = is_worse or change > TOLERANCE
        verdict = "MORE" if change > TOLERANCE else "less" if change < -TOLERANCE else ""
        print(f"{name:<20} {value:>10,} {kept[name]:>10,} {change:>+8.1%} {verdict}")
    if is_worse:
        raise SystemExit(
            "a call takes more than it did; if that is what it is worth: make instructions"
            " UPDATE=1")


if __name__ == "__main__":
    main()
