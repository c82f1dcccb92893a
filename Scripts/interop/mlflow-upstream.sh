#!/bin/sh
# Runs MLflow's own server, `assay serve --mlflow-upstream` in front of it, and what people do with
# MLflow's own client through both; then takes the history of that server into another home. One line
# for each flow: `ok NAME` or `FAIL NAME: reason`.
#
#   Scripts/interop/mlflow-upstream.sh [PROGRAM]     .build/debug/assay unless given
#
# ASSAY_MLFLOW_FLOWS=all runs the flows of mlflow-flows.sh through both besides.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
cd "$folder/../.."
program="${1:-.build/debug/assay}"
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
environment="${ASSAY_MLFLOW_VENV:-$PWD/.build/interop-mlflow-current}"
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check \
    mlflow==3.17.2 scikit-learn==1.9.1

work=$(mktemp -d)
servers=
stop() {
    for server in $servers; do kill -- "-$server" 2>/dev/null || true; done
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM
export PYTHONDONTWRITEBYTECODE=1
export MLFLOW_DISABLE_TELEMETRY=true GIT_PYTHON_REFRESH=quiet ASSAY_HOME="$work/home"
export ASSAY_MLFLOW_WORK="$work"

mkdir -p "$ASSAY_HOME/policies"
cp "$folder/champion.yaml" "$ASSAY_HOME/policies/"

free_port() {
    "$environment/bin/python" -c '
import socket
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    print(free.getsockname()[1])'
}

# wait_for ADDRESS LOG
wait_for() {
    for _ in $(seq 240); do
        if curl --silent --fail --noproxy '*' --output /dev/null "$1/health"; then return 0; fi
        sleep 0.5
    done
    cat "$2"
    echo "no server at $1"
    exit 1
}

behind="http://127.0.0.1:$(free_port)"
setsid "$environment/bin/mlflow" server --port "${behind##*:}" --workers 1 \
    --backend-store-uri "sqlite:///$work/mlflow.sqlite" \
    --artifacts-destination "$work/artifacts" >"$work/mlflow.log" 2>&1 &
servers="$!"
echo "$!" >"$work/mlflow.pid"
wait_for "$behind" "$work/mlflow.log"
front="http://127.0.0.1:$(free_port)"
setsid "$program" serve --port "${front##*:}" --trust-this-machine --mlflow-upstream "$behind" \
    >"$work/assay.log" 2>&1 &
servers="$servers $!"
echo "$!" >"$work/assay.pid"
wait_for "$front" "$work/assay.log"

mkdir "$work/files"
cd "$work/files"
status=0
if [ "${ASSAY_MLFLOW_FLOWS:-}" = all ]; then
    "$environment/bin/python" "$folder/mlflow_flows.py" "$front" "$program" \
        "$folder/mlflow-shapes.json" || status=$?
fi
"$environment/bin/python" "$folder/mlflow_upstream.py" "$front" "$program" "$behind" || status=$?
[ "$status" -eq 0 ] || tail -n 20 "$work/assay.log" | sed 's/^/server: /'
exit "$status"
