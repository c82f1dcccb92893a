#!/usr/bin/env bash
# Builds the programs as they are shipped and measures them; see docs/benchmarks.md.
#
#   Benchmarks/run.sh                    all of it, about half an hour
#   Benchmarks/run.sh --quick            small sizes: does everything work?
#   Benchmarks/run.sh --only rule,gate   some of it; further flags: --help
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in wrk curl nginx openssl; do
    command -v "$tool" >/dev/null || missing+=("$tool")
done
if [ -n "${missing:-}" ]; then
    echo "installing ${missing[*]}" >&2
    apt-get update -qq && apt-get install -y -qq "${missing[@]}" >/dev/null
fi
export ASSAY_BENCH=1
build=(swift build -c release -Xswiftc -static-stdlib --scratch-path .build-bench)
"${build[@]}" --product assay >&2
"${build[@]}" --product assay-observe >&2
"${build[@]}" --product assay-bench >&2
# Peers that sign and scan; where they cannot be installed, their figures are left out.
peers="$PWD/.build-bench/peers"
if [ ! -x "$peers/bin/picklescan" ]; then
    python3 -m venv "$peers" && "$peers/bin/pip" install --quiet model-signing==1.1.1 pyOpenSSL picklescan >&2 ||
        echo "the peers could not be installed; their figures are left out" >&2
fi
beside=()
[ -x "$peers/bin/model_signing" ] && beside+=(--model-signing "$peers/bin/model_signing")
[ -x "$peers/bin/picklescan" ] && beside+=(--picklescan "$peers/bin/picklescan")
# Peers that explain; fasttreeshap wants an older NumPy, so it has a place of its own.
explainers="$PWD/.build-bench/peers-explain"
if [ ! -x "$explainers/bin/python" ]; then
    python3 -m venv "$explainers" && "$explainers/bin/pip" install --quiet shap==0.51.0 \
        xgboost-cpu==3.2.0 lightgbm==4.7.0 lime==0.2.0.1 >&2 || {
        echo "shap, xgboost, lightgbm and lime could not be installed; their figures are left out" >&2
        rm -rf "$explainers"
    }
fi
fast="$PWD/.build-bench/peers-fasttreeshap"
if [ ! -x "$fast/bin/python" ]; then
    python3 -m venv "$fast" && "$fast/bin/pip" install --quiet fasttreeshap==0.1.6 'numpy<2' \
        'pandas<3' 'shap<0.47' 'scikit-learn<1.4' lightgbm==4.7.0 >&2 || {
        echo "fasttreeshap could not be installed; its figure is left out" >&2
        rm -rf "$fast"
    }
fi
[ -x "$explainers/bin/python" ] && beside+=(--explain-python "$explainers/bin/python")
[ -x "$fast/bin/python" ] && beside+=(--fast-treeshap-python "$fast/bin/python")
# Peers that compare, profile and measure fairness; two of them want an older NumPy.
evaluators="$PWD/.build-bench/peers-evaluation"
if [ ! -x "$evaluators/bin/python" ]; then
    python3 -m venv "$evaluators" && "$evaluators/bin/pip" install --quiet evidently==0.7.23 \
        nannyml==0.13.1 statsmodels fairlearn==0.15.0 scipy 'pandas<3' pyarrow >&2 || {
        echo "evidently, nannyml, fairlearn and scipy could not be installed; the suite evaluation is left out" >&2
        rm -rf "$evaluators"
    }
fi
older="$PWD/.build-bench/peers-whylogs"
if [ ! -x "$older/bin/python" ]; then
    python3 -m venv "$older" && "$older/bin/pip" install --quiet whylogs==1.6.4 \
        alibi-detect==0.13.0 'numpy<2' 'pandas<3' 'pyarrow<20' >&2 || {
        echo "whylogs and alibi-detect could not be installed; their figures are left out" >&2
        rm -rf "$older"
    }
fi
[ -x "$evaluators/bin/python" ] && beside+=(--evaluation-python "$evaluators/bin/python")
[ -x "$older/bin/python" ] && beside+=(--older-python "$older/bin/python")
# MLflow's own server, and a PostgreSQL that waits for the disk.
mlflow="$PWD/.build-bench/peers-mlflow"
if [ ! -x "$mlflow/bin/mlflow" ]; then
    python3 -m venv "$mlflow" && "$mlflow/bin/pip" install --quiet mlflow==3.17.2 psycopg2-binary >&2 || {
        echo "mlflow could not be installed; the suite tracking is left out" >&2
        rm -rf "$mlflow"
    }
fi
[ -x "$mlflow/bin/mlflow" ] && beside+=(--tracking-python "$mlflow/bin/python")
if started=$(ASSAY_TEST_POSTGRES_FSYNC=on Scripts/postgres-for-tests.sh start); then
    eval "$started"
    beside+=(--postgres "$ASSAY_TEST_POSTGRES")
else
    echo "PostgreSQL could not be started; figures on it are left out" >&2
fi
scratch="$PWD/.build-bench/scratch"
trap 'rm -rf "$scratch"; Scripts/postgres-for-tests.sh stop' EXIT
.build-bench/release/assay-bench \
    --assay "$PWD/.build-bench/release/assay" --example "$PWD/Examples/adult-income" \
    --scratch "$scratch" "${beside[@]}" --json Benchmarks/results.json "$@"
