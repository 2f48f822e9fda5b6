#!/bin/sh
# Writes the lock files from pyproject.toml: every package with its hashes, no address and no path of any machine.
set -eu
cd "$(dirname "$0")/.."
. tools/words.sh

uv=$(command -v uv || echo .venv/bin/uv)
[ -x "$uv" ] || refuse 'Cần chương trình uv: .venv/bin/pip install uv' 'The program uv is needed: .venv/bin/pip install uv'

compile() {
    env -u PIP_FIND_LINKS -u UV_FIND_LINKS -u UV_CONSTRAINT "$uv" --no-config pip compile --quiet --universal \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --python-version 3.11 \
        --custom-compile-command 'make lock' pyproject.toml "$@"
}

compile --extra test --extra build --output-file requirements.lock
compile --extra bench --constraints requirements.lock --output-file requirements-bench.lock
