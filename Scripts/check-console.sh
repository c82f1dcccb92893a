#!/usr/bin/env bash
# Walks through the console in a real browser, with scripts and without: installs Debian's Chromium
# and its driver when they are missing, then runs the suite that needs them.
#
#   Scripts/check-console.sh [FOLDER]    keeps a picture of every page in FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
Scripts/setup.sh
missing=()
for package in chromium chromium-driver; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    sudo=""
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    echo "installing ${missing[*]}"
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq "${missing[@]}" >/dev/null
fi
if [ $# -gt 0 ]; then
    mkdir -p "$1"
    ASSAY_CONSOLE_PICTURES=$(cd "$1" && pwd)
    export ASSAY_CONSOLE_PICTURES
fi
swift test --filter ConsoleInBrowser
