"""What people do with DVC; run by dvc-flows.sh.

ADDRESS PROGRAM TOKEN WORK
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request

ADDRESS, PROGRAM, TOKEN, WORK = sys.argv[1:]
DVC = os.path.join(os.path.dirname(sys.executable), "dvc")
flows = []


def flow(function):
    flows.append(function)
    return function


def run(*command, at=None, fails=False):
    done = subprocess.run(
        command, cwd=at, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
    said = done.stdout + done.stderr
    if bool(done.returncode) != fails:
        raise AssertionError(f"{' '.join(command)} ended with {done.returncode}: {said}")
    return said


def same(found, wanted):
    if found != wanted:
        raise AssertionError(f"{found!r} is not {wanted!r}")


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def read(path):
    with open(path) as file:
        return file.read()


def repository(name):
    place = os.path.join(WORK, name)
    os.makedirs(place)
    run(DVC, "init", "--no-scm", "--quiet", at=place)
    configure(place)
    return place


def configure(place, path="/dvc"):
    run(DVC, "remote", "add", "--force", "--default", "assay", ADDRESS + path, at=place)
    run(DVC, "remote", "modify", "assay", "auth", "basic", at=place)
    run(DVC, "remote", "modify", "--local", "assay", "user", "__token__", at=place)
    run(DVC, "remote", "modify", "--local", "assay", "password", TOKEN, at=place)


def forget(place, *paths):
    shutil.rmtree(os.path.join(place, ".dvc", "cache"), ignore_errors=True)
    for path in paths:
        whole = os.path.join(place, path)
        shutil.rmtree(whole) if os.path.isdir(whole) else os.remove(whole)


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def ask(method, path, data=None, token=TOKEN):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(ADDRESS + path, method=method, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@flow
def pushes_and_pulls_files_and_folders():
    place = repository("data")
    write(f"{place}/one.csv", "a,b\n1,2\n")
    for number in range(20):
        write(f"{place}/many/{number % 3}/{number}.txt", f"file {number}\n")
    with open(f"{place}/large.bin", "wb") as file:
        file.write(os.urandom(8 << 20))
    with open(f"{place}/large.bin", "rb") as file:
        large = hashlib.sha256(file.read()).hexdigest()
    run(DVC, "add", "--quiet", "one.csv", "many", "large.bin", at=place)
    run(DVC, "push", "--quiet", at=place)
    forget(place, "one.csv", "many", "large.bin")
    run(DVC, "pull", "--quiet", at=place)
    same(read(f"{place}/one.csv"), "a,b\n1,2\n")
    same(read(f"{place}/many/1/7.txt"), "file 7\n")
    with open(f"{place}/large.bin", "rb") as file:
        same(hashlib.sha256(file.read()).hexdigest(), large)
    same("in sync" in run(DVC, "status", "--cloud", at=place), True)
    # Again, nothing is sent.
    same("up to date" in run(DVC, "push", at=place), True)


@flow
def puts_where_it_is_told_to():
    place = repository("put")
    run(DVC, "remote", "modify", "assay", "method", "PUT", at=place)
    write(f"{place}/x.txt", "by PUT\n")
    run(DVC, "add", "--quiet", "x.txt", at=place)
    run(DVC, "push", "--quiet", at=place)
    forget(place, "x.txt")
    run(DVC, "pull", "--quiet", at=place)
    same(read(f"{place}/x.txt"), "by PUT\n")


@flow
def uses_a_token_as_a_header():
    place = repository("header")
    run(DVC, "remote", "modify", "assay", "auth", "custom", at=place)
    run(DVC, "remote", "modify", "assay", "custom_auth_header", "Authorization", at=place)
    run(DVC, "remote", "modify", "--local", "assay", "password", f"Bearer {TOKEN}", at=place)
    write(f"{place}/x.txt", "by header\n")
    run(DVC, "add", "--quiet", "x.txt", at=place)
    run(DVC, "push", "--quiet", at=place)
    forget(place, "x.txt")
    run(DVC, "pull", "--quiet", at=place)


@flow
def a_wrong_token_pushes_nothing():
    place = repository("wrong")
    run(DVC, "remote", "modify", "--local", "assay", "password", "wrong", at=place)
    write(f"{place}/x.txt", "by nobody\n")
    run(DVC, "add", "--quiet", "x.txt", at=place)
    run(DVC, "push", "--quiet", at=place, fails=True)
    digest = md5("by nobody\n")
    same(ask("GET", f"/dvc/files/md5/{digest[:2]}/{digest[2:]}")[0], 404)


@flow
def bytes_of_another_md5_are_refused():
    digest = md5("these\n")
    path = f"/dvc/files/md5/{digest[:2]}/{digest[2:]}"
    same(ask("POST", path, b"others\n")[0], 400)
    same(ask("GET", path)[0], 404)
    same(ask("POST", path, b"these\n")[0], 200)
    same(ask("GET", path), (200, b"these\n"))
    same(ask("GET", path, token=None)[0], 401)


@flow
def impact_walks_through_a_pipeline():
    place = repository("pipeline")
    write(f"{place}/raw/a.csv", "1\n")
    write(f"{place}/raw/b.csv", "2\n")
    write(f"{place}/dvc.yaml", (
        "stages:\n"
        "  prepare:\n"
        "    cmd: cat raw/a.csv raw/b.csv > clean.csv\n"
        "    deps: [raw]\n"
        "    outs: [clean.csv]\n"
        "  train:\n"
        "    cmd: wc -l clean.csv > model.txt\n"
        "    deps: [clean.csv]\n"
        "    outs: [model.txt]\n"))
    run(DVC, "add", "--quiet", "raw", at=place)
    run(DVC, "repro", "--quiet", at=place)
    first = json.loads(run(PROGRAM, "lineage", "dvc", ".", "--json", at=place))["activities"]
    # What a folder consists of is said by raw.dvc and by dvc.lock, and is new once.
    stages = [row for row in first if row["name"].startswith(("prepare:", "train:"))]
    same([row["isNew"] for row in stages], [True, True])
    again = json.loads(run(PROGRAM, "lineage", "dvc", ".", "--json", at=place))["activities"]
    same(any(row["isNew"] for row in again), False)
    model = read(f"{place}/model.txt")
    # From one file of the folder, by DVC's own name, to the model two stages on.
    for start in ["md5:" + md5("1\n"), f"{place}/clean.csv"]:
        reached = run(PROGRAM, "impact", start, "--json")
        same("md5:" + md5(model) in reached, True)
        same("sha256:" + hashlib.sha256(model.encode()).hexdigest() in reached, True)
    upstream = run(PROGRAM, "impact", f"{place}/model.txt", "--upstream", "--json")
    same("md5:" + md5("2\n") in upstream, True)


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
        print(f"FAIL {name}: {type(error).__name__}: {error}", flush=True)
print(f"{len(flows) - failures} of {len(flows)} flows")
sys.exit(1 if failures else 0)
