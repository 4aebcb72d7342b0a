#!/bin/sh
# Runs the Swift tests, a process for each target, so that tests that start programs and tests that
# open sockets by the thousand don't meet in one.
#
#   scripts/test.sh [TARGET...]
#
# TARGET: a folder below Tests; by default all that hold tests.
set -eu
cd "$(dirname "$0")/.."

# A crash shows its signal at once, without minutes of looking for symbols.
export SWIFT_BACKTRACE=enable=no

targets=${*:-$(ls -d Tests/*Tests | xargs -n 1 basename)}
failed=
for target in $targets; do
    echo "== $target"
    swift test --skip-build --disable-xctest --filter "^$target\." || failed="$failed $target"
done
[ -z "$failed" ] || {
    echo "failed:$failed" >&2
    exit 1
}
