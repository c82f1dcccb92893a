#!/bin/sh
# Asks Python's own readers (packaging, tomllib, cvss, license-expression) and ours the same questions,
# and fails where they differ.
#
#   Scripts/check-supply-chain.sh [SEED]      a new seed, unless given
#
# Environment:
#   SWIFT_FLAGS  further arguments for swift test
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
seed=${1:-$(date +%s)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "seed $seed"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check packaging cvss license-expression
mkdir "$work/answers"
"$work/venv/bin/python" "$root/Scripts/check-supply-chain.py" "$work/answers" "$seed"

cd "$root"
# shellcheck disable=SC2086
ASSAY_ORACLE_DIR="$work/answers" swift test ${SWIFT_FLAGS:-} --filter OracleComparison
"$work/venv/bin/python" "$root/Scripts/check-supply-chain.py" "$work/answers" "$seed" again
