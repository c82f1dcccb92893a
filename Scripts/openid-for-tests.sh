#!/usr/bin/env bash
# Starts an identity provider for tests of sign-in, or stops it:
#   eval "$(Scripts/openid-for-tests.sh start)"; Scripts/openid-for-tests.sh stop
set -euo pipefail
cd "$(dirname "$0")/.."
place=.build/openid-for-tests
port=${ASSAY_OPENID_PORT:-9471}
ruth='{"sub":"ruth","email":"ruth@example.org","email_verified":true,"groups":["reviewers"]}'

case ${1:-} in
start)
    mkdir -p "$place"
    if [ ! -x "$place/venv/bin/oidc-provider-mock" ]; then
        python3 -m venv "$place/venv"
        "$place/venv/bin/pip" --quiet install oidc-provider-mock==0.3.4 >&2
    fi
    "$place/venv/bin/oidc-provider-mock" --port "$port" --require-nonce true \
        --user-claims "$ruth" >"$place/log" 2>&1 &
    echo $! >"$place/pid"
    for _ in $(seq 100); do
        curl -fs "http://localhost:$port/jwks" >"$place/keys" 2>/dev/null && break
        sleep 0.1
    done
    [ -s "$place/keys" ] || { echo "the identity provider did not start; see $place/log" >&2; exit 1; }
    echo "export ASSAY_TEST_OPENID=http://localhost:$port"
    ;;
stop)
    # Who else started one on this port may have stopped it.
    if [ -f "$place/pid" ]; then kill "$(cat "$place/pid")" 2>/dev/null || true; fi
    rm -f "$place/pid" "$place/keys"
    ;;
*)
    echo "usage: $0 start|stop" >&2
    exit 64
    ;;
esac
