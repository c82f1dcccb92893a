#!/bin/sh
# Signs a model with each of Assay and PyPI's model_signing (the OpenSSF reference), verifies with
# both, and compares their answers: with keys and certificates on three curves, unchanged and
# tampered with; changed bundles; odd certificates; and the bundles that its earlier versions made.
# Prints a table. Fails when the two differ, unless Assay is the stricter one and docs/signing.md
# says so: those rows end with `stricter` and why.
#
#   Scripts/check-model-signing.sh
#
# Seven minutes on one core, of which the reference takes five.
#
# Environment:
#   ASSAY_BIN    folder with assay and assay-verify   (default: where `swift build` puts them)
#   REFERENCE    command of the reference, in a virtual environment (default: one is made)
#   ASSAY        command that signs and verifies      (default: assay in that folder)
#   SWIFT_FLAGS  further arguments for swift build
set -eu

python=$(dirname "${REFERENCE}")/python
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
flags=${SWIFT_FLAGS:-}
# shellcheck disable=SC2086
bin=${ASSAY_BIN:-$(swift build $flags --show-bin-path)}
assay=${ASSAY:-$bin/assay}
export ASSAY_HOME="$work/home"

if [ -n "${REFERENCE:-}" ]; then reference=$REFERENCE; else
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check model_signing \
        pyOpenSSL  # which its version 1.1.1 imports and does not name
    reference="$work/venv/bin/model_signing"
fi
"$(dirname "$reference")/python" -c 'import importlib.metadata as m; print("model_signing", m.version("model_signing"))'

rows=0
differences=0
stricter=0
why=
# One row: what was done, what each of the two answers, and whether that is as it should be; `why`
# says why it should not be the same.
#   row WHAT WANTED-OF-OURS WANTED-OF-THEIRS OURS THEIRS
row() {
    rows=$((rows + 1))
    verdict=same
    [ "$2" = "$3" ] || {
        verdict="stricter: ${why:?$1: nobody says why they should differ}"
        stricter=$((stricter + 1))
    }
    why=
    if [ "$4" != "$2" ] || [ "$5" != "$3" ]; then
        verdict="DIFFERS (wanted $2, $3)"
        differences=$((differences + 1))
        sed 's/^/    ours:   /' "$work/ours.out"
        sed 's/^/    theirs: /' "$work/theirs.out" | tail -n 3
    fi
    printf '%-62s %-4s %-4s %s\n' "$1" "$4" "$5" "$verdict"
}
answer() { # answer FILE COMMAND…: yes or no; a fault is no answer of ours
    out=$1
    shift
    status=0
    "$@" >"$work/$out.out" 2>&1 || status=$?
    case "$out$status" in
        *0) echo yes ;;
        ours1 | theirs*) echo no ;;
        *) echo "fault" ;;
    esac
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

key_pair() { # key_pair CURVE NAME
    openssl ecparam -name "$1" -genkey -noout -out "$work/$2.pem" 2>/dev/null
    openssl ec -in "$work/$2.pem" -pubout -out "$work/$2.pub" 2>/dev/null
}
dated() { date -u -d "$1" +%y%m%d%H%M%SZ; }
authority() { # authority CURVE NAME: a self-signed root
    certificate "$1" "$2" "$2" "$issuer_extensions" \
        "-selfsign -startdate $(dated '-3000 days') -enddate $(dated '+3000 days')"
}
certificate() { # certificate CURVE NAME ISSUER EXTENSIONS [DATES]
    key_pair "$1" "$2"
    printf '%b' "$4" >"$work/extensions"
    openssl req -new -key "$work/$2.pem" -subj "/CN=$2" -out "$work/$2.csr" 2>/dev/null
    mkdir -p "$work/ca"
    : >"$work/ca/index"
    printf '[ca]\ndefault_ca=own\n[own]\ndatabase=%s\nnew_certs_dir=%s\nrand_serial=yes\n' \
        "$work/ca/index" "$work/ca" >"$work/ca/conf"
    printf 'default_md=sha256\npolicy=any\nunique_subject=no\n[any]\ncommonName=supplied\n' \
        >>"$work/ca/conf"
    issued="-cert $work/$3.crt"
    [ "$2" != "$3" ] || issued=  # a root is its own issuer
    # shellcheck disable=SC2086
    openssl ca -batch -notext -config "$work/ca/conf" -in "$work/$2.csr" \
        $issued -keyfile "$work/$3.pem" -extfile "$work/extensions" \
        ${5:--days 365} -out "$work/$2.crt" 2>"$work/ca/log" || { cat "$work/ca/log"; exit 1; }
}
signer_extensions='keyUsage=critical,digitalSignature\nextendedKeyUsage=codeSigning\n'
issuer_extensions='basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n'

