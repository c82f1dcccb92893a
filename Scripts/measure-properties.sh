#!/bin/sh
# Measures what the tests check with few draws: how often intervals of 95 % hold the truth, how often
# p-values and gates raise false alarms when nothing has changed, for 10³ to 10⁶ rows. Prints a line
# for each.
#
#   Scripts/measure-properties.sh [SEEDS]    2,000 draws of each interval, unless given
#
# Environment:
#   SWIFT_FLAGS  further arguments for swift test
set -eu
cd "$(dirname "$0")/.."
export ASSAY_FIGURES="${1:-2000}"
# shellcheck disable=SC2086
swift test ${SWIFT_FLAGS:-} --filter 'IntervalCoverage|FalseAlarms' >"${TMPDIR:-/tmp}/properties.$$" 2>&1 || {
    cat "${TMPDIR:-/tmp}/properties.$$"
    exit 1
}
sed -n 's/^FIGURE\t//p' "${TMPDIR:-/tmp}/properties.$$" | sort | tr '\t' ' '
rm -f "${TMPDIR:-/tmp}/properties.$$"
