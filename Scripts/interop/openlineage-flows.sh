#!/bin/sh
# Tells a fresh `assay serve` of runs with OpenLineage's own Python client, walks the lineage, and
# has the server tell a receiver in the same words. One line for each flow: `ok NAME` or
# `FAIL NAME: reason`.
#
#   Scripts/interop/openlineage-flows.sh [PROGRAM]     .build/debug/assay unless given
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
cd "$folder/../.."
program="${1:-.build/debug/assay}"
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
environment="$PWD/.build/interop-openlineage"
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check openlineage-python==1.54.0

work=$(mktemp -d)
server=
stop() {
    if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM
export PYTHONDONTWRITEBYTECODE=1 ASSAY_HOME="$work/home"
port=$("$environment/bin/python" -c '
import socket
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    print(free.getsockname()[1])')
"$program" serve --port "$port" --trust-this-machine --allow-private-webhooks >"$work/log" 2>&1 &
server=$!
for _ in $(seq 120); do
    if curl --silent --fail --noproxy '*' --output /dev/null "http://127.0.0.1:$port/health"; then
        status=0
        "$environment/bin/python" "$folder/openlineage_flows.py" "http://127.0.0.1:$port" "$program" ||
            status=$?
        [ "$status" -eq 0 ] || tail -n 20 "$work/log" | sed 's/^/server: /'
        exit "$status"
    fi
    sleep 0.5
done
cat "$work/log"
echo "no server at port $port"
exit 1
