#!/bin/sh
# Signs a model with each of Assay and PyPI's model_signing (the OpenSSF reference), and verifies
# with the other; then checks that both refuse a changed, added and deleted file, and another key.
#
#   Scripts/check-model-signing.sh
#
# Environment:
#   ASSAY_BIN    folder with assay-verify       (default: where `swift build` puts it)
#   ASSAY_SIGN   command that signs, called as: ASSAY_SIGN FOLDER PRIVATE-KEY SIGNATURE
#                (default: a test of this package that does so)
#   SWIFT_FLAGS  further arguments for swift build and swift test
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
flags=${SWIFT_FLAGS:-}
# shellcheck disable=SC2086
bin=${ASSAY_BIN:-$(swift build $flags --show-bin-path)}

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check model_signing \
    pyOpenSSL  # which its version 1.1.1 imports and does not name
reference="$work/venv/bin/model_signing"
"$work/venv/bin/pip" show model_signing 2>/dev/null | sed -n 2p

failures=0
expect() { # expect STATUS WHAT COMMAND…: 0 wants success, 1 wants refusal
    wanted=$1 what=$2
    shift 2
    status=0
    "$@" >"$work/out" 2>&1 || status=$?
    if { [ "$wanted" = 0 ] && [ "$status" = 0 ]; } || { [ "$wanted" = 1 ] && [ "$status" = 1 ]; }
    then
        echo "ok    $what"
    else
        echo "FAIL  $what: status $status"
        sed 's/^/      /' "$work/out"
        failures=$((failures + 1))
    fi
}

# The model: names on which the two sort orders differ, an empty and a hidden file, folders.
make_model() {
    rm -rf "$work/model"
    mkdir -p "$work/model/a" "$work/model/sub/.git" "$work/model/.git"
    printf 1 >"$work/model/a/b"
    printf 2 >"$work/model/a-b"
    printf 3 >"$work/model/a.b"
    : >"$work/model/empty"
    printf 4 >"$work/model/.hidden"
    printf 5 >"$work/model/sub/.git/x"
    printf 6 >"$work/model/.git/HEAD"
    printf 'naïve' >"$work/model/naïve"
    head -c 3000000 /dev/urandom >"$work/model/weights.bin"
}

ours_sign() { # ours_sign PRIVATE-KEY SIGNATURE
    if [ -n "${ASSAY_SIGN:-}" ]; then
        $ASSAY_SIGN "$work/model" "$1" "$2"
    else
        cp "$1" "$work/key.pem"
        # shellcheck disable=SC2086
        ASSAY_INTEROP_DIR="$work" swift test $flags --filter InteropExport >"$work/out" 2>&1 ||
            { cat "$work/out"; exit 1; }
        mv "$work/ours.sig" "$2"
    fi
}
ours_verify() { "$bin/assay-verify" model "$work/model" --bundle "$1" --key "$2"; }
theirs_verify() {
    "$reference" verify key "$work/model" --signature "$1" --public_key "$2"
}

for curve in prime256v1 secp384r1 secp521r1; do
    for who in signer other; do
        openssl ecparam -name $curve -genkey -noout -out "$work/$who.pem" 2>/dev/null
        openssl ec -in "$work/$who.pem" -pubout -out "$work/$who.pub" 2>/dev/null
    done
    make_model
    ours_sign "$work/signer.pem" "$work/ours-made.sig"
    "$reference" sign key "$work/model" --private_key "$work/signer.pem" \
        --signature "$work/model/model.sig" >/dev/null
    mv "$work/model/model.sig" "$work/theirs-made.sig"

    for maker in ours theirs; do
        signature="$work/$maker-made.sig"
        for reader in ours theirs; do
            check() { expect "$1" "$curve: made by $maker, read by $reader: $2" \
                "${reader}_verify" "$signature" "$3"; }
            check 0 "as signed" "$work/signer.pub"
            check 1 "another key" "$work/other.pub"
            cp -r "$work/model" "$work/kept"
            printf 'x' | dd of="$work/model/weights.bin" bs=1 seek=1234567 conv=notrunc 2>/dev/null
            check 1 "one byte changed" "$work/signer.pub"
            rm -r "$work/model" && cp -r "$work/kept" "$work/model"
            printf 7 >"$work/model/sub/added"
            check 1 "a file added" "$work/signer.pub"
            rm -r "$work/model" && cp -r "$work/kept" "$work/model"
            rm "$work/model/a/b"
            check 1 "a file deleted" "$work/signer.pub"
            rm -r "$work/model" && cp -r "$work/kept" "$work/model"
            mv "$work/model/a-b" "$work/model/a-c"
            check 1 "a file renamed" "$work/signer.pub"
            rm -r "$work/model" && cp -r "$work/kept" "$work/model"
            ln -s /etc/hostname "$work/model/link"
            check 1 "a link out of the folder" "$work/signer.pub"
            rm -r "$work/model" && mv "$work/kept" "$work/model"
            printf 8 >"$work/model/.git/more"
            check 0 "a change in .git, which is not signed" "$work/signer.pub"
            rm "$work/model/.git/more"
        done
    done
done
[ "$failures" = 0 ] && echo "both agree" || { echo "$failures disagree"; exit 1; }
