#!/bin/sh
# Runs a command with buf on the PATH; buf comes from PyPI into .build/ where it isn't installed.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
if ! command -v buf >/dev/null; then
    venv=$root/.build/buf
    [ -x "$venv/bin/buf" ] || {
        python3 -m venv "$venv"
        "$venv/bin/pip" install -q buf-bin
    }
    PATH=$venv/bin:$PATH
    export PATH
fi
exec "$@"
