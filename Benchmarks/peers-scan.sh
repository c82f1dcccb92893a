#!/bin/sh
# Runs Assay and the scanners of PyPI over the shared corpus, and writes a table of what each
# found, what it wrongly called malicious, and what it could not read.
#
#   Benchmarks/peers-scan.sh [MARKDOWN-FILE]      standard output, unless given
#
# The corpus is unpacked under a temporary folder, and only ever read: nothing in it is loaded.
#
# Environment:
#   ASSAY    the program, asked as `ASSAY check --json FOLDER`; left out of the table when not set
#   PEERS    a virtual environment that holds the peers (default: one is made)
#   CORPUS   the archive (default: ../shared/reference/scan-corpus.tar.gz)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
corpus=${CORPUS:-$here/../../shared/reference/scan-corpus.tar.gz}
[ -f "$corpus" ] || { echo "skipped: there is no $corpus" >&2; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

peers=${PEERS:-}
if [ -z "$peers" ]; then
    peers=$work/venv
    python3 -m venv "$peers"
    nice -n 19 "$peers/bin/pip" install --quiet --disable-pip-version-check \
        picklescan modelscan fickling modelaudit hayward
fi
tar -xzf "$corpus" -C "$work"
# modelaudit counts its users; nobody here is one.
export PROMPTFOO_DISABLE_TELEMETRY=1 NO_ANALYTICS=1 TF_CPP_MIN_LOG_LEVEL=3
nice -n 19 "$peers/bin/python" "$here/peers-scan.py" "$work/scan-corpus" >"$work/table.md"
if [ $# -gt 0 ]; then cp "$work/table.md" "$1"; else cat "$work/table.md"; fi
