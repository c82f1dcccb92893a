"""The Python side of check-supply-chain.sh: packages, their vulnerabilities as packaging sees them.

write ADVISORIES FOLDER SEED    writes each kind of list of packages, and what is true of them
truth ADVISORIES FOLDER         what is true of the environment whose Python runs this
check FOLDER                    holds what `assay check --json` said of each against the truth
"""

import collections
import importlib.metadata
import json
import pathlib
import random
import re
import sys
import tarfile

import yaml
from packaging.version import InvalidVersion, Version

PACKAGES = 250


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def parsed(text):
    try:
        return Version(text)
    except InvalidVersion:
        return None


class Advisories:
    """OSV's rules, written from its specification; the slow way."""

    def __init__(self, archive):
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.affected = collections.defaultdict(list)
        self.aliases = {}
        with tarfile.open(archive) as files:
            for member in files:
                if not member.name.endswith((".yaml", ".yml", ".json")):
                    continue
                advisory = yaml.load(files.extractfile(member), loader)
                if advisory.get("withdrawn"):
                    continue
                self.aliases[advisory["id"]] = {advisory["id"], *advisory.get("aliases", [])}
                for affected in advisory.get("affected", []):
                    if affected["package"]["ecosystem"] == "PyPI":
                        name = plain(affected["package"]["name"])
                        self.affected[name].append((advisory["id"], affected))

    def of(self, name, text):
        """Identifiers, each with the smallest version that mends it."""
        version = Version(text)
        found = {}
        for identifier, affected in self.affected[plain(name)]:
            ranges = ecosystem(affected)
            listed = any(parsed(v) == version for v in affected.get("versions", []))
            if not listed and not any(within(version, events) for events in ranges):
                continue
            fixes = [Version(e["fixed"]) for events in ranges for e in events if "fixed" in e]
            found.setdefault(identifier, []).extend(fix for fix in fixes if fix > version)
        return {key: str(min(fixes)) if fixes else None for key, fixes in found.items()}


def ecosystem(affected):
    return [r["events"] for r in affected.get("ranges", []) if r["type"] == "ECOSYSTEM"]


def place(event):
    value = next(iter(event.values()))
    return Version("0.dev0") if value == "0" else parsed(value)


def within(version, events):
    """The events in the order of their versions: what the last one before the version said."""
    is_within = False
    for event in sorted(events, key=place):
        if "introduced" in event:
            is_within = is_within or event["introduced"] == "0" or version >= place(event)
        elif "fixed" in event and version >= place(event):
            is_within = False
        elif "last_affected" in event and version > place(event):
            is_within = False
    return is_within


def chosen(advisories, rng):
    """A version of each of some packages: affected ones, and versions beside those."""
    # Bounds that are no versions of PEP 440 leave some undecided; they are asked about elsewhere.
    names = [name for name, entries in sorted(advisories.affected.items())
             if all(place(event) for _, affected in entries for r in ecosystem(affected)
                    for event in r)]
    for name in rng.sample(names, PACKAGES):
        versions = sorted({v for _, a in advisories.affected[name] for v in a.get("versions", [])
                           if parsed(v)})
        fixes = sorted({e["fixed"] for _, a in advisories.affected[name]
                        for events in ecosystem(a) for e in events if "fixed" in e})
        pool = [*(versions or ["1.0"]), *fixes, "0.0.0.dev0", "99999"]
        yield spelled(name, rng), rng.choice(pool)


def spelled(name, rng):
    """PEP 503 says that these are one name."""
    return rng.choice([name, name, name.replace("-", "_"), name.replace("-", "."), name.title()])


def write(archive, folder, seed):
    folder, rng = pathlib.Path(folder), random.Random(int(seed))
    advisories = Advisories(archive)
    pairs = list(chosen(advisories, rng))
    truth = {plain(name): [version, advisories.of(name, version)] for name, version in pairs}
    for kind, make in FORMATS.items():
        place = folder / kind
        place.mkdir(parents=True)
        make(place, pairs)
        (folder / f"{kind}.truth").write_text(json.dumps(truth))
    hits = sum(bool(found) for _, found in truth.values())
    print(f"{len(pairs)} packages, {hits} of them vulnerable, {len(FORMATS)} kinds of list")


def requirements(place, pairs):
    half = len(pairs) // 2
    (place / "requirements.txt").write_text("# what we need\n-r more/base.txt\n" + "".join(
        f"{name}=={version} \\\n    --hash=sha256:{'0' * 64}\n" for name, version in pairs[:half]))
    (place / "more").mkdir()
    (place / "more/base.txt").write_text("".join(
        f"{name} == {version} ; python_version >= '3.8'  # why\n" for name, version in pairs[half:]))


