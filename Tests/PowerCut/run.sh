#!/bin/sh
# Cuts the power of a real server's disk, again and again, as power_cut.py says; with its control.
#
#   run.sh TIDEMARK_BINARY [CYCLES]
#
# It mounts a file system, and so needs root and loop devices; where it can't, it says so and leaves
# the power on. Of Python it takes what `make test-python` has set up.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
binary=$(realpath "${1:?"usage: run.sh TIDEMARK_BINARY [CYCLES]"}")
python=${POWER_CUT_PYTHON:-$root/.build/python/bin/python}

left_out() {
    echo "power cuts: left out, because $1"
    exit 0
}
[ "$(id -u)" -eq 0 ] || left_out "only root can mount a file system"
[ -e /dev/loop-control ] || left_out "there are no loop devices here"
command -v mkfs.ext4 >/dev/null || left_out "mkfs.ext4 is missing"
grep -qw ext4 /proc/filesystems || left_out "the kernel has no ext4"
[ -x "$python" ] || {
    echo "power cuts: $python is missing. Set it up: make test-python" >&2
    exit 1
}

build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
cc -shared -fPIC -O1 -o "$build/disk-trace.so" "$here/../DiskTrace/disk-trace.c" -ldl -lpthread
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$root/clients/python/src" \
    "$python" "$here/power_cut.py" "$binary" "${2:-20}" "$build/disk-trace.so"
