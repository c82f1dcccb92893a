#!/bin/sh
# Pushes, pulls and records a pipeline of DVC's own client, against a fresh `assay serve`. One line for
# each flow: `ok NAME` or `FAIL NAME: reason`.
#
#   Scripts/interop/dvc-flows.sh [PROGRAM]     .build/debug/assay unless given
#
# The network is needed for the client itself, once: ASSAY_DVC_VENV names where it is kept.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
cd "$folder/../.."
program="${1:-.build/debug/assay}"
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
environment="${ASSAY_DVC_VENV:-$PWD/.build/interop-dvc}"
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check 'dvc==3.67.*'

work=$(mktemp -d)
server=
stop() {
    if [ -n "$server" ]; then kill -- "-$server" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM
export PYTHONDONTWRITEBYTECODE=1 ASSAY_HOME="$work/home" DVC_NO_ANALYTICS=1 NO_COLOR=1
export DVC_GLOBAL_CONFIG_DIR="$work/global" DVC_SYSTEM_CONFIG_DIR="$work/system"
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy 2>/dev/null || true

port=$("$environment/bin/python" -c '
import socket
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    print(free.getsockname()[1])')
address="http://127.0.0.1:$port"
token=$("$program" token issue --for pipeline --role contributor --json |
    sed -n 's/^ *"token": "\(assay_.*\)",*$/\1/p')
setsid "$program" serve --port "$port" >"$work/log" 2>&1 &
server=$!
for _ in $(seq 120); do
    if ! kill -0 "$server" 2>/dev/null; then break; fi
    if curl --silent --fail --noproxy '*' --output /dev/null "$address/health"; then
        status=0
        "$environment/bin/python" "$folder/dvc_flows.py" "$address" "$program" "$token" "$work" ||
            status=$?
        [ "$status" -eq 0 ] || tail -n 20 "$work/log" | sed 's/^/server: /'
        exit "$status"
    fi
    sleep 0.5
done
cat "$work/log"
echo "no server at $address"
exit 1
