#!/bin/sh
# Computes the reference values of drift, its distributions and its sketches again, with SciPy, river
# and Apache DataSketches in a virtual environment, and compares them with the pinned file.
#   Scripts/check-drift.sh          compares; exit 1 when a value differs
#   Scripts/check-drift.sh --pin    writes the file
set -eu
cd "$(dirname "$0")/.."
environment="${ASSAY_CHECK_VENV:-.build/check-drift}"
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check \
        datasketches==5.2.0 numpy==2.4.6 river==0.26.1 scipy==1.17.1
fi
exec "$environment/bin/python" Scripts/check-drift.py "$@"
