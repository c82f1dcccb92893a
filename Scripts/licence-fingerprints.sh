#!/bin/sh
# Writes Sources/SupplyChain/Licences/LicenceFingerprints.swift anew, from the texts in PyPI's
# licensedcode-data (the licence texts of ScanCode). Only numbers computed from them are kept.
#
#   Scripts/licence-fingerprints.sh
#
# Environment:
#   SWIFT_FLAGS  further arguments for swift test
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/texts"

pip download --quiet --disable-pip-version-check --no-deps --dest "$work" licensedcode-data==32.1.0
unzip -q "$work"/licensedcode_data-*.whl 'licensedcode/data/licenses/*' -d "$work"

# ScanCode's name of a licence, and ours.
while read -r theirs ours; do
    # The texts stand behind front matter between two lines of dashes.
    awk 'marks >= 2 { print } /^---$/ { marks++ }' \
        "$work/licensedcode/data/licenses/$theirs.LICENSE" >"$work/texts/$ours"
done <<'NAMES'
afl-3.0 AFL-3.0
agpl-3.0 AGPL-3.0-only
apache-2.0 Apache-2.0
artistic-2.0 Artistic-2.0
bigcode-open-rail-m-v1 LicenseRef-BigCode-OpenRAIL-M
bigscience-open-rail-m LicenseRef-BigScience-OpenRAIL-M
bigscience-rail-1.0 LicenseRef-BigScience-BLOOM-RAIL-1.0
boost-1.0 BSL-1.0
bsd-new BSD-3-Clause
bsd-simplified BSD-2-Clause
bsd-zero 0BSD
cc-by-3.0 CC-BY-3.0
cc-by-4.0 CC-BY-4.0
cc-by-nc-4.0 CC-BY-NC-4.0
cc-by-nc-nd-4.0 CC-BY-NC-ND-4.0
cc-by-nc-sa-4.0 CC-BY-NC-SA-4.0
cc-by-nd-4.0 CC-BY-ND-4.0
cc-by-sa-3.0 CC-BY-SA-3.0
cc-by-sa-4.0 CC-BY-SA-4.0
cc0-1.0 CC0-1.0
cdla-permissive-1.0 CDLA-Permissive-1.0
cdla-permissive-2.0 CDLA-Permissive-2.0
cdla-sharing-1.0 CDLA-Sharing-1.0
clear-bsd BSD-3-Clause-Clear
epl-2.0 EPL-2.0
gpl-2.0 GPL-2.0-only
gpl-3.0 GPL-3.0-only
isc ISC
lgpl-2.1 LGPL-2.1-only
lgpl-3.0 LGPL-3.0-only
llama-2-license-2023 LicenseRef-Llama-2
llama-license-2023 LicenseRef-Llama-1
mit-0 MIT-0
mit MIT
mpl-2.0 MPL-2.0
odbl-1.0 ODbL-1.0
odc-by-1.0 ODC-By-1.0
ofl-1.1 OFL-1.1
pddl-1.0 PDDL-1.0
psf-2.0 PSF-2.0
python Python-2.0
unlicense Unlicense
wtfpl-2.0 WTFPL
x11 X11
zlib Zlib
NAMES

# Many leave out the appendix on how to apply it. What follows `~` in a name is ours.
sed '/END OF TERMS AND CONDITIONS/q' "$work/texts/Apache-2.0" >"$work/texts/Apache-2.0~terms"

cd "$root"
# shellcheck disable=SC2086
ASSAY_LICENCE_TEXTS="$work/texts" swift test ${SWIFT_FLAGS:-} --filter LicenceFingerprintExport
git diff --stat -- Sources/SupplyChain/Licences/LicenceFingerprints.swift
