#!/usr/bin/env python3
"""Counts the instructions that a transfer and a read take, and compares them with what is kept.

    Benchmarks/instructions.py [--update]

Times differ from run to run and from machine to machine; instructions hardly do. Each path is run
twice under callgrind, with few and with many calls: the difference is what a call takes, from the
command to its result. Ends with 1 where a path takes more than what is kept, by more than the
tolerance; --update keeps what was counted. The numbers belong to the compiler and the libraries
they were counted with.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COUNTED = os.path.join(ROOT, ".build", "release", "tidemark-counted")
KEPT = os.path.join(ROOT, "Benchmarks", "instructions.json")
# The libraries choose their code by the processor, of which callgrind shows them a part.
TOLERANCE = 0.10

# How many calls: few, and many.
PATHS = {"transfer": (1000, 5000), "get": (1000, 5000)}


def instructions(program, folder, path, count):
    counts = os.path.join(folder, "counts")
    subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}", program,
            os.path.join(folder, f"{path}-{count}"), path, str(count)],
        check=True, capture_output=True)
    with open(counts) as lines:
        for line in lines:
            if match := re.match(r"(?:totals|summary): (\d+)", line):
                return int(match.group(1))
    raise SystemExit("callgrind told no total")


def count():
    with tempfile.TemporaryDirectory(prefix="tidemark-counted-") as folder:
        # Valgrind doesn't read the debug information of Swift, and ends where it is.
        program = os.path.join(folder, "counted")
        subprocess.run(["strip", "-g", "-o", program, COUNTED], check=True)
        counted = {}
        for path, (few, many) in PATHS.items():
            less = instructions(program, folder, path, few)
            more = instructions(program, folder, path, many)
            counted[path] = round((more - less) / (many - few))
        return counted


def main():
    counted = count()
    if sys.argv[1:] == ["--update"]:
        with open(KEPT, "w") as file:
            file.write(json.dumps(counted, indent=4) + "\n")
    with open(KEPT) as file:
        kept = json.load(file)
    is_worse = False
    print(f"{'instructions':<12} {'counted':>10} {'kept':>10} {'change':>8}")
    for path, value in counted.items():
        change = value / kept[path] - 1
        is_worse = is_worse or change > TOLERANCE
        verdict = "MORE" if change > TOLERANCE else "less" if change < -TOLERANCE else ""
        print(f"{path:<12} {value:>10,} {kept[path]:>10,} {change:>+8.1%} {verdict}")
    if is_worse:
        raise SystemExit(
            "a call takes more than it did; if that is what it is worth: make instructions"
            " UPDATE=1")


if __name__ == "__main__":
    main()
