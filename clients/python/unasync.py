#!/usr/bin/env python3
"""Makes tidemark._sync, the blocking client, of tidemark._async, the one for asyncio.

    unasync.py [OUT]     OUT: a folder like src; by default src beside this file

So there is one text of everything that both have. What waits for sockets isn't among it: each
kind has its own connection, in tidemark.ttrpc. Called by proto/generate.sh.
"""

import pathlib
import re
import shutil
import sys

SOURCE = pathlib.Path(__file__).resolve().parent / "src"

# In this order; all are whole words.
REPLACEMENTS = [
    (r"\basync (def|with|for)\b", r"\1"),
    (r"\bawait ", ""),
    (r"\basyncio\.sleep\b", "time.sleep"),
    (r"\basyncio\.Lock\b", "threading.Lock"),
    (r"\basyncio_connection\b", "blocking_connection"),
    (r"\basync_stubs\b", "sync_stubs"),
    (r"\b_async\b", "_sync"),
    (r"\bAsyncIterator\b", "Iterator"),
    (r"\bStopAsyncIteration\b", "StopIteration"),
    (r"\b__a(enter|exit|iter|next)__\b", r"__\1__"),
    (r"\baclose\b", "close"),
    (r"(?<!v1\.)\b(Client|DuplexStream|EventStream|ServerStream)\b", r"Sync\1"),
]
IMPORTS = {
    "time.sleep": "import time",
    "time.monotonic": "import time",
    "threading.": "import threading",
}
HEADER = "# Made by unasync.py of tidemark/{source}. Never edited.\n"


def blocking(text):
    for pattern, replacement in REPLACEMENTS:
        text = re.sub(pattern, replacement, text)
    needed = sorted({line for use, line in IMPORTS.items() if use in text})
    missing = [line for line in needed if not re.search(f"^{line}$", text, re.M)]
    return re.sub("^import asyncio\n", "".join(f"{line}\n" for line in missing), text, flags=re.M)


def main():
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    target = out / "tidemark" / "_sync"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in sorted((SOURCE / "tidemark" / "_async").glob("*.py")):
        text = HEADER.format(source=f"_async/{path.name}") + blocking(path.read_text())
        if path.name == "__init__.py":
            text = HEADER.format(source="_async") + '"""The blocking client."""\n'
        (target / path.name).write_text(text)


if __name__ == "__main__":
    main()
