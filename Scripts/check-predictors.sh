#!/bin/sh
# Compares Assay's predictions with those of XGBoost, LightGBM and ONNX Runtime on models that these
# (and scikit-learn, by skl2onnx) make here: objectives, missing values, categories, DART, forests,
# several classes and targets, pipelines.
#
#   Scripts/check-predictors.sh              makes models, compares; fails when a value differs
#   Scripts/check-predictors.sh --fixtures   writes the small ones into Tests/PredictorsTests/Peers
#
# ASSAY_XGBOOST names another version of XGBoost, whose models alone are then made: 1.7.6, 2.1.4 …
set -eu
cd "$(dirname "$0")/.."
xgboost=${ASSAY_XGBOOST:-3.2.0}
environment="${ASSAY_CHECK_VENV:-.build/check-predictors}-$xgboost"
families=
packages="xgboost==$xgboost numpy pandas scipy lightgbm==4.7.0 scikit-learn==1.9.1 onnx==1.23.2
    onnxruntime==1.31.1 skl2onnx==1.20.0 onnxmltools==1.16.0"
case $xgboost in
3.*) ;;
*) families=xgboost packages="xgboost==$xgboost numpy<2 pandas<2.2 scipy" ;;
esac
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment"
    # Each line is one package; a version's `<` must not be read by the shell.
    printf '%s\n' $packages >"$environment/requirements.txt"
    "$environment/bin/pip" install --quiet --disable-pip-version-check \
        --requirement "$environment/requirements.txt"
fi

if [ "${1:-}" = --fixtures ]; then
    exec "$environment/bin/python" Scripts/check-predictors.py Tests/PredictorsTests/Peers \
        --fixtures --chosen
fi
cases=$(mktemp -d)
trap 'rm -rf "$cases"' EXIT
"$environment/bin/python" Scripts/check-predictors.py "$cases" $families
echo "$(ls "$cases" | wc -l) models made"
ASSAY_PEER_CASES="$cases" ROOMS=Statistics,Predictors,PredictorsTests \
    swift test --scratch-path .build-predictors --filter "PredictorTests"
