#!/bin/sh
# Serves the example's model with other people's programs (MLflow's scoring server, MLServer by the
# Open Inference Protocol, a Python filter by JSON Lines), has `assay eval` ask each, and compares
# with what Assay measures when it runs the model itself.
#
#   Scripts/check-served-models.sh [FOLDER-OF-PROGRAMS]     .build/debug unless given
set -eu
cd "$(dirname "$0")/.."
programs=$(cd "${1:-.build/debug}" && pwd)
environment="${ASSAY_CHECK_VENV:-$PWD/.build/check-served-models}"
example="$PWD/Examples/adult-income"
features=age,education_num,capital_gain,capital_loss,hours_per_week,workclass,occupation,sex

# Two environments: the servers want other versions of the same libraries.
make_environment() {
    [ -x "$environment-$1/bin/python" ] || python3 -m venv "$environment-$1"
    name=$1
    shift
    "$environment-$name/bin/pip" install --quiet --disable-pip-version-check "$@"
}
make_environment mlflow mlflow==3.4.0 fastapi==0.115.14 xgboost==3.2.0
make_environment mlserver mlserver==1.7.1 xgboost==3.2.0

work=$(mktemp -d)
servers=
stop() {
    for server in $servers; do kill -- "-$server" 2>/dev/null || true; done
    rm -rf "$work"
}
trap stop EXIT
export ASSAY_HOME="$work/home"

# Starts a server in a process group of its own, and waits until it answers.
serve() {
    log=$1 ready=$2
    shift 2
    setsid "$@" >"$log" 2>&1 &
    servers="$servers $!"
    for _ in $(seq 300); do
        if ! kill -0 "$!"; then break; fi
        if curl --silent --fail --output /dev/null "$ready"; then return; fi
        sleep 0.5
    done
    cat "$log"
    echo "no server at $ready"
    exit 1
}

measure() {
    output=$1
    shift
    "$programs/assay" eval income@1 --data "$example/evaluation.csv" --label label \
        --sensitive race --suite medium --json "$@" >"$output" || { cat "$output"; exit 1; }
}

"$environment-mlflow/bin/python" -W ignore Scripts/check-served-models.py save "$work/served"
"$programs/assay" register model income --from "$example/model" --purpose "sizes budgets" \
    --business-owner bea@example.org --technical-owner tom@example.org --risk high \
    --part "evaluation-data=$example/evaluation.csv" >/dev/null
measure "$work/native.json"

echo "a command"
measure "$work/command.json" --features "$features" \
    --predict-command "'$environment-mlflow/bin/python' '$work/served/serve.py'"
python3 Scripts/check-served-models.py compare "$work/native.json" "$work/command.json"

echo "MLflow"
serve "$work/mlflow.log" http://127.0.0.1:18081/ping \
    env PATH="$environment-mlflow/bin:$PATH" mlflow models serve --model-uri "$work/served/mlflow" \
    --port 18081 --env-manager local
measure "$work/mlflow.json" --features "$features" \
    --predict-url http://127.0.0.1:18081/invocations
python3 Scripts/check-served-models.py compare "$work/native.json" "$work/mlflow.json"

echo "MLServer"
serve "$work/mlserver.log" http://127.0.0.1:18082/v2/models/income/ready \
    env PYTHONPATH="$work/served" MLSERVER_HTTP_PORT=18082 MLSERVER_GRPC_PORT=18083 \
    MLSERVER_METRICS_PORT=18084 MLSERVER_PARALLEL_WORKERS=0 \
    "$environment-mlserver/bin/mlserver" start "$work/served"
measure "$work/mlserver.json" --predict-url http://127.0.0.1:18082/v2/models/income
python3 Scripts/check-served-models.py compare "$work/native.json" "$work/mlserver.json"

echo "a row explained, and a refusal"
"$programs/assay" explain "$example/evaluation.csv" --row 1 --limit 3 \
    --predict-url http://127.0.0.1:18082/v2/models/income
if "$programs/assay" explain "$example/evaluation.csv" --row 1 --features age \
    --predict-url http://127.0.0.1:18081/invocations; then
    echo "MLflow took a row without its columns"
    exit 1
fi
