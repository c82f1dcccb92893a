#!/usr/bin/env bash
# Runs MLflow's own server, `assay serve --mlflow-upstream` in front of it, and what people do with
# MLflow's own client through both; then takes the history of that server into another home. One line
# for each flow: `ok NAME` or `FAIL NAME: reason`.
#
#   Scripts/interop/mlflow-upstream.sh [PROGRAM]     .build/debug/assay unless given
#
# ASSAY_MLFLOW_FLOWS=all runs the flows of mlflow-flows.sh through both besides.
set -euo pipefail
. "$(dirname "$0")/fresh-server.sh"
program=$(whole "${1:-.build/debug/assay}")
environment="${ASSAY_MLFLOW_VENV:-$PWD/.build/interop-mlflow-current}"
packages "$environment" mlflow==3.17.2 scikit-learn==1.9.1

export MLFLOW_DISABLE_TELEMETRY=true GIT_PYTHON_REFRESH=quiet ASSAY_MLFLOW_WORK="$work"
mkdir -p "$ASSAY_HOME/policies" "$work/files"
cp "$folder/champion.yaml" "$ASSAY_HOME/policies/"
start_server "$environment/bin/mlflow" server --workers 1 \
    --backend-store-uri "sqlite:///$work/mlflow.sqlite" \
    --artifacts-destination "$work/artifacts"
behind="$address" other="$server"
echo "$server" >"$work/mlflow.pid"
mv "$work/log" "$work/mlflow.log"
trap 'stop_server; server=$other; stop_server; rm -rf "$work"' EXIT
start_server "$program" serve --trust-this-machine --mlflow-upstream "$behind"
echo "$server" >"$work/assay.pid"

cd "$work/files"
status=0
if [ "${ASSAY_MLFLOW_FLOWS:-}" = all ]; then
    flows "$environment/bin/python" "$folder/mlflow_flows.py" "$address" "$program" \
        "$folder/mlflow-shapes.json" || status=$?
fi
flows "$environment/bin/python" "$folder/mlflow_upstream.py" "$address" "$program" "$behind" ||
    status=$?
exit "$status"