def uv(place, pairs):
    (place / "uv.lock").write_text('version = 1\nrequires-python = ">=3.11"\n' + "".join(
        f'\n[[package]]\nname = "{plain(name)}"\nversion = "{version}"\n'
        'source = { registry = "https://pypi.org/simple" }\n' for name, version in pairs))


def poetry(place, pairs):
    (place / "poetry.lock").write_text("# made by hand\n" + "".join(
        f'\n[[package]]\nname = "{name}"\nversion = "{version}"\ndescription = ""\n'
        'optional = false\npython-versions = "*"\nfiles = []\n' for name, version in pairs)
        + '\n[metadata]\nlock-version = "2.0"\npython-versions = "^3.11"\n')


def pipfile(place, pairs):
    half = len(pairs) // 2
    part = lambda some: {name: {"version": f"=={version}", "hashes": []} for name, version in some}
    (place / "Pipfile.lock").write_text(json.dumps({
        "_meta": {"pipfile-spec": 6}, "default": part(pairs[:half]), "develop": part(pairs[half:])}))


def pylock(place, pairs):
    (place / "pylock.toml").write_text('lock-version = "1.0"\ncreated-by = "hand"\n' + "".join(
        f'\n[[packages]]\nname = "{plain(name)}"\nversion = "{version}"\n'
        'index = "https://pypi.org/simple"\n' for name, version in pairs))


def conda(place, pairs):
    (place / "environment.yml").write_text(
        "name: x\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.11\n  - pip\n  - pip:\n"
        + "".join(f'    - "{name}=={version}"\n' for name, version in pairs))


def site_packages(place, pairs):
    installed(place, pairs, "dist-info", "METADATA")


def eggs(place, pairs):
    """As setuptools and Debian's packages install."""
    installed(place, pairs, "egg-info", "PKG-INFO")


def installed(place, pairs, ending, file):
    for name, version in pairs:
        stem = f"{plain(name).replace('-', '_')}-{version}"
        path = place / f"lib/python3.11/site-packages/{stem}.{ending}"
        path.mkdir(parents=True)
        (path / file).write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nText\n")


FORMATS = {
    "requirements.txt": requirements, "uv.lock": uv, "poetry.lock": poetry,
    "Pipfile.lock": pipfile, "pylock.toml": pylock, "environment.yml": conda,
    "site-packages": site_packages, "eggs": eggs,
}


def truth(archive, folder):
    advisories = Advisories(archive)
    installed = {plain(d.metadata["Name"]): d.version for d in importlib.metadata.distributions()}
    pathlib.Path(f"{folder}.truth").write_text(json.dumps(
        {name: [version, advisories.of(name, version)] for name, version in installed.items()}))


def check(folder):
    faults = 0
    for path in sorted(pathlib.Path(folder).glob("*.truth")):
        known = json.loads(path.read_text())
        report = json.loads(path.with_suffix(".json").read_text())
        findings = [f for file in report["files"] for f in file["findings"]]
        wrong = list(differences(known, findings))
        wanted = sum(len(found) for _, found in known.values())
        print(f"{path.stem:18} {len(known):4} packages, {wanted:4} vulnerabilities, "
              f"{len(wrong)} differences")
        for line in wrong[:10]:
            print(f"  {line}")
        faults += len(wrong)
    sys.exit(1 if faults else 0)


def differences(known, findings):
    said = collections.defaultdict(dict)
    for finding in findings:
        if finding["rule"] == "undecided-dependency":
            # conda's own packages are not PyPI's: nobody can say.
            if finding["subject"] not in ("python", "pip"):
                yield f"undecided: {finding['message'][:150]}"
            continue
        match = re.fullmatch(r"(\S+) (\S+) has (.+?), (?:fixed in (\S+?)|and no fixed version is known)(?:: .*)?",
                             finding["message"], re.S)
        if finding["rule"] != "vulnerable-dependency" or not match:
            continue
        for identifier in match[3].split(", "):
            said[plain(match[1])][identifier] = (match[2], match[4])
    for name, (version, found) in known.items():
        theirs = said.pop(name, {})
        for identifier, fixed in found.items():
            if identifier not in theirs:
                yield f"{name} {version}: {identifier} is not named"
            elif parsed(theirs[identifier][0]) != parsed(version):
                yield f"{name} {version}: said of {theirs[identifier][0]}"
            elif fixed and (not theirs[identifier][1]
                            or parsed(theirs[identifier][1]) != parsed(fixed)):
                yield f"{name} {version}: {identifier} is fixed in {fixed}, said {theirs[identifier][1]}"
        if theirs and not found:
            yield f"{name} {version}: has nothing, said {sorted(theirs)[:3]}"
    for name, theirs in said.items():
        yield f"{name} is not in the list, said {sorted(theirs)[:3]}"


if __name__ == "__main__":
    {"write": write, "truth": truth, "check": check}[sys.argv[1]](*sys.argv[2:])
