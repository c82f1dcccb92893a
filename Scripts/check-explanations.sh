#!/bin/sh
# Asks shap, xgboost, lightgbm, scikit-learn and lime for explanations of models trained on the spot, and
# fails where ours differ; then compares what is pinned in Tests with what they say today.
#
#   Scripts/check-explanations.sh [SEED]      a new seed, unless given
#   Scripts/check-explanations.sh --pin       writes Tests/StatisticsTests/explanation-values.json
#
# Environment:
#   ASSAY_CHECK_VENV  a virtual environment to use again
#   SWIFT_FLAGS       further arguments for swift test
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
environment="${ASSAY_CHECK_VENV:-$work/venv}"
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check \
        shap==0.51.0 xgboost==3.2.0 lightgbm==4.7.0 scikit-learn==1.9.1 lime==0.2.0.1 dice-ml==0.12
fi
pinned="$root/Tests/StatisticsTests/explanation-values.json"
if [ "${1:-}" = "--pin" ]; then
    exec "$environment/bin/python" "$root/Scripts/check-explanations.py" "$pinned" small 1
fi
seed=${1:-$(date +%s)}
echo "seed $seed"
"$environment/bin/python" "$root/Scripts/check-explanations.py" "$work/values.json" large "$seed"
cd "$root"
# shellcheck disable=SC2086
ASSAY_EXPLANATION_VALUES="$work/values.json" swift test ${SWIFT_FLAGS:-} --filter ContributionsTests
"$environment/bin/python" "$root/Scripts/check-explanations.py" "$pinned" compare 1