# What each of the two says of the model and a signature: `trust` is what the signer is known by.
target=$work/model
ours_verify() { # ours_verify SIGNATURE KIND TRUST [OPTION…]
    our_signature=$1 our_kind=$2 our_trust=$3
    shift 3
    case $our_kind in
        key) set -- --key "$our_trust" "$@" ;;
        certificate) set -- --certificate-chain "$our_trust" "$@" ;;
    esac
    "$assay" verify "$target" --bundle "$our_signature" "$@"
}
theirs_verify() { # theirs_verify SIGNATURE KIND TRUST
    case $2 in
        key) "$reference" verify key "$target" --signature "$1" --public_key "$3" ;;
        certificate)
            "$reference" verify certificate "$target" --signature "$1" \
                --certificate_chain "$3" ;;
    esac
}
compare() { # compare WHAT WANTED-OF-OURS WANTED-OF-THEIRS SIGNATURE KIND TRUST [OPTION…]
    this_what=$1 this_ours=$2 this_theirs=$3 this_signature=$4 this_kind=$5 this_trust=$6
    shift 6
    ours=$(answer ours ours_verify "$this_signature" "$this_kind" "$this_trust" "$@")
    theirs=$(answer theirs theirs_verify "$this_signature" "$this_kind" "$this_trust")
    row "$this_what" "$this_ours" "$this_theirs" "$ours" "$theirs"
}
ours_sign() { # ours_sign KIND SIGNATURE
    case $1 in
        key) "$assay" sign "$work/model" --key "$work/signer.pem" --output "$2" ;;
        certificate)
            "$assay" sign "$work/model" --key "$work/signer.pem" \
                --certificate "$work/signer.crt" --chain "$work/middle.crt" --output "$2" ;;
    esac >/dev/null
}
theirs_sign() { # theirs_sign KIND SIGNATURE
    case $1 in
        key) "$reference" sign key "$work/model" --private_key "$work/signer.pem" \
            --signature "$2" ;;
        certificate)
            "$reference" sign certificate "$work/model" --private_key "$work/signer.pem" \
                --signing_certificate "$work/signer.crt" \
                --certificate_chain "$work/middle.crt" --signature "$2" ;;
    esac >/dev/null
}

