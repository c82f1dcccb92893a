"""What people do with huggingface_hub and transformers, against a server that governs.

hub_flows.py ADDRESS PROGRAM FOLDER
"""

import json
import os
import struct
import subprocess
import sys
import tempfile
import traceback

import huggingface_hub
from huggingface_hub import HfApi, hf_hub_download, snapshot_download

address, program, work = sys.argv[1:4]
version = huggingface_hub.__version__
api = HfApi(endpoint=address)
files = tempfile.mkdtemp(dir=work)
failures = 0


def flow(function):
    """Runs a flow and says how it went."""
    global failures
    name = function.__name__.replace("_", " ")
    try:
        function()
        print("ok", name)
    except Exception as error:  # A flow may fail in any way.
        failures += 1
        print(f"FAIL {name}: {type(error).__name__}: {str(error)[:600]}")
        if os.environ.get("ASSAY_FLOW_TRACES"):
            traceback.print_exc()


def assay(*arguments):
    """What a person types where the server's home is."""
    done = subprocess.run(
        [program, *arguments], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode in (0, 1, 2), done.stderr + done.stdout
    return done.stdout


def refused(function, *words):
    """The text of the refusal as the client's user sees it."""
    try:
        function()
    except Exception as error:  # Of the client's own kind, or of transformers'.
        text = f"{type(error).__name__} {error}"
        for word in words:
            assert word in text, f"no {word!r} in: {text}"
        return text
    raise AssertionError("it was not refused")


def safetensors(path, count):
    """A file with one tensor of so many numbers."""
    header = json.dumps(
        {"w": {"dtype": "F32", "shape": [count], "data_offsets": [0, 4 * count]}}
    ).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(header)) + header)
        file.write(struct.pack(f"<{count}f", *range(count)))


def write(path, text):
    whole = os.path.join(files, path)
    os.makedirs(os.path.dirname(whole), exist_ok=True)
    with open(whole, "w", encoding="utf-8") as file:
        file.write(text)


write("model/README.md", "---\nlicense: mit\nlibrary_name: transformers\ntags: [mail]\n---\n# M\n")
write("model/config.json", json.dumps({"model_type": "bert", "vocab_size": 5}))
write("model/vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhello\nworld\n")
write(
    "model/tokenizer_config.json",
    json.dumps({"tokenizer_class": "BertTokenizer", "do_lower_case": True}),
)
write("model/data/a b.txt", "plain")
safetensors(os.path.join(files, "model/model.safetensors"), 1000)
# Beyond what every client sends within a commit.
safetensors(os.path.join(files, "large.safetensors"), 3_000_000)
write("bad/README.md", "---\nlicense: mit\n---\n")
write("bad/model.pkl", "cos\nsystem\n(S'id'\ntR.")


@flow
def create_repo():
    url = api.create_repo("org/model")
    assert str(url) == f"{address}/org/model", url
    assert url.repo_id == "org/model"


@flow
def upload_folder():
    commit = api.upload_folder(repo_id="org/model", folder_path=os.path.join(files, "model"))
    assert len(commit.oid) == 40, commit


@flow
def create_repo_again():
    refused(lambda: api.create_repo("org/model"), "409")
    assert api.create_repo("org/model", exist_ok=True).repo_id == "org/model"


@flow
def what_nobody_approved_says_why():
    for ask in (
        lambda: snapshot_download("org/model"),
        lambda: hf_hub_download("org/model", "config.json"),
        lambda: api.model_info("org/model"),
    ):
        text = refused(
            ask, "GatedRepo", "may not be used yet", "assay describe model:org--model",
            f"{address}/versions/model:org--model@1?to=use",
        )
    print("   " + " ".join(text.split())[:200])
    assert list(api.list_models()) == []


@flow
def transformers_shows_the_refusal():
    try:
        from transformers import AutoTokenizer
    except ImportError:
        return
    refused(lambda: AutoTokenizer.from_pretrained("org/model"), "may not be used yet")


@flow
def describe_and_use():
    assay("describe", "model:org--model", "--purpose", "sorts mail", "--risk", "low")
    folder = snapshot_download("org/model")
    with open(os.path.join(folder, "data/a b.txt"), encoding="utf-8") as file:
        assert file.read() == "plain"
    assert snapshot_download("org/model") == folder


@flow
def high_risk_takes_an_approval():
    api.upload_folder(repo_id="org/high", folder_path=os.path.join(files, "model"))
    assay("describe", "model:org--high", "--purpose", "sizes credit")
    refused(
        lambda: hf_hub_download("org/high", "config.json"),
        "assay approve org--high@1 --to use",
    )
    assay("approve", "org--high@1", "--to", "use", "--as", "ruth@example.org:risk-reviewer")
    assert hf_hub_download("org/high", "config.json")


@flow
def model_info():
    info = api.model_info("org/model", files_metadata=True)
    assert info.id == "org/model" and len(info.sha) == 40
    assert info.library_name == "transformers" and "mail" in info.tags
    names = {sibling.rfilename: sibling.size for sibling in info.siblings}
    assert names["data/a b.txt"] == 5, names
    assert info.card_data["license"] == "mit"


