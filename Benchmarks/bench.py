#!/usr/bin/env python3
"""Measures the server against bases, in turn, on the same machine, and prints the ratios.

    Benchmarks/bench.py [PATTERN...]

PATTERN: names of figures, with * as in file names; all by default.

    JSON=1      a JSON object per figure instead of a table
    ROUNDS=3    how often base and ours are measured in turn; medians are printed
    SECONDS=3   how long each of them takes
    FOLDER=...  where the stores are kept meanwhile: the disk that is measured

Ends with 1 where a measurement failed. A target that is missed is shown and no failure: machines
differ, and what they do beside.
"""

import fnmatch
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time

from commands import output
from figures import FIGURES
from postgres import Missing, Postgres

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TIDEMARK = os.path.join(ROOT, ".build", "release", "tidemark")
BASES = os.path.join(ROOT, ".build", "bases")
FOLDER = os.path.abspath(os.environ.get("FOLDER") or os.path.join(ROOT, ".build", "bench"))
ROUNDS = int(os.environ.get("ROUNDS") or 3)
SECONDS = os.environ.get("SECONDS") or "3"
OPEN_PATIENCE = 60


class Server:
    """A server of its own over a data folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.address = "unix:" + os.path.join(folder, "tidemark.sock")
        self.log = open(os.path.join(FOLDER, "server.log"), "ab")
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [TIDEMARK, "serve", "--data", self.folder, "--log-level", "warning"],
            stderr=self.log, stdout=self.log)
        give_up = time.monotonic() + OPEN_PATIENCE
        while subprocess.run(
                [TIDEMARK, "health", "--server", self.address], capture_output=True).returncode:
            if self.process.poll() is not None or time.monotonic() > give_up:
                raise SystemExit(f"the server didn't start; see {self.log.name}")
            time.sleep(0.005)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def anonymous_mebibytes(self):
        """What it has besides the mapped file."""
        with open(f"/proc/{self.process.pid}/status") as status:
            for line in status:
                if line.startswith("RssAnon:"):
                    return int(line.split()[1]) / 1024
        raise SystemExit("this system doesn't tell RssAnon")


class Bench:
    """Runs one side of a figure."""

    def __init__(self):
        self.count = 0
        self.server = None
        self.database = None

    def fresh(self):
        self.stop_server()
        self.count += 1
        folder = os.path.join(FOLDER, f"store-{self.count}")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        self.server = Server(folder)
        return self.server

    def close(self):
        self.stop_server()
        if self.database:
            self.database.stop()
            self.database = None

    def stop_server(self):
        if self.server:
            self.server.stop()
            self.server = None

    def base(self, program, *arguments):
        arguments = [FOLDER if argument == "FOLDER" else argument for argument in arguments]
        return run([os.path.join(BASES, program), SECONDS, *arguments])

    def postgres(self, clients, script):
        if not self.database:
            self.database = Postgres(FOLDER)
        return self.database.rate(clients, script, SECONDS)

    def load(self, *arguments, fresh=False):
        if fresh or not self.server:
            self.fresh()
        return run(
            [TIDEMARK, "bench", *arguments, "--seconds", SECONDS, "--json", "--timeout", "600",
                "--server", self.server.address])

    def idle_memory(self):
        return self.fresh().anonymous_mebibytes()

    def loaded_memory(self):
        self.load("transfer", "--batch", "100", "--connections", "16", fresh=True)
        self.load("transfer", "--connections", "64", "--in-flight", "16")
        return self.server.anonymous_mebibytes()

    def reopen_time(self):
        self.load("transfer", "--in-flight", "64", "--preload", "100000", fresh=True)
        self.server.kill()
        began = time.monotonic()
        self.server.start()
        return time.monotonic() - began

    def disk_per_transaction(self):
        before = self.load("get", fresh=True)
        after = self.load("transfer", *["--in-flight", "64", "--preload", "200000"])
        return (after["store_used_bytes"] - before["store_used_bytes"]) / (
            after["transactions"] - before["transactions"])


def run(command):
    return json.loads(output(command))


def measure(figure, bench):
    """The medians of rounds that take turns, and of their ratios."""
    ours, bases = [], []
    for _ in range(1 if figure.once else ROUNDS):
        if figure.base:
            bases.append(figure.base(bench))
        ours.append(figure.ours(bench))
    result = {
        "name": figure.name, "value": statistics.median(ours), "unit": figure.unit,
        "base": figure.base_name or None, "base_value": None, "ratio": None,
        "target": figure.target}
    if figure.base:
        result["base_value"] = statistics.median(bases)
        result["ratio"] = statistics.median(a / b for a, b in zip(ours, bases))
    return result


def verdict(figure, result):
    if figure.target is None:
        return ""
    reached = result["value"] if result["ratio"] is None else result["ratio"]
    good = reached <= figure.target if figure.less_is_better else reached >= figure.target
    sign = "<=" if figure.less_is_better else ">="
    return f"{sign} {figure.target:g} " + ("ok" if good else "MISSED")


def number(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def show(figure, result):
    against = f"{number(result['base_value'])} {result['base']}" if result["base"] else ""
    ratio = "" if result["ratio"] is None else f"{result['ratio']:.2f}"
    print(
        f"{figure.name:<18} {number(result['value']):>12} {figure.unit:<6} {against:>30} "
        f"{ratio:>8}  {verdict(figure, result):<16} {figure.about}", flush=True)


def main():
    patterns = sys.argv[1:] or ["*"]
    chosen = [
        figure for figure in FIGURES
        if any(fnmatch.fnmatch(figure.name, pattern) for pattern in patterns)]
    if not chosen:
        names = " ".join(figure.name for figure in FIGURES)
        raise SystemExit(f"there is no such figure; there are {names}")
    as_json = os.environ.get("JSON") == "1"
    os.makedirs(FOLDER, exist_ok=True)
    bench = Bench()
    if not as_json:
        print(f"{'figure':<18} {'ours':>12} {'':<6} {'base':>30} {'ratio':>8}  target")
    try:
        for figure in chosen:
            try:
                result = measure(figure, bench)
            except Missing as missing:
                print(f"{figure.name} is left out: it {missing}", file=sys.stderr)
                continue
            if as_json:
                print(json.dumps(result), flush=True)
            else:
                show(figure, result)
            bench.close()
    finally:
        bench.close()


if __name__ == "__main__":
    main()
