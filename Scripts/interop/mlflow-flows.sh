#!/usr/bin/env bash
# Runs what people do with MLflow's own client against a fresh `assay serve`, and checks what the
# client is given back. One line for each flow: `ok NAME` or `FAIL NAME: reason`.
#
#   Scripts/interop/mlflow-flows.sh [PROGRAM]     .build/debug/assay unless given
#
# `mlflow` as the program asks MLflow's own server instead: a flow that fails there is wrong itself.
# It writes mlflow-shapes.json, what that server's answers look like, which Assay's are compared
# with; ASSAY_MLFLOW_CAPTURE names another such file.
set -euo pipefail
. "$(dirname "$0")/fresh-server.sh"
program="${1:-.build/debug/assay}"
capture="${ASSAY_MLFLOW_CAPTURE:-$folder/mlflow-shapes.json}"
environment="${ASSAY_MLFLOW_VENV:-$PWD/.build/interop-mlflow-current}"
packages "$environment" mlflow==3.17.2 scikit-learn==1.9.1

export MLFLOW_DISABLE_TELEMETRY=true GIT_PYTHON_REFRESH=quiet
# The policies are there from the start: one alias is guarded, every other way is open.
mkdir -p "$ASSAY_HOME/policies" "$work/files"
cp "$folder/champion.yaml" "$ASSAY_HOME/policies/"
if [ "$program" = mlflow ]; then
    start_server "$environment/bin/mlflow" server --workers 1 \
        --backend-store-uri "sqlite:///$work/mlflow.sqlite" \
        --artifacts-destination "$work/artifacts"
else
    program=$(whole "$program")
    start_server "$program" serve --trust-this-machine
fi
cd "$work/files"
flows "$environment/bin/python" "$folder/mlflow_flows.py" "$address" "$program" "$capture"
