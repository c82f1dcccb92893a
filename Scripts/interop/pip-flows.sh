#!/bin/sh
# Runs what people do with pip and uv against a fresh `assay serve`, with packages made on the spot, and
# checks what the installers do and say. One line for each flow: `ok NAME` or `FAIL NAME: reason`.
#
#   Scripts/interop/pip-flows.sh [PROGRAM]     .build/debug/assay unless given
#
# The network is needed for the installers themselves, once: ASSAY_PIP_VENV names where they are kept.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
cd "$folder/../.."
program="${1:-.build/debug/assay}"
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
environment="${ASSAY_PIP_VENV:-$PWD/.build/interop-pip}"
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check \
    pip==26.3 uv==0.13.8 packaging==26.3

work=$(mktemp -d)
server=
stop() {
    if [ -n "$server" ]; then kill -- "-$server" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM
export PYTHONDONTWRITEBYTECODE=1 ASSAY_HOME="$work/home"
# What this machine's own configuration says is no part of it.
export PIP_CONFIG_FILE=/dev/null UV_NO_CONFIG=1 NO_COLOR=1
unset PIP_INDEX_URL PIP_EXTRA_INDEX_URL UV_INDEX_URL UV_DEFAULT_INDEX UV_EXTRA_INDEX_URL \
    http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy 2>/dev/null || true

port=$("$environment/bin/python" -c '
import socket
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    print(free.getsockname()[1])')
address="http://127.0.0.1:$port"
"$environment/bin/python" "$folder/pip_packages.py" "$work/packages" "$work/advisory.json"
"$program" advisories import "$work/advisory.json" >/dev/null
"$program" intake packages "$work/packages" >"$work/intake" || [ $? -eq 1 ] || {
    cat "$work/intake"
    exit 1
}
token=$("$program" token issue --for installer --role viewer --json |
    sed -n 's/^ *"token": "\(assay_.*\)",*$/\1/p')
setsid "$program" serve --port "$port" >"$work/log" 2>&1 &
server=$!
for _ in $(seq 120); do
    if ! kill -0 "$server" 2>/dev/null; then break; fi
    if curl --silent --fail --noproxy '*' --output /dev/null "$address/health"; then
        status=0
        "$environment/bin/python" "$folder/pip_flows.py" "$address" "$program" "$token" \
            "$work/packages" "$work" || status=$?
        [ "$status" -eq 0 ] || tail -n 20 "$work/log" | sed 's/^/server: /'
        exit "$status"
    fi
    sleep 0.5
done
cat "$work/log"
echo "no server at $address"
exit 1
