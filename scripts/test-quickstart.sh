#!/bin/sh
# Runs the quick start against a server of its own and looks for the monitor that must fire.
#
#   scripts/test-quickstart.sh TIDEMARK
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
DATA=$folder/data ONCE=1 "$(dirname "$0")/run.sh" "$1" >"$folder/output" 2>&1 || {
    cat "$folder/output"
    echo "the quick start failed" >&2
    exit 1
}
grep -q 'balance\.monitor' "$folder/output" || {
    cat "$folder/output"
    echo "the quick start shows no monitor firing" >&2
    exit 1
}
echo "the quick start shows a monitor firing"
