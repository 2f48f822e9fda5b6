#!/bin/sh
# Every test, on two cores. The browser tests drive the system's Chromium, which is installed here when root may.
set -eu
cd "$(dirname "$0")/.."
. tools/words.sh

has_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v $name >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

has_chromium || install_as_root chromium
has_chromium || refuse \
    'Các kiểm thử trình duyệt cần Chromium: apt-get install chromium' \
    'The browser tests need Chromium: apt-get install chromium'

exec .venv/bin/python -m pytest -n 2 --dist loadfile "$@"
