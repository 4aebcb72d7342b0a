#!/bin/sh
# Installs the client into a virtual environment of its own, and checks it: types, then tests.
#
#   clients/python/check.sh FOLDER
#
# FOLDER: where the environment is kept, such as .build/python. PYTHON: which Python, by default
# python3; 3.9 or newer, with its venv module (Debian: python3-venv). PROTOBUF: a version of the
# run-time library, by default the newest. TIDEMARK_BINARY: a server; without it the tests against
# the real one are skipped.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?"usage: check.sh FOLDER"}
python=$folder/bin/python

[ -z "${TIDEMARK_BINARY:-}" ] || [ -x "$TIDEMARK_BINARY" ] || {
    echo "check.sh: there is no server binary $TIDEMARK_BINARY. Build it: swift build" >&2
    exit 1
}
[ -x "$python" ] || "${PYTHON:-python3}" -m venv "$folder"

# Absolute from here on, because the checks run elsewhere.
python=$(cd "$folder/bin" && pwd)/python

# A copy, because building leaves folders behind in the source.
source=$(mktemp -d)
trap 'rm -rf "$source"' EXIT
cp -R "$here/." "$source"
"$python" -m pip install --quiet --disable-pip-version-check --upgrade \
    "$source[check]" "protobuf${PROTOBUF:+==$PROTOBUF}"
# The version stays the same while its content changes.
"$python" -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps "$source"

cd "$here"
export PYTHONDONTWRITEBYTECODE=1
"$python" -m mypy --cache-dir "$source/mypy"
"$python" -W error::ResourceWarning -m pytest -q -p no:cacheprovider
"$python" -c 'import google.protobuf as p, sys
print("checked on Python %d.%d" % sys.version_info[:2], "with protobuf", p.__version__)'
