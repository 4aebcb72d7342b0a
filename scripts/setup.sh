#!/bin/sh
# Makes sure that what the build needs is there: installs missing Debian packages, and says how to
# get Swift where it is missing.
#
#   scripts/setup.sh [PACKAGE...]
#
# PACKAGE: Debian packages needed besides those of the build itself.
set -eu

packages="liblmdb-dev libprotobuf-c-dev libjemalloc-dev pkg-config $*"
swift_needed=6.3

missing=
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
        missing="$missing $package"
done
if [ -n "$missing" ]; then
    command -v apt-get >/dev/null || {
        echo "setup: this machine has no apt-get; install what Debian calls:$missing" >&2
        exit 1
    }
    sudo=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "setup: these packages are missing; install them as root:$missing" >&2
            exit 1
        }
        sudo=sudo
    fi
    echo "setup: installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    # The lists may be old, or not there at all.
    $sudo apt-get update -qq
    # shellcheck disable=SC2086
    $sudo apt-get install -y -qq $missing >/dev/null
fi

command -v swift >/dev/null || {
    cat >&2 <<END
setup: Swift $swift_needed or newer is needed and there is no 'swift' on the PATH.
  Get it from https://www.swift.org/install/linux/ (with swiftly, or the archive for Debian 12),
  put its bin folder on the PATH, and try again.
END
    exit 1
}
version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
newest=$(printf '%s\n%s\n' "$swift_needed" "$version" | sort -V | tail -n 1)
[ "$newest" = "$version" ] || {
    echo "setup: Swift $swift_needed or newer is needed, this is $version." >&2
    echo "  Get it from https://www.swift.org/install/linux/ and try again." >&2
    exit 1
}