printf '%-62s %-4s %-4s\n' "" ours "reference"
for curve in ; do
    authority $curve root
    authority $curve stranger
    certificate $curve middle root "$issuer_extensions"
    certificate $curve signer middle "$signer_extensions"
    key_pair $curve other
    for kind in key certificate; do
        case $kind in
            key) trust="$work/signer.pub" wrong="$work/other.pub" ;;
            certificate) trust="$work/root.crt" wrong="$work/stranger.crt" ;;
        esac
        for maker in ours theirs; do
            make_model
            signature="$work/model/model.sig"
            ${maker}_sign $kind "$signature"
            cp -r "$work/model" "$work/kept"
            case_is() { # case_is WHAT WANTED: with the model as it stands; then puts it back
                compare "$curve, $kind, made by $maker: $1" "$2" "$2" "$signature" $kind "$trust"
                rm -rf "$work/model"
                cp -r "$work/kept" "$work/model"
            }
            case_is "as signed" yes
            compare "$curve, $kind, made by $maker: another $kind" no no "$signature" $kind "$wrong"
            printf 'x' | dd of="$work/model/weights.bin" bs=1 seek=1234567 conv=notrunc 2>/dev/null
            case_is "one byte changed" no
            printf 7 >"$work/model/sub/added"
            case_is "a file added" no
            : >"$work/model/sub/added"
            case_is "an empty file added" no
            rm "$work/model/a/b"
            case_is "a file deleted" no
            mv "$work/model/a-b" "$work/model/a-c"
            case_is "a file renamed" no
            rm "$work/model/a-b" && ln -s a.b "$work/model/a-b"
            case_is "a file replaced by a link" no
            ln -s /etc/hostname "$work/model/link"
            case_is "a link added, out of the folder" no
            ln -s sub "$work/model/link"
            case_is "a link added, to a folder" no
            printf 8 >"$work/model/.git/more"
            case_is "a change in .git, which is not signed" yes
            rm -rf "$work/kept"
        done
    done
done

# Certificates that the reference takes and Assay does not, and the other way round never.
curve=prime256v1
authority $curve root
past="-startdate $(dated '-400 days') -enddate $(dated '-30 days')"
future="-startdate $(dated '+30 days') -enddate $(dated '+60 days')"
with() { # with WHAT WANTED-OF-OURS WANTED-OF-THEIRS EXTENSIONS [DATES [OPTION…]]
    what=$1 wanted_ours=$2 wanted_theirs=$3 extensions=$4 dates=${5:--days 365}
    shift 4
    [ $# -gt 0 ] && shift
    [ -n "${issuer:-}" ] || issuer=root
    certificate $curve signer $issuer "$extensions" "$dates"
    make_model
    "$reference" sign certificate "$work/model" --private_key "$work/signer.pem" \
        --signing_certificate "$work/signer.crt" --certificate_chain "$work/$issuer.crt" \
        --signature "$work/model/model.sig" >/dev/null
    compare "certificate: $what" "$wanted_ours" "$wanted_theirs" \
        "$work/model/model.sig" certificate "$work/root.crt" "$@"
}
key_pair prime256v1 signer
# Bundles that its versions from 0.2.0 on made, and the keys of their makers.
vectors=$root/Tests/ModelSigningTests/Vectors/historical
ibm="--identity stefanb@us.ibm.com"
issuer=https://sigstore.verify.ibm.com/oauth2
# The reference asks the network for Sigstore's roots, unless told them with services to sign with.
"$python" - "$vectors/trusted_root.json" "$work/trust.json" <<'PY'
import json, sys
selector = {"selector": "ANY"}
json.dump({
    "mediaType": "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
    "trustedRoot": json.load(open(sys.argv[1])),
    "signingConfig": {
        "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json", "caUrls": [],
        "oidcUrls": [], "rekorTlogUrls": [], "rekorTlogConfig": selector, "tsaUrls": [],
        "tsaConfig": selector},
}, open(sys.argv[2], "w"))
PY
old_model() { # old_model BUNDLE: the files that it lists, of which each holds its name
    rm -rf "$work/model"
    mkdir "$work/model"
    target=$("$python" - "$1" "$work/model" <<'PY'
import base64, hashlib, json, pathlib, sys
bundle, model = json.load(open(sys.argv[1])), pathlib.Path(sys.argv[2])
payload = json.loads(base64.b64decode(bundle["dsseEnvelope"]["payload"]))
listed = payload["predicate"].get("resources") or [
    {"name": subject["name"], "digest": subject["digest"]["sha256"]}
    for subject in payload["subject"]]
is_one_file = [file["name"] for file in listed] == ["."]
for file in listed:
    name = payload["subject"][0]["name"] if is_one_file else file["name"]
    contents = [name.encode() + end for end in (b"", b"\n")] + [b""]
    model.joinpath(name).write_bytes(next(
        text for text in contents if hashlib.sha256(text).hexdigest() == file["digest"]))
print(model / name if is_one_file else model)
PY
    )
    cp "$1" "$work/model/model.sig"
}
old() { # old WHAT WANTED-OF-OURS WANTED-OF-THEIRS [OPTION-OF-OURS…]
    what=$1 wanted_ours=$2 wanted_theirs=$3
    shift 3
    signature=$work/model/model.sig
    case $what in
        *certificate*)
            ours=$(answer ours "$assay" verify "$target" --bundle "$signature" \
                --certificate-chain "$vectors/ca-cert.pem" "$@")
            theirs=$(answer theirs theirs_verify "$signature" certificate "$vectors/ca-cert.pem") ;;
        *elliptic-key*)
            ours=$(answer ours ours_verify "$signature" key "$vectors/signing-key-pub.pem")
            theirs=$(answer theirs theirs_verify "$signature" key "$vectors/signing-key-pub.pem") ;;
        *sigstore*)
            # shellcheck disable=SC2086
            ours=$(answer ours "$assay" verify "$target" --bundle "$signature" \
                --trust-root "$vectors/trusted_root.json" $ibm --issuer "$issuer")
            # shellcheck disable=SC2086
            theirs=$(answer theirs "$reference" verify sigstore "$target" \
                --signature "$signature" $ibm --identity_provider "$issuer" \
                --trust_config "$work/trust.json") ;;
    esac
    row "made by $what" "$wanted_ours" "$wanted_theirs" "$ours" "$theirs"
}
for bundle in "$vectors"/v*.json; do
    name=$(basename "$bundle" .json)
    old_model "$bundle"
    old "$name: as signed" yes yes --lax-certificate-dates
    printf x >>"$work/model/signme-1"
    old "$name: a file changed" no no --lax-certificate-dates
    old_model "$bundle"
    if [ "$target" = "$work/model" ]; then
        printf x >"$work/model/added"
        old "$name: a file added" no no --lax-certificate-dates
        old_model "$bundle"
    fi
    ibm="--identity somebody@example.org"
    case $name in *sigstore) old "$name: somebody else" no no ;; esac
    ibm="--identity stefanb@us.ibm.com"
