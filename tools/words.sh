# Sentences for the person at the terminal; sourced by the other scripts.
# say VIETNAMESE ENGLISH: the language is chosen as the program does (TIENBO_LANG, then the terminal's).

say() {
    case "${TIENBO_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}" in
    en* | EN*) printf '%s\n' "$2" >&2 ;;
    *) printf '%s\n' "$1" >&2 ;;
    esac
}

refuse() {
    say "$1" "$2"
    exit 2
}

# install_as_root PROGRAM PACKAGE: on Debian and its kin, when we may; the caller looks afterwards whether it is there.
install_as_root() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Đang cài gói $*…" "Installing $*..."
        apt-get update -qq >/dev/null 2>&1 || true
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 || true
    fi
}
