#!/usr/bin/env bash
# Runs what people do with the Hugging Face Hub's own clients against a fresh `assay serve`, and checks
# what they are given back, with three versions of the client. One line for each flow: `ok NAME` or
# `FAIL NAME: reason`.
#
#   Scripts/interop/hub-flows.sh [PROGRAM]     .build/debug/assay unless given
#
# ASSAY_HUB_VENVS names the folder of the clients' environments, ASSAY_HUB_VERSIONS some of the versions;
# ASSAY_HUB_TOKENIZERS=no leaves `transformers` out.
set -euo pipefail
. "$(dirname "$0")/fresh-server.sh"
program=$(whole "${1:-.build/debug/assay}")
environments="${ASSAY_HUB_VENVS:-$PWD/.build/interop-hub}"
versions="${ASSAY_HUB_VERSIONS:-0.36.0 1.9.0 2.4.0}"
for version in $versions; do
    case "$version" in
    0.36.0) tokenizers="transformers<5" ;;
    2.4.0) tokenizers="transformers==5.23.0" ;;
    *) tokenizers= ;;
    esac
    [ "${ASSAY_HUB_TOKENIZERS:-yes}" = yes ] || tokenizers=
    packages "$environments/$version" "huggingface_hub==$version" ${tokenizers:+"$tokenizers"}
done

export HF_HUB_DISABLE_TELEMETRY=1 HF_HUB_DISABLE_PROGRESS_BARS=1
failed=0
for version in $versions; do
    export ASSAY_HOME="$work/home-$version"
    start_server "$program" serve --trust-this-machine
    echo "huggingface_hub $version"
    HF_ENDPOINT="$address" HF_HOME="$work/cache-$version" flows \
        "$environments/$version/bin/python" "$folder/hub_flows.py" "$address" "$program" "$work" ||
        failed=1
    stop_server
done
exit "$failed"
