#!/bin/sh
# Measures what the tests check with fewer draws: how often intervals of 95 % hold the truth, how often
# p-values and gates raise false alarms when nothing has changed, for 10³ to 10⁶ rows. Prints a line
# for each. Fails when an interval holds the truth in less than 93 or more than 97 of 100, but for those
# that are safe by construction.
#
#   Scripts/measure-properties.sh [SEEDS]    4,000 draws of each interval, unless given: a share of so
#                                            many has a standard error of 0.34 points; a quarter of
#                                            them of profiles
#
# Environment:
#   SWIFT_FLAGS  further arguments for swift test
set -eu
cd "$(dirname "$0")/.."
export ASSAY_FIGURES="${1:-4000}"
# shellcheck disable=SC2086
swift test ${SWIFT_FLAGS:-} --filter 'IntervalCoverage|ExactCoverage|FalseAlarms' >"${TMPDIR:-/tmp}/properties.$$" 2>&1 || {
    cat "${TMPDIR:-/tmp}/properties.$$"
    exit 1
}
sed -n 's/^FIGURE\t//p' "${TMPDIR:-/tmp}/properties.$$" | sort | tr '\t' ' '
rm -f "${TMPDIR:-/tmp}/properties.$$"
