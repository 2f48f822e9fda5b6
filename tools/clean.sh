#!/bin/sh
# Removes caches and, when ./var is a demo's, its data and its server's. Real data are never removed here.
set -eu
cd "$(dirname "$0")/.."
. tools/words.sh

if [ -d var ]; then
    if [ -e var/DEMO ]; then
        .venv/bin/python -c 'from tienbo.core import places, private_server as server; server.remove(places.data_directory())'
        rm -rf var
    else
        say 'Giữ lại ./var: không phải dữ liệu thử.' './var is kept: it is no demo.'
    fi
fi
rm -rf .pytest_cache .ruff_cache .hypothesis .import_linter_cache .grimp_cache build dist
find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
find src -name '*.mo' -delete
