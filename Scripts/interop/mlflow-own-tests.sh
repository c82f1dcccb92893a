#!/bin/sh
# Runs MLflow's own REST tests against `assay serve`: one server with an empty home for each test.
#
#   Scripts/interop/mlflow-own-tests.sh TESTS PLUGIN [FOLDER-OF-PROGRAMS [PYTEST-ARGUMENT…]]
#
# Without pytest arguments, all six files.
#
# TESTS: a clone of github.com/opendatahub-io/mlflow (commit 33faf0c1 is taken from it). PLUGIN: a folder
# with foreign_mlflow.py, which starts FOREIGN_MLFLOW_CMD in place of MLflow's server.
set -eu
tests=$(cd "${1:?give a clone of opendatahub-io/mlflow}" && pwd)
plugin=$(cd "${2:?give the folder with foreign_mlflow.py}" && pwd)
cd "$(dirname "$0")/../.."
programs=$(cd "${3:-.build/debug}" && pwd)
[ $# -gt 3 ] && shift 3 || shift $#
commit=33faf0c1
environment="${ASSAY_MLFLOW_VENV:-$PWD/.build/interop-mlflow}"
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check \
    mlflow==3.6.0 "sqlalchemy<2.1" "pandas<3" "starlette<0.50" "fastapi<0.121" \
    opentelemetry-exporter-otlp-proto-http pytest pytest-asyncio pytest-timeout pytest-cov

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$environment/bin/python" - "$tests" "$commit" "$work" <<'PY'
"""Takes the tests of one commit out of a clone, which may lack files that no test needs."""
import os
import subprocess
import sys

clone, commit, out = sys.argv[1:]
git = ["git", "-C", clone]
listed = subprocess.run(
    git + ["ls-tree", "-r", commit, "--", "tests", "pyproject.toml"],
    capture_output=True, text=True, check=True).stdout.splitlines()
cat = subprocess.Popen(
    git + ["cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
for line in listed:
    meta, path = line.split("\t", 1)
    cat.stdin.write((meta.split()[2] + "\n").encode())
    cat.stdin.flush()
    head = cat.stdout.readline().split()
    if head[1] == b"missing":
        continue
    content = cat.stdout.read(int(head[2]) + 1)[:-1]
    file = os.path.join(out, path)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "wb") as opened:
        opened.write(content)
PY

cd "$work"
export PYTHONPATH="$plugin" GIT_PYTHON_REFRESH=quiet MLFLOW_DISABLE_TELEMETRY=true
failed=

# run PREPARATION TEST…: PREPARATION is what the shell does in each home before the server starts.
run() {
    preparation=$1
    shift
    export FOREIGN_MLFLOW_CMD="export ASSAY_HOME={dir}/home; $preparation \
exec $programs/assay serve --port {port} --trust-this-machine --mlflow-artifact-root {artifact_root}"
    "$environment/bin/python" -m pytest -p foreign_mlflow -q --timeout 120 -p no:cacheprovider "$@" ||
        failed=yes
}

if [ $# -gt 0 ]; then
    run "${ASSAY_MLFLOW_PREPARATION:-}" "$@"
else
    run "" tests/tracking/test_rest_tracking.py tests/tracing/test_otel_loading.py \
        tests/tracing/test_otel_logging.py
    # The shipped policies guard stages that these tests move models to.
    run "mkdir -p {dir}/home/policies;" tests/tracking/test_model_registry.py
    # Who manages webhooks does not log: the service of this machine is an administrator here.
    run "$programs/assay person add this-machine --service --role administrator;" \
        tests/tracking/test_client_webhooks.py \
        tests/store/model_registry/test_rest_store_webhooks.py
fi
[ -z "$failed" ]
