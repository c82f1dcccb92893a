"""The Python side of check-bom.sh.

write FOLDER SEED   writes bills with CycloneDX's and SPDX's own libraries
check FOLDER        validates the bills in a folder
"""

import datetime
import io
import json
import pathlib
import random
import re
import sys
import time

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from jsonschema import Draft7Validator, ValidationError
from packageurl import PackageURL
from spdx_python_model import v3_0_1 as spdx


def foreign_cyclonedx(folder, rng):
    for version in ("V1_4", "V1_5", "V1_6", "V1_7"):
        if not hasattr(SchemaVersion, version):
            continue
        bom = Bom()
        bom.metadata.component = Component(name="root", type=ComponentType.APPLICATION, bom_ref="r")
        count = rng.randrange(1, 60)
        for index in range(count):
            licence = rng.choice(
                [DisjunctiveLicense(id="MIT"), LicenseExpression("MIT OR Apache-2.0"),
                 DisjunctiveLicense(name="Own ✓")])
            bom.components.add(Component(
                name=f"päckage-{index}", version="1.0", bom_ref=f"c{index}",
                purl=PackageURL("pypi", None, f"Package_{index}", "1.0", {"a": "b c"}),
                licenses=[licence],
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content="ab" * 32)]))
        text = make_outputter(bom, OutputFormat.JSON, SchemaVersion[version]).output_as_string()
        (folder / f"{version}.json").write_text(text)
        (folder / f"{version}.json.count").write_text(str(count + 1))


def foreign_spdx(folder, rng):
    objects = spdx.SHACLObjectSet()
    info = spdx.CreationInfo(
        _id="_:info", specVersion="3.0.1",
        created=datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0))
    maker = spdx.Person(_id="urn:x#maker", name="Ann", creationInfo=info)
    info.createdBy = [maker]
    package = spdx.ai_AIPackage(
        _id="urn:x#model", name="m", creationInfo=info, software_packageVersion="1")
    package.verifiedUsing.append(spdx.Hash(algorithm=spdx.HashAlgorithm.sha256, hashValue="ab" * 32))
    bom = spdx.software_Sbom(_id="urn:x#bom", creationInfo=info, rootElement=[package])
    count = rng.randrange(1, 60)
    for index in range(count):
        objects.add(spdx.software_Package(
            _id=f"urn:x#p{index}", name=f"p{index}", creationInfo=info,
            software_packageUrl=f"pkg:pypi/p{index}@1"))
    for element in (maker, package, bom):
        objects.add(element)
    data = io.BytesIO()
    spdx.JSONLDSerializer().write(objects, data)
    (folder / "spdx3.json").write_bytes(data.getvalue())
    (folder / "spdx3.json.count").write_text(str(count + 1))


def unique_items(validator, wanted, instance, schema):
    """The keyword's meaning in O(n); jsonschema compares every two objects, for minutes."""
    if wanted and validator.is_type(instance, "array"):
        texts = [json.dumps(item, sort_keys=True) for item in instance]
        if len(texts) != len(set(texts)):
            yield ValidationError("an item stands twice")


def check_cyclonedx(paths):
    Draft7Validator.VALIDATORS["uniqueItems"] = unique_items
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    faults = 0
    for path in paths:
        text = path.read_text()
        document = json.loads(text)
        refs = []
        collect_refs(document, refs)
        if len(refs) != len(set(refs)):
            print(f"{path.name}: a bom-ref stands twice")
            faults += 1
        error = validator.validate_str(text)
        if error is not None:
            print(f"{path.name}: {str(error)[:2000]}")
            faults += 1
    return faults


def collect_refs(value, refs):
    if isinstance(value, dict):
        if "bom-ref" in value:
            refs.append(value["bom-ref"])
        for inner in value.values():
            collect_refs(inner, refs)
    elif isinstance(value, list):
        for inner in value:
            collect_refs(inner, refs)


# What the AI and dataset profiles ask for beyond the model (SPDX 3.0.1, conformance).
MANDATORY = {
    "ai_AIPackage": [
        "releaseTime", "suppliedBy", "software_downloadLocation", "software_packageVersion",
        "software_primaryPurpose"],
    "dataset_DatasetPackage": [
        "dataset_datasetType", "builtTime", "originatedBy", "releaseTime",
        "software_downloadLocation", "software_primaryPurpose"],
}


def check_spdx(paths):
    faults = 0
    for path in paths:
        document = json.loads(path.read_text())
        objects = spdx.SHACLObjectSet()
        try:
            spdx.JSONLDDeserializer().read(io.BytesIO(path.read_bytes()), objects)
            # Writing checks that all that must be there is.
            spdx.JSONLDSerializer().write(objects, io.BytesIO())
        except Exception as error:  # noqa: BLE001
            print(f"{path.name}: {error!r}"[:2000])
            faults += 1
            continue
        missing = objects.link() if hasattr(objects, "link") else set()
        known = {"NoAssertionElement", "NoAssertionLicense"}
        missing = {str(m) for m in (missing or set()) if str(m).split("/")[-1] not in known}
        if missing:
            print(f"{path.name}: leads to {sorted(missing)[:3]}, which are not there")
            faults += 1
        graph = document["@graph"]
        ids = [e["spdxId"] for e in graph if "spdxId" in e]
        if len(ids) != len(set(ids)):
            print(f"{path.name}: an identifier stands twice")
            faults += 1
        for element in graph:
            for name in MANDATORY.get(element["type"], []):
                if name not in element:
                    print(f"{path.name}: {element['type']} has no {name}")
                    faults += 1
            if element["type"] in MANDATORY:
                for relation in ("hasDeclaredLicense", "hasConcludedLicense"):
                    found = [e for e in graph if e.get("relationshipType") == relation
                             and e["from"] == element["spdxId"]]
                    if len(found) != 1:
                        print(f"{path.name}: {len(found)} {relation} of {element['spdxId']}")
                        faults += 1
    return faults


def check_urls(paths):
    faults = count = 0
    for path in paths:
        for component in json.loads(path.read_text()).get("components", []):
            if "purl" not in component or path.name.startswith("large"):
                continue
            ours = component["purl"]
            # The library trims and lowers bytes that it has already encoded, leaves `/` in names
            # as it is, and keeps PyPI's dots, which PEP 503 makes dashes.
            if re.search("%(?!40)|/.*[.].*@", ours):
                continue
            count += 1
            try:
                theirs = PackageURL.from_string(ours).to_string()
            except ValueError as error:
                theirs = str(error)
            if ours != theirs:
                print(f"{path.name}: {ours!r} is canonically {theirs!r}")
                faults += 1
    return faults, count


def main():
    folder = pathlib.Path(sys.argv[2])
    if sys.argv[1] == "write":
        rng = random.Random(int(sys.argv[3]))
        foreign_cyclonedx(folder, rng)
        foreign_spdx(folder, rng)
        return
    cyclonedx, spdx3 = sorted(folder.glob("*.cdx.json")), sorted(folder.glob("*.spdx.json"))
    start = time.time()
    faults = check_cyclonedx(cyclonedx)
    print(f"CycloneDX 1.6: {len(cyclonedx)} documents, {faults} faults, {time.time() - start:.1f} s")
    start = time.time()
    wrong = check_spdx(spdx3)
    print(f"SPDX 3.0.1: {len(spdx3)} documents, {wrong} faults, {time.time() - start:.1f} s")
    urls, count = check_urls(cyclonedx)
    print(f"package URLs: {count}, {urls} not canonical")
    sys.exit(1 if faults + wrong + urls or not cyclonedx else 0)


main()
