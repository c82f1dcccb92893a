#!/bin/sh
# Runs Assay and the scanners of PyPI over the shared corpus in one run, and writes tables of what
# each found, what it wrongly called malicious, and what it could not read.
#
#   Benchmarks/peers-scan.sh             standard output
#   Benchmarks/peers-scan.sh --write     also into README.md and docs/scanning.md, between the marks
#
# The corpus is unpacked under a temporary folder, and only ever read: nothing in it is loaded. The
# peers are installed with what they need for all formats (TensorFlow among it: 2 GB).
#
# Environment:
#   ASSAY    the program, asked as `ASSAY check --json FOLDER` (default: .build/release/assay)
#   PEERS    a virtual environment that holds the peers (default: one is made)
#   CORPUS   the archive (default: ../shared/reference/scan-corpus.tar.gz)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
export ASSAY="${ASSAY:-$root/.build/release/assay}"
corpus=${CORPUS:-$root/../shared/reference/scan-corpus.tar.gz}
[ -f "$corpus" ] || { echo "skipped: there is no $corpus" >&2; exit 0; }
[ -x "$ASSAY" ] || { echo "there is no $ASSAY: build it first, or say where it is with ASSAY" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASSAY_HOME="$work/home"

peers=${PEERS:-}
if [ -z "$peers" ]; then
    peers=$work/venv
    python3 -m venv "$peers"
    nice -n 19 "$peers/bin/pip" install --quiet --disable-pip-version-check \
        'picklescan[7z]' 'modelscan[tensorflow,h5py]' fickling hayward \
        'modelaudit[dill,flax,h5,joblib,onnx,safetensors,sevenzip,tflite]'
fi
tar -xzf "$corpus" -C "$work"
# modelaudit counts its users; nobody here is one.
export PROMPTFOO_DISABLE_TELEMETRY=1 NO_ANALYTICS=1 TF_CPP_MIN_LOG_LEVEL=3
nice -n 19 "$peers/bin/python" "$here/peers-scan.py" "$work/scan-corpus" "$work"
(cd "$work" && cat summary.md && echo && cat families.md && echo && cat labels.md)

# put FILE NAME: puts NAME.md in place of what stands between its marks in FILE.
put() {
    awk -v name="$2" -v text="$work/$2.md" '
        $0 == "<!-- peers-scan: " name " -->" {
            print; while ((getline line < text) > 0) print line; skipping = 1 }
        $0 == "<!-- end -->" { skipping = 0 }
        !skipping { print }
    ' "$1" >"$work/written" && cat "$work/written" >"$1"
}
if [ "${1:-}" = --write ]; then
    put "$root/README.md" summary
    for name in summary families labels; do put "$root/docs/scanning.md" "$name"; done
fi
