#!/usr/bin/env bash
# Tells a fresh `assay serve` of runs with OpenLineage's own Python client, walks the lineage, and
# has the server tell a receiver in the same words. One line for each flow: `ok NAME` or
# `FAIL NAME: reason`.
#
#   Scripts/interop/openlineage-flows.sh [PROGRAM]     .build/debug/assay unless given
set -euo pipefail
. "$(dirname "$0")/fresh-server.sh"
program=$(whole "${1:-.build/debug/assay}")
environment="${ASSAY_OPENLINEAGE_VENV:-$PWD/.build/interop-openlineage}"
packages "$environment" openlineage-python==1.54.0

start_server "$program" serve --trust-this-machine --allow-private-webhooks
flows "$environment/bin/python" "$folder/openlineage_flows.py" "$address" "$program"