done

target=$work/model
# The specification's own bundles that no one may take; its valid ones have no model with them.
oms=${OMS:-$root/../shared/reference/oms/test-vectors}
if [ -d "$oms" ]; then
    for bundle in "$oms"/invalid*/*.json; do
        make_model
        cp "$bundle" "$work/model/model.sig"
        for kind in key certificate; do
            case $kind in key) trust=$work/signer.pub ;; *) trust=$work/root.crt ;; esac
            ours=$(answer ours ours_verify "$work/model/model.sig" $kind "$trust")
            theirs=$(answer theirs theirs_verify "$work/model/model.sig" $kind "$trust")
            # That a bundle cannot be read is a fault with us, and the reference has one word for both.
            [ "$ours" != fault ] || ours=no
            row "specification, $(basename "$bundle" .bundle.json): read with a $kind" \
                no no "$ours" "$theirs"
        done
    done
fi

# Assay's own verifier, which has no part of the rest of it.
make_model
key_pair $curve signer
ours_sign key "$work/model/model.sig"
if [ -x "$bin/assay-verify" ]; then
    status=0
    "$bin/assay-verify" model "$work/model" --key "$work/signer.pub" >"$work/ours.out" 2>&1 ||
        status=$?
    row "read by assay-verify" yes yes "$([ $status = 0 ] && echo yes || echo no)" yes
fi

echo "$rows rows, $stricter of them stricter, $differences that differ"
[ "$differences" = 0 ]
