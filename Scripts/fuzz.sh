#!/bin/sh
# Builds each fuzz target and runs it for a while; fails when an input crashes one, takes longer
# than ten seconds or two gigabytes, or breaks a property.
#
#   Scripts/fuzz.sh [SECONDS [TARGET…]]      60 seconds and all targets, unless given
#
# An input that fails is kept in Fuzz/Crashes; run it again with
#   Fuzz/.build/release/TARGET Fuzz/Crashes/TARGET-…
set -eu

seconds=${1:-60}
[ $# -gt 0 ] && shift
fuzz=$(cd "$(dirname "$0")/../Fuzz" && pwd)
cd "$fuzz"
targets=${*:-$(ls Sources | grep '^Fuzz')}
mkdir -p Crashes

corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
# The runtime's own crash report would take a minute for each crash.
export SWIFT_BACKTRACE=enable=no
failed=
for target in $targets; do
    swift build --configuration release --product "$target" >"$corpus/build.log" 2>&1 ||
        { cat "$corpus/build.log"; exit 1; }
    program=$(swift build --configuration release --show-bin-path)/$target
    mkdir -p "$corpus/$target"
    # The last line that libFuzzer prints says how many inputs it tried.
    if "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 \
        -print_final_stats=1 -artifact_prefix="$fuzz/Crashes/$target-" \
        "$corpus/$target" "Seeds/$target" >"$corpus/$target.log" 2>&1
    then
        inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$corpus/$target.log")
        echo "ok    $target: $inputs inputs"
    else
        echo "FAIL  $target"
        grep -v '^#' "$corpus/$target.log" | tail -n 40
        failed="$failed $target"
    fi
done
[ -z "$failed" ] || { echo "failed:$failed"; exit 1; }
