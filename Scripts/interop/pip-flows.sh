#!/usr/bin/env bash
# Runs what people do with pip and uv against a fresh `assay serve`, with packages made on the spot, and
# checks what the installers do and say. One line for each flow: `ok NAME` or `FAIL NAME: reason`.
#
#   Scripts/interop/pip-flows.sh [PROGRAM]     .build/debug/assay unless given
#
# The network is needed for the installers themselves, once: ASSAY_PIP_VENV names where they are kept.
set -euo pipefail
. "$(dirname "$0")/fresh-server.sh"
program=$(whole "${1:-.build/debug/assay}")
environment="${ASSAY_PIP_VENV:-$PWD/.build/interop-pip}"
packages "$environment" pip==26.3 uv==0.13.8 packaging==26.3

export PIP_CONFIG_FILE=/dev/null UV_NO_CONFIG=1 NO_COLOR=1
unset PIP_INDEX_URL PIP_EXTRA_INDEX_URL UV_INDEX_URL UV_DEFAULT_INDEX UV_EXTRA_INDEX_URL 2>/dev/null ||
    true
# Installers say that they run in CI by these; one flow says so itself.
unset CI BUILD_ID BUILD_BUILDID PIP_IS_CI 2>/dev/null || true
"$environment/bin/python" "$folder/pip_packages.py" "$work/packages" "$work/advisory.json"
"$program" advisories import "$work/advisory.json" >/dev/null
"$program" intake packages "$work/packages" >"$work/intake" || [ $? -eq 1 ] || {
    cat "$work/intake"
    exit 1
}
token=$(token installer viewer)
start_server "$program" serve
flows "$environment/bin/python" "$folder/pip_flows.py" "$address" "$program" "$token" \
    "$work/packages" "$work"
