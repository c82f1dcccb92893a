#!/bin/sh
# Computes Tests/StatisticsTests/weight-values.json again, with SciPy, scikit-learn and statsmodels in
# a virtual environment, and compares them with the pinned file.
#   Scripts/check-weights.sh          compares; exit 1 when a value differs
#   Scripts/check-weights.sh --pin    writes the file
set -eu
cd "$(dirname "$0")/.."
environment="${ASSAY_CHECK_VENV:-.build/check-weights}"
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check \
        numpy==2.4.6 scikit-learn==1.9.1 scipy==1.17.1 statsmodels==0.15.0
fi
exec "$environment/bin/python" -W ignore Scripts/check-weights.py "$@"
