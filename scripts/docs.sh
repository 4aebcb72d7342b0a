#!/bin/sh
# Writes the pages in docs/ that come out of the code, or checks that they are up to date.
#
#   scripts/docs.sh            write them
#   scripts/docs.sh --check    fail, and show how, where one of them differs
set -eu
cd "$(dirname "$0")/.."

swift build --product tidemark
tidemark=.build/debug/tidemark
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
"$tidemark" errors --markdown >"$fresh"

case ${1:-} in
"") mkdir -p docs && cp "$fresh" docs/errors.md && chmod 644 docs/errors.md ;;
--check)
    diff -u docs/errors.md "$fresh" || {
        echo "docs.sh: docs/errors.md is not what the code says. Run make generate." >&2
        exit 1
    }
    ;;
*)
    echo "usage: scripts/docs.sh [--check]" >&2
    exit 2
    ;;
esac
