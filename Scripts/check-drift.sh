#!/bin/sh
# Compares drift, its distributions and its sketches with SciPy, river, NannyML's data and Apache
# DataSketches, in a virtual environment.
#
#   Scripts/check-drift.sh [SEED]   the pinned values, then random samples and sketches both ways
#   Scripts/check-drift.sh --pin    writes Tests/StatisticsTests/drift-values.json
#
# Environment:
#   ASSAY_CHECK_VENV   a virtual environment to use and keep; a new one, unless given
#   SWIFT_FLAGS        further arguments for swift test
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
environment="${ASSAY_CHECK_VENV:-$work/venv}"
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check \
        datasketches==5.2.0 numpy==2.4.6 river==0.26.1 scipy==1.17.1
fi
if [ "${1:-}" = --pin ]; then
    exec "$environment/bin/python" Scripts/check-drift.py pin
fi
seed=${1:-$(date +%s)}
echo "seed $seed"
"$environment/bin/python" Scripts/check-drift.py compare
"$environment/bin/pip" download --quiet --disable-pip-version-check --no-deps \
    --dest "$work" nannyml==0.13.1
"$environment/bin/python" Scripts/check-drift.py write "$work" "$seed"
# shellcheck disable=SC2086
ASSAY_DRIFT_DIR="$work" swift test ${SWIFT_FLAGS:-} --filter 'NumericDriftTests|ChiSquareTestTests|DataProfileTests'
"$environment/bin/python" Scripts/check-drift.py check "$work" "$seed"
