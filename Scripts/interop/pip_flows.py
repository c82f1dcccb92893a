"""What people do with pip and uv; run by pip-flows.sh.

ADDRESS PROGRAM TOKEN PACKAGES WORK
"""

import contextlib
import hashlib
import http.server
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import zipfile

from packaging.metadata import Metadata
from packaging.utils import (
    InvalidSdistFilename, InvalidWheelFilename, canonicalize_name, parse_sdist_filename,
    parse_wheel_filename)
from packaging.version import Version

ADDRESS, PROGRAM, TOKEN, PACKAGES, WORK = sys.argv[1:]
INDEX = ADDRESS.replace("http://", f"http://__token__:{TOKEN}@") + "/pypi/simple/"
BIN = os.path.dirname(sys.executable)
JSON = "application/vnd.pypi.simple.v1+json"
flows = []


def flow(function):
    flows.append(function)
    return function


class Refused(Exception):
    pass


def run(command, **environment):
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL,
        env={**os.environ, **environment})
    said = done.stdout + done.stderr
    if done.returncode:
        raise Refused(said)
    return said


targets = 0


def target():
    global targets
    targets += 1
    return os.path.join(WORK, f"target-{targets}")


def pip(*arguments, index=INDEX, **environment):
    """Installs into a folder of its own, and gives what is there and what was said."""
    where = target()
    said = run(
        [sys.executable, "-m", "pip", "install", "--no-cache-dir", "--no-input",
         "--disable-pip-version-check", "--index-url", index, "--target", where, *arguments],
        **environment)
    return installed(where), said


def uv(*arguments, index=INDEX, **environment):
    where = target()
    said = run(
        [os.path.join(BIN, "uv"), "pip", "install", "--no-cache", "--default-index", index,
         "--python", sys.executable, "--target", where, *arguments], **environment)
    return installed(where), said


BOTH = [pip, uv]


def installed(folder):
    names = {}
    for entry in os.listdir(folder):
        if entry.endswith(".dist-info"):
            name, _, release = entry[: -len(".dist-info")].rpartition("-")
            names[canonicalize_name(name)] = release
    shutil.rmtree(folder)
    return names


def refused(act, *words):
    """It fails, and the person sees the words."""
    try:
        _, said = act()
    except Refused as refusal:
        said = str(refusal)
        for word in words:
            has(said, word)
        return said
    raise AssertionError(f"it was not refused: {said}")


def same(found, wanted):
    if found != wanted:
        raise AssertionError(f"{found!r} is not {wanted!r}")


def has(text, word):
    # Installers wrap lines.
    if "".join(word.split()) not in "".join(text.split()):
        raise AssertionError(f"{word!r} is not in {text!r}")


def get(path, accept=JSON, token=TOKEN, method="GET"):
    request = urllib.request.Request(
        path if path.startswith("http") else ADDRESS + path, method=method,
        headers={"Accept": accept, **({"Authorization": f"Bearer {token}"} if token else {})})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers


def files(project):
    status, body, _ = get(f"/pypi/simple/{project}/")
    same(status, 200)
    return {file["filename"]: file for file in json.loads(body)["files"]}


def assay(*arguments):
    """What a command answers, also when that is a no."""
    done = subprocess.run(
        [PROGRAM, *arguments, "--json"], capture_output=True, text=True, timeout=120)
    return json.loads(done.stdout)


# What is there


@flow
def installs_with_what_it_requires():
    for installer in BOTH:
        found, said = installer("alpha")
        same(found, {"alpha": "2.0", "beta-tools": "1.0"})
    has(pip("alpha")[1], "alpha-2.0-py3-none-any.whl.metadata")


@flow
def resolves_an_older_release_and_a_pre_release():
    for installer in BOTH:
        same(installer("alpha<2", "beta-tools==1.1rc1")[0],
             {"alpha": "1.0", "beta-tools": "1.1rc1"})


@flow
def installs_a_local_version():
    for installer in BOTH:
        same(installer("beta-tools==0.9+local.1")[0], {"beta-tools": "0.9+local.1"})


