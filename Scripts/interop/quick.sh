#!/usr/bin/env bash
# Runs the flows of clients that install in a minute or two, against the debug build: MLflow, one version
# of the Hugging Face Hub's, pip and uv, OpenLineage.
#
#   Scripts/interop/quick.sh [PROGRAM]     .build/debug/assay unless given
#
# Where nothing can be installed from PyPI they are left out, which is said.
set -uo pipefail
cd "$(dirname "$0")/../.."
program="${1:-.build/debug/assay}"
export ASSAY_HUB_VERSIONS=2.4.0 ASSAY_HUB_TOKENIZERS=no
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
if ! { python3 -m venv "$trial/venv" && timeout 120 "$trial/venv/bin/python" -m pip download \
    --no-deps --dest "$trial" openlineage-python==1.54.0; } >"$trial/log" 2>&1; then
    echo "the flows of real clients are left out: nothing can be installed from PyPI here"
    tail -n 2 "$trial/log"
    exit 0
fi
failed=0
for client in mlflow hub pip openlineage; do
    log="$trial/$client"
    if timeout 600 "Scripts/interop/$client-flows.sh" "$program" >"$log" 2>&1; then
        echo "flows of $client: $(grep -c '^ok' "$log") ok"
    else
        echo "flows of $client failed:"
        tail -n 60 "$log"
        failed=1
    fi
done
exit "$failed"
