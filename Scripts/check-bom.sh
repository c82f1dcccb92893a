#!/bin/sh
# Registers the demo's version with what people and measurements say of it, writes its bill of
# materials in both forms with `assay bom`, and has the official validators read them: CycloneDX's
# strict JSON schema, SPDX's own model; and package URLs, their reference library. Then has
# `assay bom import` read what those libraries write, and counts the components.
#
#   Scripts/check-bom.sh                   the demo's version
#   Scripts/check-bom.sh --tests [SEED]    and the tests' made-up bills (a new seed, unless given)
#
# Environment:
#   ASSAY         the program (default: .build/release/assay)
#   SWIFT_FLAGS   further arguments for swift test
#   SWIFT_PACKAGE the folder whose tests run; this one, unless given
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
assay=${ASSAY:-$root/.build/release/assay}
[ -x "$assay" ] || { echo "there is no $assay: build it first, or say where it is with ASSAY" >&2; exit 1; }
tests=
[ "${1:-}" != --tests ] || { tests=yes; shift; }
seed=${1:-$(date +%s)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASSAY_HOME="$work/home"
python=$work/venv/bin/python
export PYTHONWARNINGS=ignore  # of cyclonedx-python-lib, on graphs without edges
echo "seed $seed"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    'cyclonedx-python-lib[json-validation]' spdx-python-model packageurl-python
mkdir -p "$work/bills/foreign"
"$python" "$root/Scripts/check-bom.py" write "$work/bills/foreign" "$seed"

# The demo's version: a model, its data, its measures, a card in CycloneDX's form.
cd "$root"
example=Examples/adult-income
said() { "$assay" "$@" >"$work/out" 2>&1 || { status=$?; cat "$work/out"; echo "assay $1: exit status $status"; exit 1; }; }
said register model income --from $example/model-2 --risk high \
    --purpose "Estimates whether a household's income exceeds 50,000 USD" \
    --business-owner bea@example.org --technical-owner tom@example.org \
    --part training-data=$example/training.csv --part evaluation-data=$example/evaluation.csv \
    --part code=$example/train.py --as tom@example.org
export_both() { # export_both NAME
    said bom income@1 --output "$work/bills/$1.cdx.json"
    said bom income@1 --format spdx --output "$work/bills/$1.spdx.json"
}
export_both bare
# It exits by what it found; the evidence is there all the same.
"$assay" eval income@1 --data $example/evaluation.csv --label label --score score_2 \
    --sensitive sex,race --as tom@example.org >"$work/out" 2>&1 || [ $? -lt 3 ] ||
    { cat "$work/out"; exit 1; }
said evidence add income@1 --kind model_card --looked-at weights \
    --file $example/model-2/MODEL_CARD.md --as tom@example.org
export_both carded
for foreign in "$work"/bills/foreign/*.json; do
    name=$(basename "$foreign")
    said bom import income@1 "$foreign" --json --as tom@example.org
    wanted=$(cat "$foreign.count")
    count=$("$python" -c 'import json, sys
print(len(json.load(sys.stdin)["evidence"]["predicate"]["components"]))' <"$work/out")
    echo "read $name: $count components of $wanted"
    [ "$count" = "$wanted" ] || exit 1
done
export_both imported

if [ -n "$tests" ]; then
    cd "${SWIFT_PACKAGE:-$root}"
    # shellcheck disable=SC2086
    ASSAY_BOM_DIR="$work/bills" ASSAY_SEED="$seed" \
        swift test ${SWIFT_FLAGS:-} --filter BillExport
fi
"$python" "$root/Scripts/check-bom.py" check "$work/bills"