@flow
def installs_by_any_spelling_of_the_name():
    for installer in BOTH:
        for name in ["Many.Dots_and-More", "many-dots-and-more", "MANY__DOTS.AND.MORE"]:
            same(installer(name)[0], {"many-dots-and-more": "1.0"})


@flow
def builds_a_source_distribution():
    for installer in BOTH:
        same(installer("gamma")[0], {"gamma": "1.0"})


@flow
def requires_hashes():
    listed = files("alpha")["alpha-2.0-py3-none-any.whl"]["hashes"]["sha256"]
    beta = files("beta-tools")["Beta_Tools-1.0-py3-none-any.whl"]["hashes"]["sha256"]
    lines = os.path.join(WORK, "hashes.txt")
    for digest, is_right in [(listed, True), ("0" * 64, False)]:
        with open(lines, "w") as file:
            file.write(f"alpha==2.0 --hash=sha256:{digest}\nbeta-tools==1.0 --hash=sha256:{beta}\n")
        for installer in BOTH:
            act = lambda: installer("--require-hashes", "-r", lines)  # noqa: E731
            if is_right:
                same(act()[0], {"alpha": "2.0", "beta-tools": "1.0"})
            else:
                refused(act)


@flow
def reads_the_index_as_html():
    for accept in ["text/html", "application/vnd.pypi.simple.v1+html"]:
        status, body, headers = get("/pypi/simple/alpha/", accept)
        same((status, headers["Content-Type"]), (200, accept))
        has(body.decode(), 'data-requires-python="&gt;=3.8"')
        has(body.decode(), "data-core-metadata=")
    same(get("/pypi/simple/alpha/", "image/png")[0], 406)


@flow
def an_unknown_package_is_not_there():
    same(get("/pypi/simple/never-there/")[0], 404)
    refused(lambda: pip("never-there"), "No matching distribution found")
    refused(lambda: uv("never-there"), "not found in the package registry")


# Refusals


@flow
def a_release_that_may_not_be_used_is_passed_over():
    for installer in BOTH:
        same(installer("copyleft")[0], {"copyleft": "0.9"})


@flow
def a_pinned_release_is_refused_with_the_reason():
    for installer in BOTH:
        refused(lambda: installer("copyleft==1.0"), "460",
                "copyleft 1.0 (licence GPL-3.0-only)", "not one that we take",
                "/versions/package:copyleft@", "assay waive package:copyleft@")


@flow
def when_no_release_may_be_used_the_reason_is_on_the_screen():
    said = refused(lambda: uv("onlyleft"), "AGPL-3.0", "not one that we take")
    has(said, "yanked")
    refused(lambda: pip("onlyleft"), "Ignored the following yanked versions: 1.0")
    refused(lambda: pip("onlyleft==1.0"), "AGPL-3.0", "not one that we take")
    for installer in BOTH:
        refused(lambda: installer("unsaid==1.0"), "no licence is stated")


@flow
def a_known_vulnerability_is_named():
    for installer in BOTH:
        same(installer("holey")[0], {"holey": "1.1"})
        refused(lambda: installer("holey==1.0"), "CVE-2026-0001", "fixed in 1.1")


@flow
def what_runs_at_pythons_start_is_refused():
    for installer in BOTH:
        refused(lambda: installer("starter==1.0"), "runs by itself")


@flow
def the_address_says_the_reason_too():
    url = files("copyleft")["copyleft-1.0-py3-none-any.whl"]["url"]
    has(url, "/pypi/files/BLOCKED/copyleft-1-0-licence-gpl-3-0-only")
    for path in [url, url + ".metadata"]:
        status, body, _ = get(path)
        same(status, 460)
        has(body.decode(), "GPL-3.0-only")


