#!/usr/bin/env bash
# Installs the system packages that are missing; says nothing when none is.
set -euo pipefail
missing=()
for package in libsqlite3-dev libpq-dev pkg-config \
    zlib1g-dev libbz2-dev liblzma-dev libzstd-dev liblz4-dev; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
sudo=""
[ "$(id -u)" -eq 0 ] || sudo=sudo
echo "installing ${missing[*]}"
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq "${missing[@]}" >/dev/null
