#!/bin/sh
# Makes .venv from requirements.lock, installs the checkout into it and compiles the catalogues.
# Does only what is out of date: the second time it takes a tenth of a second. "setup.sh bench" adds the bench's needs.
set -eu
cd "$(dirname "$0")/.."
. tools/words.sh

wanted='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))'
python=.venv/bin/python

if ! { [ -x $python ] && $python -c "$wanted" && [ -x .venv/bin/pip ]; } >/dev/null 2>&1; then
    for candidate in ${PYTHON3:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$wanted" 2>/dev/null; then
            found=$candidate
            break
        fi
    done
    [ -n "${found:-}" ] || refuse \
        'Cần Python từ 3.11 đến 3.14 (Debian 12: apt-get install python3 python3-venv).' \
        'Python 3.11 to 3.14 is needed (Debian 12: apt-get install python3 python3-venv).'
    "$found" -c 'import venv, ensurepip' 2>/dev/null || refuse \
        'Thiếu mô-đun venv của Python: apt-get install python3-venv' \
        'Python lacks its venv module: apt-get install python3-venv'
    say 'Đang tạo .venv…' 'Making .venv...'
    rm -rf .venv
    "$found" -m venv .venv
fi

# Settings of this machine's pip may add sources and limits of their own; the lock's hashes decide alone.
pip() {
    env -u PIP_FIND_LINKS -u PIP_CONSTRAINT -u PIP_REQUIREMENT \
        $python -m pip --disable-pip-version-check --no-input --quiet "$@" >&2
}

# install_lock FILE: unless .venv was last filled from the same file.
install_lock() {
    if ! cmp -s "$1" ".venv/$1"; then
        say "Đang cài các gói trong $1…" "Installing the packages of $1..."
        pip install --require-hashes --no-deps -r "$1" || refuse \
            "Không cài được các gói trong $1 (xem thông báo ở trên)." \
            "The packages of $1 could not be installed (see the message above)."
        cp "$1" ".venv/$1"
    fi
}

install_lock requirements.lock
if ! cmp -s pyproject.toml .venv/pyproject.toml || [ ! -x .venv/bin/tienbo ]; then
    pip install --no-deps --no-build-isolation --no-index --editable .
    cp pyproject.toml .venv/pyproject.toml
fi
if [ "${1:-}" = bench ]; then
    install_lock requirements-bench.lock
fi
$python -m tienbo.core.catalogues compile
