# To be read by the scripts beside it, with `.`: a folder that is gone at the end, environments for
# Python, and a server of one's own.
#
# It expects in `program` what serves, and sets `folder`, `work`, `address` and, while it runs, `server`.

folder=$(cd "$(dirname "$0")" && pwd)
cd "$folder/../.."
work=$(mktemp -d)
server=

stop_server() {
    [ -n "$server" ] || return 0
    kill -- "-$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}
trap 'stop_server; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
export PYTHONDONTWRITEBYTECODE=1 ASSAY_HOME="$work/home"
# What this machine's own configuration says is no part of it.
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy 2>/dev/null || true

# whole PROGRAM: its path from the root.
whole() { printf '%s/%s\n' "$(cd "$(dirname "$1")" && pwd)" "$(basename "$1")"; }

# packages ENVIRONMENT PACKAGE…: what PyPI has, in an environment that is made when it is not there.
packages() {
    [ -x "$1/bin/python" ] || python3 -m venv "$1"
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check "${@:2}"
}

# token NAME ROLE: one that the home gives.
token() {
    "$program" token issue --for "$1" --role "$2" --json |
        sed -n 's/^ *"token": "\(assay_.*\)",*$/\1/p'
}

# start_server COMMAND…: with `--port` and a free one after it; returns when it is healthy.
start_server() {
    local port
    port=$(python3 -c '
import socket
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    print(free.getsockname()[1])')
    address="http://127.0.0.1:$port"
    setsid "$@" --port "$port" >"$work/log" 2>&1 &
    server=$!
    for _ in $(seq 240); do
        kill -0 "$server" 2>/dev/null || break
        if curl --silent --fail --noproxy '*' --output /dev/null "$address/health"; then return; fi
        sleep 0.25
    done
    cat "$work/log"
    echo "no server at $address"
    exit 1
}

# flows COMMAND…: runs them, and shows what the server said last when one failed.
flows() {
    local status=0
    "$@" || status=$?
    [ "$status" -eq 0 ] || tail -n 20 "$work/log" | sed 's/^/server: /'
    return "$status"
}
