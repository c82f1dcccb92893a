#!/bin/sh
# Has the official validators read the bills of materials that we write: CycloneDX's strict JSON
# schema, SPDX's own model; and package URLs, their reference library. Then our readers read what
# the others write.
#
#   Scripts/check-bom.sh [SEED]      a new seed, unless given
#
# Environment:
#   SWIFT_FLAGS   further arguments for swift test
#   SWIFT_PACKAGE the folder whose tests run; this one, unless given
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
seed=${1:-$(date +%s)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "seed $seed"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    'cyclonedx-python-lib[json-validation]' spdx-python-model packageurl-python
mkdir -p "$work/bills/foreign"
"$work/venv/bin/python" "$root/Scripts/check-bom.py" write "$work/bills/foreign" "$seed"

cd "${SWIFT_PACKAGE:-$root}"
# shellcheck disable=SC2086
ASSAY_BOM_DIR="$work/bills" ASSAY_SEED="$seed" \
    swift test ${SWIFT_FLAGS:-} --filter BillExport
"$work/venv/bin/python" "$root/Scripts/check-bom.py" check "$work/bills"
