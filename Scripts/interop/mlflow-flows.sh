#!/bin/sh
# Runs what people do with MLflow's own client against a fresh `assay serve`, and checks what the
# client is given back. One line for each flow: `ok NAME` or `FAIL NAME: reason`.
#
#   Scripts/interop/mlflow-flows.sh [PROGRAM]     .build/debug/assay unless given
#
# `mlflow` as the program asks MLflow's own server instead: a flow that fails there is wrong itself.
# It writes mlflow-shapes.json, what that server's answers look like, which Assay's are compared
# with; ASSAY_MLFLOW_CAPTURE names another such file.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
cd "$folder/../.."
program="${1:-.build/debug/assay}"
capture="${ASSAY_MLFLOW_CAPTURE:-$folder/mlflow-shapes.json}"
environment="${ASSAY_MLFLOW_VENV:-$PWD/.build/interop-mlflow-current}"
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check \
    mlflow==3.17.2 scikit-learn==1.9.1

work=$(mktemp -d)
server=
stop() {
    if [ -n "$server" ]; then kill -- "-$server" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM
export PYTHONDONTWRITEBYTECODE=1
export MLFLOW_DISABLE_TELEMETRY=true GIT_PYTHON_REFRESH=quiet ASSAY_HOME="$work/home"

# The policies are there from the start: one alias is guarded, every other way is open.
mkdir -p "$ASSAY_HOME/policies"
cp "$folder/champion.yaml" "$ASSAY_HOME/policies/"

port=$("$environment/bin/python" -c '
import socket
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    print(free.getsockname()[1])')
address="http://127.0.0.1:$port"
if [ "$program" = mlflow ]; then
    setsid "$environment/bin/mlflow" server --port "$port" --workers 1 \
        --backend-store-uri "sqlite:///$work/mlflow.sqlite" \
        --artifacts-destination "$work/artifacts" >"$work/log" 2>&1 &
else
    program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
    setsid "$program" serve --port "$port" --trust-this-machine >"$work/log" 2>&1 &
fi
server=$!
for _ in $(seq 120); do
    if ! kill -0 "$server" 2>/dev/null; then break; fi
    if curl --silent --fail --noproxy '*' --output /dev/null "$address/health"; then
        mkdir "$work/files"
        cd "$work/files"
        status=0
        "$environment/bin/python" "$folder/mlflow_flows.py" "$address" "$program" "$capture" ||
            status=$?
        [ "$status" -eq 0 ] || tail -n 20 "$work/log" | sed 's/^/server: /'
        exit "$status"
    fi
    sleep 0.5
done
cat "$work/log"
echo "no server at $address"
exit 1