@flow
def a_waiver_opens_the_way():
    # Another process, as a person at the server's machine.
    version = next(
        row["version"] for row in assay("intake", "packages", PACKAGES)["files"]
        if row["path"].startswith("unsaid-1.0"))
    run([PROGRAM, "waive", version, "--to", "use", "--rule", "licence", "--until",
         time.strftime("%Y-%m-%d", time.gmtime(time.time() + 30 * 86400)),
         "--because", "the author told us", "--as", "ruth:risk-reviewer"])
    for installer in BOTH:
        same(installer("unsaid==1.0")[0], {"unsaid": "1.0"})


@flow
def a_new_advisory_closes_it():
    for installer in BOTH:
        same(installer("alpha==1.0")[0], {"alpha": "1.0", "beta-tools": "1.0"})
    path = os.path.join(WORK, "second.json")
    with open(path, "w") as file:
        json.dump({
            "id": "PYSEC-2026-2", "aliases": ["CVE-2026-0002"],
            "modified": "2026-02-02T00:00:00Z", "summary": "it leaks",
            "severity": [{"type": "CVSS_V3",
                          "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
            "affected": [{"package": {"ecosystem": "PyPI", "name": "alpha"},
                          "versions": ["1.0"]}]}, file)
    run([PROGRAM, "advisories", "import", path, "--add"])
    for installer in BOTH:
        refused(lambda: installer("alpha==1.0"), "CVE-2026-0002")
        same(installer("alpha")[0], {"alpha": "2.0", "beta-tools": "1.0"})


@flow
def a_recall_closes_it():
    version = next(
        row["version"] for row in assay("intake", "packages", PACKAGES)["files"]
        if row["path"].startswith("gamma"))
    run([PROGRAM, "recall", version, "--because", "it was tampered with", "--as",
         "ruth:risk-reviewer"])
    for installer in BOTH:
        refused(lambda: installer("gamma==1.0"), "it was tampered with")


# Who


@flow
def without_a_token_it_asks_for_one():
    bare = ADDRESS + "/pypi/simple/"
    same(get("/pypi/simple/alpha/", token=None)[0], 401)
    refused(lambda: pip("alpha", index=bare))
    refused(lambda: uv("alpha", index=bare), "401")
    wrong = ADDRESS.replace("http://", "http://__token__:wrong@") + "/pypi/simple/"
    refused(lambda: pip("alpha", index=wrong), "401")


@flow
def every_installation_is_known():
    pip("holey==1.1", CI="true")
    found = assay("installations", "holey==1.1")["installations"]
    clients = {row["client"]["installer"]: row["client"] for row in found}
    same(sorted(clients), ["pip", "uv"])
    same({row["byName"] for row in found}, {"installer"})
    same({row["machineName"] for row in found}, {"127.0.0.1"})
    python = ".".join(map(str, sys.version_info[:3]))
    for client in clients.values():
        same(client["python"], python)
        same(client["system"], "Linux")
    same(assay("installations", "holey==1.1", "--where", "ci=true")["installations"][0][
        "client"]["installer"], "pip")
    count = len(found)
    for installer in BOTH:
        installer("holey==1.1")
    same(len(assay("installations", "holey==1.1")["installations"]), count)
    same(assay("installations", "onlyleft")["installations"], [])
    status, body, _ = get("/api/v1/installations?project=holey&release=1.1")
    same((status, len(json.loads(body)["installations"])), (200, count))


# From another index


class OtherIndex(http.server.BaseHTTPRequestHandler):
    """A folder of wheels as PEP 691 has it; what it gives of `tampered` is not what it lists."""

    folder = os.path.join(WORK, "other")
    asked = []

    def do_GET(self):
        OtherIndex.asked.append(self.path)
        if self.path.startswith("/simple/"):
            return self.page(self.path.split("/")[2])
        name = os.path.basename(self.path)
        is_metadata = name.endswith(".metadata")
        try:
            with open(os.path.join(self.folder, name.removesuffix(".metadata")), "rb") as file:
                data = file.read()
        except FileNotFoundError:
            return self.answer(404, "text/plain", b"")
        if is_metadata:
            data = metadata(data)
        elif name.startswith("tampered"):
            data = data.replace(b"RELEASE", b"TAMPERE")
        self.answer(200, "application/octet-stream", data)

    def page(self, project):
        files = []
        for name in sorted(os.listdir(self.folder)):
            if canonicalize_name(name.split("-")[0]) != project:
                continue
            with open(os.path.join(self.folder, name), "rb") as file:
                data = file.read()
            files.append({
                "filename": name, "url": f"../../files/{name}", "size": len(data),
                "hashes": {"sha256": hashlib.sha256(data).hexdigest()},
                "upload-time": "2026-01-02T03:04:05.678901Z", "yanked": False,
                "core-metadata": {"sha256": hashlib.sha256(metadata(data)).hexdigest()}})
        if not files:
            return self.answer(404, "text/plain", b"")
        body = {"meta": {"api-version": "1.1"}, "name": project, "files": files}
        self.answer(200, JSON, json.dumps(body).encode())

    def answer(self, status, kind, data):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def metadata(wheel):
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        path = next(p for p in archive.namelist() if p.endswith(".dist-info/METADATA"))
        return archive.read(path)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def another_server():
    """An Assay of its own that takes packages in from another index, and asks for no token."""
    os.makedirs(OtherIndex.folder, exist_ok=True)
    for name in ["alpha-1.0", "copyleft-1.0", "Beta_Tools-1.0"]:
        shutil.copy(os.path.join(PACKAGES, f"{name}-py3-none-any.whl"), OtherIndex.folder)
    with zipfile.ZipFile(os.path.join(
            OtherIndex.folder, "tampered-1.0-py3-none-any.whl"), "w") as wheel:
        wheel.writestr("tampered.py", "RELEASE = 1\n")
        wheel.writestr("tampered-1.0.dist-info/METADATA",
                       "Metadata-Version: 2.4\nName: tampered\nVersion: 1.0\n"
                       "License-Expression: MIT\n")
        wheel.writestr("tampered-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\n")
        wheel.writestr("tampered-1.0.dist-info/RECORD", "")
    other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), OtherIndex)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    home = {"ASSAY_HOME": os.path.join(WORK, "second")}
    run([PROGRAM, "advisories", "import", os.path.join(WORK, "advisory.json")], **home)
    port = free_port()
    with open(os.path.join(WORK, "second.log"), "w") as log:
        server = subprocess.Popen(
            [PROGRAM, "serve", "--port", str(port), "--trust-this-machine", "--package-upstream",
             f"http://127.0.0.1:{other.server_port}/simple"],
            env={**os.environ, **home}, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(120):
            try:
                if get(address + "/health", token=None)[0] == 200:
                    break
            except OSError:
                pass
            time.sleep(0.25)
        yield address, home
    finally:
        server.terminate()
        server.wait()
        other.shutdown()


@flow
def another_index_is_asked_when_somebody_asks():
    with another_server() as (address, home):
        index = address + "/pypi/simple/"
        for installer in BOTH:
            same(installer("alpha", index=index)[0], {"alpha": "1.0", "beta-tools": "1.0"})
            refused(lambda: installer("copyleft==1.0", index=index), "GPL-3.0-only",
                    "not one that we take", "/versions/package:copyleft@1")
            refused(lambda: installer("tampered", index=index))
            refused(lambda: installer("never-there", index=index))
        fetched = [path for path in OtherIndex.asked if path.endswith("alpha-1.0-py3-none-any.whl")]
        same(len(fetched), 1)
        listed = json.loads(get(index + "alpha/", token=None)[1])["files"][0]
        same(listed["upload-time"], "2026-01-02T03:04:05.678Z")
        same(get(index + "tampered/", token=None)[0], 200)
        done = run([PROGRAM, "installations", "alpha", "--json"], **home)
        same(len(json.loads(done)["installations"]), 2)
        same({row["byName"] for row in json.loads(done)["installations"]}, {"this-machine"})
        # What was taken in is here also when the other index is not.
        same("package:alpha@1" in run([PROGRAM, "show", "package:alpha@1", "--json"], **home), True)


# Against Python's own readers


@flow
def metadata_and_versions_are_those_of_packaging():
    for file in os.listdir(PACKAGES):
        if not file.endswith(".whl"):
            continue
        name, release, _, _ = parse_wheel_filename(file)
        listed = files(name)[file]
        with zipfile.ZipFile(os.path.join(PACKAGES, file)) as wheel:
            path = next(p for p in wheel.namelist() if p.endswith(".dist-info/METADATA"))
            raw = wheel.read(path)
        meant = Metadata.from_email(raw, validate=False)
        same(listed.get("requires-python"),
             str(meant.requires_python) if meant.requires_python else None)
        same(listed["core-metadata"]["sha256"], hashlib.sha256(raw).hexdigest())
        with open(os.path.join(PACKAGES, file), "rb") as bytes_:
            same(listed["hashes"]["sha256"], hashlib.sha256(bytes_.read()).hexdigest())
        same(listed["size"], os.path.getsize(os.path.join(PACKAGES, file)))
    for project in ["alpha", "beta-tools", "copyleft"]:
        versions = json.loads(get(f"/pypi/simple/{project}/")[1])["versions"]
        same(versions, sorted(versions, key=Version))


@flow
def file_names_are_those_of_packaging():
    folder = os.path.join(WORK, "names")
    os.makedirs(folder)
    stems = ["a", "A_b", "a.b", "a__b", "a-b", "a-1", "1", "a_1.0", "_a", "a_", "é", "a b", ""]
    versions = ["1", "1.0", "v1.0", "1.0rc1", "1.0-1", "1!2", "1.0+x.1", "1.0+x_1", "x", "1..0",
                "1.0.dev", "01.0", ""]
    tails = [".whl", "-py3.whl", "-py3-none.whl", "-py3-none-any.whl", "-1-py3-none-any.whl",
             "-1a-py2.py3-none-any.whl", "-a-py3-none-any.whl", "-py3--any.whl",
             "-py3-none-any-x-y.whl", ".tar.gz", ".zip", ".tar.bz2", ".egg", "-py3-none-any.WHL"]
    names = sorted({f"{s}-{v}{t}" for s in stems for v in versions for t in tails})
    for name in names:
        open(os.path.join(folder, name), "w").close()
    done = subprocess.run(
        [PROGRAM, "intake", "packages", folder, "--json"], capture_output=True, text=True)
    ours = {row["path"] for row in json.loads(done.stdout)["files"]}
    different = [name for name in names if (name in ours) != is_name(name)]
    if different:
        raise AssertionError(f"{len(different)} of {len(names)} differ: {different[:12]}")


def is_name(name):
    try:
        if name.endswith(".whl"):
            project, *_ = parse_wheel_filename(name)
        elif name.endswith((".tar.gz", ".zip")):
            project, _ = parse_sdist_filename(name)
        else:
            return False
    except (InvalidWheelFilename, InvalidSdistFilename):
        return False
    # `packaging` lets pass what no index does: names that PEP 508 has not, and empty tags.
    valid = project and project[0].isalnum() and project[-1].isalnum() and name.isascii()
    return bool(valid and " " not in name and "--" not in name.removesuffix(".tar.gz")
                if name.endswith(".whl") else valid and " " not in name)


# ASSAY_FLOWS picks some, by words of their names.
words = os.environ.get("ASSAY_FLOWS", "").split()
flows = [f for f in flows if not words or any(word in f.__name__ for word in words)]
failures = 0
for function in flows:
    name = function.__name__.replace("_", " ")
    try:
        function()
        print(f"ok   {name}", flush=True)
    except Exception as error:  # noqa: BLE001
        failures += 1
        said = str(error) or type(error).__name__
        print(f"FAIL {name}: {type(error).__name__}: {said}", flush=True)
print(f"{len(flows) - failures} of {len(flows)} flows")
sys.exit(1 if failures else 0)
