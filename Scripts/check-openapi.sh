#!/usr/bin/env bash
# Asks a fresh server everything that its OpenAPI document allows, and much that it does not, with
# schemathesis from PyPI: no answer may be a fault of the server or stand outside the document.
#
#   Scripts/check-openapi.sh [PROGRAMS] [EXAMPLES]    default: .build/release, 100 a route
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(cd "${1:-.build/release}" && pwd)
examples=${2:-100}
work=$(mktemp -d)
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q schemathesis
export ASSAY_HOME=$work/home
"$bin/assay" register model mail --from README.md --purpose "sorts mail" --risk low \
    --business-owner bea@example.org --technical-owner tom@example.org >/dev/null
# Who runs the platform does not make versions, so two ask, each for what they may.
token_of() {
    "$bin/assay" token issue --for "$1" --role "$1" --json |
        sed -n 's/^ *"token": "\(assay_.*\)",*$/\1/p'
}
tokens="$(token_of contributor) $(token_of administrator)"
"$bin/assay" serve --port 0 >"$work/log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 100); do
    url=$(sed -n 's/^Assay serves .* at \(http.*\)$/\1/p' "$work/log")
    [ -n "$url" ] && break
    sleep 0.1
done
cd "$work"
ask() {
    local token=$1
    shift
    venv/bin/schemathesis run "$url/openapi.json" --url "$url" \
        --header "Authorization: Bearer $token" --max-examples "$examples" "$@" \
        --checks not_a_server_error,status_code_conformance,content_type_conformance
}
# It finds its own token in the list of them, and would revoke it: that comes last.
for token in $tokens; do ask "$token" --exclude-operation-id revokeToken; done
ask "$token" --include-operation-id revokeToken
