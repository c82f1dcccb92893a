#!/bin/sh
# Runs what people do with the Hugging Face Hub's own clients against a fresh `assay serve`, and checks
# what they are given back, with three versions of the client. One line for each flow: `ok NAME` or
# `FAIL NAME: reason`.
#
#   Scripts/interop/hub-flows.sh [PROGRAM]     .build/debug/assay unless given
#
# ASSAY_HUB_VENVS names the folder of the clients' environments.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
cd "$folder/../.."
program="${1:-.build/debug/assay}"
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
environments="${ASSAY_HUB_VENVS:-$PWD/.build/interop-hub}"

environment() { # version packages...
    where="$environments/$1"
    [ -x "$where/bin/python" ] || python3 -m venv "$where"
    shift
    "$where/bin/pip" install --quiet --disable-pip-version-check "$@"
}
environment 0.36.0 huggingface_hub==0.36.0 'transformers<5'
environment 1.9.0 huggingface_hub==1.9.0
environment 2.4.0 huggingface_hub==2.4.0 transformers==5.23.0

work=$(mktemp -d)
server=
stop() {
    if [ -n "$server" ]; then kill -- "-$server" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM
export PYTHONDONTWRITEBYTECODE=1 HF_HUB_DISABLE_TELEMETRY=1 HF_HUB_DISABLE_PROGRESS_BARS=1

failed=0
for version in 0.36.0 1.9.0 2.4.0; do
    python="$environments/$version/bin/python"
    export ASSAY_HOME="$work/home-$version"
    port=$("$python" -c '
import socket
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    print(free.getsockname()[1])')
    address="http://127.0.0.1:$port"
    setsid "$program" serve --port "$port" --trust-this-machine >"$work/log" 2>&1 &
    server=$!
    up=
    for _ in $(seq 120); do
        if ! kill -0 "$server" 2>/dev/null; then break; fi
        if curl --silent --fail --noproxy '*' --output /dev/null "$address/health"; then
            up=yes
            break
        fi
        sleep 0.5
    done
    if [ -z "$up" ]; then
        cat "$work/log"
        echo "no server at $address"
        exit 1
    fi
    echo "huggingface_hub $version"
    HF_ENDPOINT="$address" HF_HOME="$work/cache-$version" \
        "$python" "$folder/hub_flows.py" "$address" "$program" "$work" || {
        failed=1
        tail -n 20 "$work/log" | sed 's/^/server: /'
    }
    kill -- "-$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
done
exit "$failed"
