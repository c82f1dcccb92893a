#!/usr/bin/env bash
# Pushes, pulls and records a pipeline of DVC's own client, against a fresh `assay serve`. One line for
# each flow: `ok NAME` or `FAIL NAME: reason`.
#
#   Scripts/interop/dvc-flows.sh [PROGRAM]     .build/debug/assay unless given
#
# The network is needed for the client itself, once: ASSAY_DVC_VENV names where it is kept.
set -euo pipefail
. "$(dirname "$0")/fresh-server.sh"
program=$(whole "${1:-.build/debug/assay}")
environment="${ASSAY_DVC_VENV:-$PWD/.build/interop-dvc}"
packages "$environment" 'dvc==3.67.*'

export DVC_NO_ANALYTICS=1 NO_COLOR=1
export DVC_GLOBAL_CONFIG_DIR="$work/global" DVC_SYSTEM_CONFIG_DIR="$work/system"
token=$(token pipeline contributor)
start_server "$program" serve
flows "$environment/bin/python" "$folder/dvc_flows.py" "$address" "$program" "$token" "$work"
