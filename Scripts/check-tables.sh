#!/bin/sh
# Has pyarrow, pandas, polars, DuckDB, fastparquet and Spark write files in their encodings,
# packings and types, reads them with ours, and fails where a value differs.
#
#   Scripts/check-tables.sh [SEED]      a new seed, unless given
#
# Environment:
#   SWIFT_FLAGS  further arguments for swift test
#   VENV         a virtual environment that has the writers, instead of a new one
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
seed=${1:-$(date +%s)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "seed $seed"

if [ -z "${VENV:-}" ]; then
    VENV=$work/venv
    python3 -m venv "$VENV"
    "$VENV/bin/pip" install --quiet --disable-pip-version-check \
        pyarrow pandas polars duckdb fastparquet pyspark numpy
fi
mkdir "$work/files"
"$VENV/bin/python" "$root/Scripts/check-tables.py" "$work/files" "$seed"

cd "$root"
# shellcheck disable=SC2086
ASSAY_TABLES_DIR="$work/files" swift test ${SWIFT_FLAGS:-} --filter PeerComparison
