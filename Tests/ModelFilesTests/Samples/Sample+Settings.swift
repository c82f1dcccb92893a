@testable import ModelFiles

extension Sample {
    /// Settings that name what is run, and code that loading a model imports.
    static let settings: [Sample] =
        importedCode + hiddenCode + settingFiles + wideTexts
        + protobufTexts + startedCode + prose

    private static func repository(
        _ name: String, level: Finding.Level = .dangerous, _ code: String
    ) -> Sample {
        Sample(
            .repository, name, level,
            files: [
                ("config.json", Array(#"{"auto_map":{"AutoModel":"modeling.Model"}}"#.utf8)),
                ("modeling.py", Array(code.utf8)),
            ])
    }

    private static func file(
        _ path: String, _ name: String, level: Finding.Level = .dangerous, _ text: String
    ) -> Sample {
        Sample(.other, name, level, path: path, Array(text.utf8))
    }

    private static let importedCode: [Sample] = [
        repository(
            "imported code with a client", "import http.client\nhttp.client.HTTPConnection('x')\n"),
        repository(
            "imported code with a shell",
            "async def f(loop):\n    await loop.subprocess_shell('x', 1)\n"),
        repository(
            "imported code that appends",
            "from pathlib import Path\nPath('/root/.bashrc').open('a')\n"),
        repository(
            "imported code that compiles",
            "from torch.utils.cpp_extension import load_inline\nload_inline('x')\n"),
        repository(
            "imported code that picks a function",
            "import os\nfor n in dir(os):\n    getattr(os, n)('x')\n"),
        repository(
            "imported code without danger", level: .suspicious,
            "import torch\nclass Model(torch.nn.Module): pass\n"),
    ]

    private static let hiddenCode: [Sample] = [
        repository("subclasses", "x = ().__class__.__base__.__subclasses__()[1]\n"),
        repository("another coding", "# -*- coding: utf_7 -*-\n+AGkAbQ-\n"),
        file(
            "train.py", "a coding that says nothing", level: .note,
            "# -*- coding: latin-1 -*-\nx = 1\n"),
        file(
            "train.py", "a coding that hides the text", level: .suspicious,
            "# coding: unicode_escape\nx = 1\n"),
    ]

    private static let settingFiles: [Sample] = [
        file(
            "logging.ini", "a class in settings",
            "[handler_x]\nclass=subprocess.Popen\nargs=('x',)\n"),
        file("run.gin", "a function in gin", "model.x = @subprocess.getoutput()\n"),
        file(
            "run.gin", "plain gin", level: .note,
            "model.lr = 0.1\nmodel.x = @keras.layers.Dense()\n"),
        file(
            ".git/config", "a program of Git's", level: .suspicious,
            "[core]\n\tfsmonitor = ./run.sh\n"),
        file(
            ".git/config", "plain settings of Git", level: .note,
            "[core]\n\tbare = false\n\tfsmonitor = true\n"),
        file(".envrc", "a folder's own shell", level: .suspicious, "export A=1\n"),
        file("latest", "a checkpoint outside", "../../elsewhere\n"),
        file(
            "chain.json", "a constructor",
            #"{"lc":1,"type":"constructor","id":["os","system"],"kwargs":{}}"#),
        file(
            "symbol.json", "an operator of the user's", level: .suspicious,
            #"{"nodes":[{"op":"Custom","name":"x"}]}"#),
        file("MANIFEST.json", "a handler outside", #"{"model":{"handler":"../../x.py"}}"#),
    ]

    private static let protobufTexts: [Sample] = [
        file(
            "m.textproto", "external data in escapes",
            #"graph { initializer { external_data { key: "location" value: "..\057..\057etc/x" "y" } } }"#
        ),
        file(
            "m.textproto", "external data beside the model", level: .note,
            #"graph { initializer { external_data { key: "location" value: "x.bin" } } }"#),
        file(
            "net.prototxt", "a layer of Python", level: .suspicious,
            #"layer { type: "Python" python_param { module: "acme" layer: "X" } }"#),
        file(
            "checkpoint", "a checkpoint elsewhere", level: .suspicious,
            #"model_checkpoint_path: "../../x/model.ckpt""#),
        file(
            "checkpoint", "a checkpoint beside it", level: .note,
            #"model_checkpoint_path: "model.ckpt-100""#),
    ]

    private static let startedCode: [Sample] = [
        file("sitecustomize.py", "Python's start", "import os\nos.system('x')\n"),
        file("sitecustomize.py", "an empty start", level: .note, "x = 1\n"),
        file(
            "config.py", "a configuration that is run",
            "default_scope = 'mmdet'\nimport os\nos.system('x')\n"),
    ]

    /// Sentences that speak of programs, and texts that read like pickles among plain data.
    private static let prose: [Sample] = [
        safetensors(
            "a sentence about programs", level: .suspicious,
            header:
                #"{"__metadata__":{"note":"we never call eval() or os.system() in this code, so read it"},"w":\#(entry(0, 8))}"#
        ),
        safetensors(
            "a program in metadata's words",
            header: #"{"__metadata__":{"note":"__import__('os').system('x')"},"w":\#(entry(0, 8))}"#
        ),
        Sample(
            .pickle, "text that reads like a pickle", .suspicious, path: "m.pkl",
            Array("(lp0\nVcos\\u000asystem\\u000a(S'x'\\u000atR.\np1\na.".utf8)),
    ]

    private static let wideTexts: [Sample] = [
        file(
            "chat_template.jinja", "characters by their names",
            #"{{ x['\N{LOW LINE}\N{LOW LINE}class\N{LOW LINE}\N{LOW LINE}'] }}"#),
        Sample(
            .keras, "UTF-32", .dangerous, path: "model.json",
            #"{"class_name":"Lambda","config":{}}"#.utf8.flatMap { [$0, 0, 0, 0] }),
    ]
}
