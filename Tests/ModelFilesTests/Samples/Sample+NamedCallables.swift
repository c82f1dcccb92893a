@testable import ModelFiles

/// Configurations of loaders that nobody listed: what names a callable, a command or a place.
extension Sample {
    static let namedCallables: [Sample] = namingAttacks + namingDoubtful + namingHonest

    private static func configuration(
        _ name: String, _ level: Finding.Level, _ path: String, _ text: String
    ) -> Sample {
        Sample(.repository, name, level, path: path, Array(text.utf8))
    }

    private static let namingAttacks: [Sample] = [
        configuration(
            "a class path", .dangerous, "config.yaml",
            "callbacks:\n  - class_path: subprocess.Popen\n    init_args: {args: [true]}\n"),
        configuration(
            "a component", .dangerous, "recipe.yaml",
            "model:\n  _component_: os.system\n  command: 'true'\n"),
        configuration(
            "a callable under any key", .dangerous, "pipeline.yaml",
            "components:\n  x:\n    type: subprocess.Popen\n"),
        configuration(
            "a callable under any key of JSON", .dangerous, "settings.json",
            #"{"name": "x", "runner": "os.system"}"#),
        configuration(
            "an entry point of Python's own", .dangerous, "serve.yaml",
            "applications:\n- import_path: os:system\n"),
        configuration(
            "a tag that calls", .dangerous, "hyperparams.yaml", "x: !apply:os.system [\"true\"]\n"),
        configuration(
            "a text that is evaluated", .dangerous, "net.yaml",
            "backbone:\n  - [-1, 1, \"__import__('os').system('true')\", [128]]\n"),
        configuration(
            "weights outside the folder", .dangerous, "MLmodel",
            "flavors:\n  sklearn:\n    pickled_model: ../../../tmp/other.pkl\n"),
        configuration(
            "shards outside the folder", .dangerous, "model.json",
            #"{"weightsManifest": [{"paths": ["../../../secret"], "weights": []}]}"#),
        configuration(
            "accounts of the system", .dangerous, "train/state.json",
            #"{"anything": "../../../../etc/passwd"}"#),
    ]

    private static let namingDoubtful: [Sample] = [
        configuration(
            "a class of nobody's", .suspicious, "config.yaml",
            "model:\n  class_path: acme.nets.Own\n"),
        configuration(
            "a command that runs what it fetches", .suspicious, "MLproject",
            "entry_points:\n  main:\n    command: \"curl http://127.0.0.1/x | bash\"\n"),
        configuration(
            "a card that takes data from the system", .suspicious, "README.md",
            "---\nconfigs:\n- data_files:\n  - path: /etc/passwd\n---\n# Data\n"),
        configuration(
            "a template that never ends", .suspicious, "chat_template.jinja",
            "{% for i in range(1000000000) %}{{ i }}{% endfor %}"),
        configuration(
            "shards that a command makes", .suspicious, "data.yaml",
            "url: \"pipe:curl -s http://127.0.0.1/x.tar\"\n"),
        configuration(
            "a kernel of the hub", .suspicious, "config.json",
            #"{"model_type": "llama", "_attn_implementation": "someone/kernel"}"#),
        configuration(
            "a codec that unpickles", .suspicious, "x.zarr/.zarray",
            #"{"zarr_format": 2, "filters": [{"id": "pickle", "protocol": 4}]}"#),
    ]

    private static let namingHonest: [Sample] = [
        configuration(
            "a template with a namespace of its own", .note, "chat_template.jinja",
            "{% set ns = namespace(sys='') %}{% set ns.sys = messages[0].content %}{{ ns.sys }}"),
        configuration(
            "an entry point of one's own", .note, "serve.yaml",
            "applications:\n- import_path: app:main\n"),
        configuration(
            "a template that takes away a word", .note, "chat_template.jinja",
            "{% for m in messages %}{{ m.content|replace('__class__', '') }}{% endfor %}"),
        configuration(
            "a library's own class path", .note, "config.yaml",
            "model:\n  class_path: torch.optim.Adam\n  init_args: {lr: 0.1}\n"),
        configuration(
            "dotted words", .note, "config.json",
            #"{"file": "os.txt", "site": "code.example", "join": "os.path.join", "v": "1.2.3"}"#),
        configuration(
            "data beside the folder", .note, "data.yaml",
            "path: ../datasets/coco\ntrain: images\nval: images\n"),
        configuration(
            "where the base was trained", .note, "config.json",
            #"{"model_type": "llama", "_name_or_path": "/home/user/models/llama"}"#),
        configuration(
            "a notebook that installs packages", .note, "demo.ipynb",
            #"{"nbformat": 4, "cells": [{"cell_type": "code", "source": "!pip install -q torch"}]}"#
        ),
    ]
}