@flow
def list_models():
    assert [model.id for model in api.list_models(search="model")] == ["org/model"]
    assert [model.id for model in api.list_models(author="org", limit=1)] != []
    assert list(api.list_models(author="nobody")) == []


@flow
def trees_and_files():
    tree = list(api.list_repo_tree("org/model", recursive=True))
    assert {entry.path for entry in tree} >= {"data", "data/a b.txt", "config.json"}
    assert "config.json" in api.list_repo_files("org/model")
    assert api.file_exists("org/model", "config.json")
    assert not api.file_exists("org/model", "none.json")
    assert api.repo_exists("org/model") and not api.repo_exists("org/none")
    assert [entry.path for entry in api.get_paths_info("org/model", ["config.json"])]
    assert api.list_repo_refs("org/model").branches[0].name == "main"


@flow
def what_is_not_there():
    refused(lambda: hf_hub_download("org/model", "none.json"), "EntryNotFound")
    refused(lambda: hf_hub_download("org/none", "config.json"), "RepositoryNotFound")
    refused(
        lambda: hf_hub_download("org/model", "config.json", revision="dev"), "RevisionNotFound"
    )


@flow
def ranges():
    metadata = api.get_safetensors_metadata("org/model")
    assert metadata.parameter_count == {"F32": 1000}, metadata


@flow
def upload_file_and_a_large_one():
    first = api.model_info("org/model").sha
    commit = api.upload_file(
        path_or_fileobj=b"more", path_in_repo="more.txt", repo_id="org/model"
    )
    assert commit.oid != first
    api.upload_file(
        path_or_fileobj=os.path.join(files, "large.safetensors"),
        path_in_repo="large.safetensors", repo_id="org/model",
    )
    path = hf_hub_download("org/model", "large.safetensors")
    with open(path, "rb") as got, open(os.path.join(files, "large.safetensors"), "rb") as sent:
        assert got.read() == sent.read()
    assert open(hf_hub_download("org/model", "more.txt"), "rb").read() == b"more"
    old = hf_hub_download("org/model", "config.json", revision=first)
    assert os.path.exists(old)
    refused(lambda: hf_hub_download("org/model", "more.txt", revision=first), "EntryNotFound")


@flow
def commits_follow_one_another():
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete

    head = api.model_info("org/model").sha
    api.create_commit(
        "org/model", [CommitOperationDelete("more.txt")], commit_message="x", parent_commit=head
    )
    refused(
        lambda: api.create_commit(
            "org/model", [CommitOperationAdd("y.txt", b"y")], commit_message="y",
            parent_commit=head,
        ),
        "412",
    )
    assert "more.txt" not in api.list_repo_files("org/model")


@flow
def a_dangerous_file_is_given_to_nobody():
    api.upload_folder(repo_id="org/bad", folder_path=os.path.join(files, "bad"))
    assay("describe", "model:org--bad", "--purpose", "none", "--risk", "low")
    refused(lambda: snapshot_download("org/bad"), "a file is dangerous", "model.pkl")


@flow
def one_name_alone():
    api.upload_folder(repo_id="solo", folder_path=os.path.join(files, "model"))
    assay("describe", "model:solo", "--purpose", "alone", "--risk", "low")
    assert hf_hub_download("solo", "config.json")
    assert api.model_info("solo").id == "solo"


@flow
def a_tokenizer():
    try:
        from transformers import AutoTokenizer
    except ImportError:
        return
    tokenizer = AutoTokenizer.from_pretrained("org/model")
    assert tokenizer.tokenize("hello world") == ["hello", "world"]


@flow
def a_folder_taken_in():
    write("mirror/team/small/README.md", "---\nlicense: apache-2.0\n---\n")
    write("mirror/team/small/config.json", "[]")
    said = assay("intake", "hub", os.path.join(files, "mirror"))
    assert "team/small" in said, said
    assay("describe", "model:team--small", "--purpose", "small", "--risk", "low")
    assert hf_hub_download("team/small", "config.json")


@flow
def what_was_recalled_and_what_came_of_it():
    write("tuned/README.md", "---\nlicense: mit\nbase_model: org/model\n---\n")
    write("tuned/config.json", "{\"tuned\": 1}")
    api.upload_folder(repo_id="org/tuned", folder_path=os.path.join(files, "tuned"))
    assay("describe", "model:org--tuned", "--purpose", "tuned", "--risk", "low")
    assert hf_hub_download("org/tuned", "config.json")
    assay(
        "recall", "org--model@1", "--because", "consent withdrawn",
        "--as", "ruth@example.org:risk-reviewer",
    )
    refused(
        lambda: hf_hub_download("org/tuned", "config.json", force_download=True),
        "it was made from", "org/model", "consent withdrawn",
    )


sys.exit(1 if failures else 0)
