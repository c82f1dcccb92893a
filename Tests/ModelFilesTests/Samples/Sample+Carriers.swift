@testable import ModelFiles

/// Values of other formats that a loader hands to `pickle.loads` or to a file's opener, compiled
/// code, and other languages' objects.
extension Sample {
    static let carriers: [Sample] =
        torchScripts + graphPaths + wrapped + columns + compiled + foreign

    private static let system = PickleWriter(protocol: 4).stackGlobal("os", "system").text("x")
        .tuple1.reduce.stop
    private static let plain = PickleWriter(protocol: 4).text("a plain text of some length").stop

    // MARK: Operators

    private static func torchScript(_ name: String, _ level: Finding.Level, _ call: String)
        -> Sample
    {
        let code =
            "class M(Module):\n  def forward(self, x: Tensor) -> Tensor:\n    return \(call)\n"
        var writer = ZipWriter()
        writer.members = [
            ZipWriter.member("m/data.pkl", PickleWriter(protocol: 2).emptyDict.stop),
            ZipWriter.member("m/code/__torch__.py", Array(code.utf8)),
        ]
        return Sample(.torch, name, level, path: "m.pt", writer.bytes)
    }

    private static let torchScripts: [Sample] = [
        torchScript("torch's own operators", .note, "ops.quantized.linear(ops.prim.data(x))"),
        torchScript("torchvision's", .note, "ops.torchvision.nms(x, x, 0.5)"),
        torchScript("one that writes", .dangerous, "ops.image.write_file(\"/tmp/x\", x)"),
        torchScript("one that reads", .dangerous, "torch.ops.image.read_file(\"/etc/x\")"),
        torchScript("a file of torch's own", .dangerous, "ops.aten.from_file(\"/etc/x\")"),
        torchScript("a library's", .suspicious, "ops.acme_kernels.launch(x)"),
    ]

    private static func attribute(_ key: String, _ value: ProtobufWriter) -> ProtobufWriter {
        ProtobufWriter().text(1, key).message(2, value)
    }

    private static func constant(_ text: String) -> ProtobufWriter {
        let tensor = ProtobufWriter().number(1, 7).text(8, text)
        return ProtobufWriter().text(1, "c").text(2, "Const")
            .message(5, attribute("value", ProtobufWriter().message(8, tensor)))
    }

    private static func graph(_ name: String, _ level: Finding.Level, _ nodes: ProtobufWriter...)
        -> Sample
    {
        let graph = nodes.reduce(ProtobufWriter()) { $0.message(1, $1) }
        let meta = ProtobufWriter().message(1, ProtobufWriter().text(4, "serve")).message(2, graph)
        return Sample(
            .tensorFlow, name, level, path: "saved_model.pb",
            ProtobufWriter().number(1, 1).message(2, meta).bytes)
    }

    private static func table(_ input: String) -> ProtobufWriter {
        ProtobufWriter().text(1, "t").text(2, "InitializeTableFromTextFileV2").text(3, "h")
            .text(3, input)
    }

    private static func print(to stream: String) -> ProtobufWriter {
        ProtobufWriter().text(1, "p").text(2, "PrintV2").text(3, "c")
            .message(5, attribute("output_stream", ProtobufWriter().text(2, stream)))
    }

    private static let passed = ProtobufWriter().text(1, "i").text(2, "Identity").text(3, "c:0")

    private static func context(_ path: String) -> [UInt8] {
        let value = ProtobufWriter().text(1, "ep_cache_context").text(4, path).number(20, 3)
        let node = ProtobufWriter().text(2, "y").text(4, "EPContext").message(5, value)
            .text(7, "com.microsoft")
        return ProtobufWriter().number(1, 8).message(7, ProtobufWriter().message(1, node))
            .message(8, ProtobufWriter().text(1, "").number(2, 17)).bytes
    }

    private static func tensor(_ dimension: Int) -> [UInt8] {
        let tensor = ProtobufWriter().number(1, dimension).number(1, dimension).number(2, 1)
        return ProtobufWriter().number(1, 8).message(7, ProtobufWriter().message(5, tensor))
            .message(8, ProtobufWriter().text(1, "").number(2, 17)).bytes
    }

    private static let graphPaths: [Sample] = [
        graph("a table of the model's own file", .note, constant("vocab.txt"), table("c")),
        graph("a table of any file", .dangerous, constant("/etc/passwd"), passed, table("i:0")),
        graph("printed to the terminal", .note, constant("x"), print(to: "stderr")),
        graph("printed to a file", .dangerous, constant("x"), print(to: "file:///tmp/x")),
        graph("an operator of nobody's", .suspicious, ProtobufWriter().text(2, "AcmeSecretOp")),
        graph(
            "an operator of TensorFlow's words", .note,
            ProtobufWriter().text(1, "n").text(2, "CTCBeamSearchDecoder")),
        Sample(
            .onnx, "a context beside the model", .suspicious, path: "m.onnx", context("ctx.bin")),
        Sample(.onnx, "a context elsewhere", .dangerous, path: "m.onnx", context("../../x/c.bin")),
        Sample(.onnx, "a tensor of the usual size", .note, path: "m.onnx", tensor(4_096)),
        Sample(.onnx, "a tensor beyond memory", .suspicious, path: "m.onnx", tensor(1 << 40)),
    ]

    // MARK: Pickles in values

    private static func json(_ value: String) -> [UInt8] {
        Array(#"{"policy": {":type:": "t", ":serialized:": "\#(value)"}}"#.utf8)
    }

    /// Base64 with its padding.
    static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place > group.count ? "=" : letters[bits >> (18 - 6 * place) & 63])
            }
        }
        return text
    }

    private static let wrapped: [Sample] = [
        Sample(.repository, "a pickle in JSON", .dangerous, path: "data", json(base64(system))),
        Sample(.repository, "data in JSON", .note, path: "data", json(base64(plain))),
        Sample(
            .repository, "a pickle in YAML", .dangerous, path: "c.yaml",
            Array("v: !!binary |\n  \(base64(system))\nw: 1\n".utf8)),
        Sample(
            .keras, "a pickle in an attribute", .dangerous, path: "d.h5",
            HDF5Writer.file(config: "cos\nsystem\n(S'x'\ntR.")),
        Sample(
            .keras, "a pickle in a data set", .dangerous, path: "d.h5",
            HDF5Writer.file(values: system)),
        Sample(
            .keras, "bytes in a data set", .note, path: "d.h5",
            HDF5Writer.file(values: [UInt8](repeating: 0x80, count: 64))),
    ]

    private static func extensionValue(_ content: [UInt8]) -> [UInt8] {
        joined([0x81, 0xA6], Array("params".utf8), [0xC7, UInt8(content.count), 1], content)
    }

    private static func parquet(_ content: [UInt8]) -> [UInt8] {
        joined(Array("PAR1".utf8), [0x15, 4, 0], content, [0x15, 0], Array("PAR1".utf8))
    }

    private static let columns: [Sample] = [
        Sample(.other, "an extension value", .note, path: "m.msgpack", extensionValue(plain)),
        Sample(
            .other, "a pickle as an extension value", .dangerous, path: "m.msgpack",
            extensionValue(system)),
        Sample(.other, "a column", .note, path: "t.parquet", parquet(plain)),
        Sample(.other, "a pickle in a column", .dangerous, path: "t.parquet", parquet(system)),
        Sample(
            .other, "a pickle in a schema", .dangerous, path: "t.parquet",
            parquet(Array(base64([UInt8](repeating: 0, count: 40) + system).utf8))),
        Sample(
            .other, "a pickle in a stream's schema", .dangerous, path: "d.arrow",
            joined(
                [0xFF, 0xFF, 0xFF, 0xFF, 0x80, 0, 0, 0, 0x10, 0, 0, 0], system,
                [UInt8](repeating: 0, count: 136 - system.count))),
    ]

    // MARK: Code and objects

    private static func marshalled(_ names: [String]) -> [UInt8] {
        let code: [UInt8] = [0x73, 2, 0, 0, 0, 0x97, 0]
        let list = names.flatMap { name -> [UInt8] in
            [0xDA, UInt8(name.utf8.count)] + Array(name.utf8)
        }
        let rest: [UInt8] = [
            0x29, 0, 0x73, 0, 0, 0, 0, 0x7A, 1, 0x78, 0x7A, 1, 0x78, 0x7A, 1, 0x78,
        ]
        return joined(
            [0xE3], [UInt8](repeating: 0, count: 20), code, [0x29, 0],
            [0x29, UInt8(names.count)], list, rest,
            [1, 0, 0, 0, 0x73, 0, 0, 0, 0, 0x73, 0, 0, 0, 0])
    }

    private static func compiled(
        _ name: String, _ level: Finding.Level, flags: UInt8 = 0,
        path: String = "__pycache__/m.cpython-311.pyc", _ names: [String]
    ) -> Sample {
        let header: [UInt8] = [0xA7, 0x0D, 0x0D, 0x0A, flags] + [UInt8](repeating: 0, count: 11)
        return Sample(.other, name, level, path: path, header + marshalled(names))
    }

    private static let compiled: [Sample] = [
        compiled("a cache of Python's", .note, ["numpy", "array"]),
        compiled("a cache that runs a program", .suspicious, ["os", "system"]),
        compiled("a cache that nobody compares", .suspicious, flags: 1, ["numpy", "array"]),
        compiled("one that runs a program", .dangerous, flags: 1, ["os", "system"]),
        compiled("a module without a source", .suspicious, path: "m.pyc", ["numpy", "array"]),
        compiled("a handler without a source", .dangerous, path: "m.pyc", ["subprocess", "Popen"]),
        Sample(.other, "code alone", .dangerous, path: "w.bin", marshalled(["os", "system"])),
    ]

    private static func java(_ name: String) -> [UInt8] {
        joined(
            [0xAC, 0xED, 0, 5, 0x73, 0x72, 0, UInt8(name.utf8.count)], Array(name.utf8),
            [0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0x78, 0x70])
    }

    private static func dotNet(_ name: String) -> [UInt8] {
        joined(
            [0, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0, 0, 0, 0, 0],
            [5, 1, 0, 0, 0, UInt8(name.utf8.count)], Array(name.utf8), [0, 0, 0, 0, 0x0B])
    }

    private static func ruby(_ name: String) -> [UInt8] {
        joined([4, 8, 0x6F, 0x3A, UInt8(name.utf8.count + 5)], Array(name.utf8), [0])
    }

    private static let foreign: [Sample] = [
        Sample(.other, "Java", .suspicious, path: "j.model", java("weka.classifiers.trees.J48")),
        Sample(
            .other, "Java's gadget", .dangerous, path: "j.model",
            java("org.apache.commons.collections.functors.InvokerTransformer")),
        Sample(
            .other, ".NET's gadget", .dangerous, path: "m.bin",
            dotNet("System.Windows.Data.ObjectDataProvider")),
        Sample(.other, "Ruby's gadget", .dangerous, path: "m.bin", ruby("Gem::Requirement")),
        Sample(
            .other, "PHP", .suspicious, path: "m.bin", Array("O:8:\"stdClass\":0:{}".utf8)),
        Sample(.other, "RAR", .suspicious, path: "m.bin", Array("Rar!\u{1A}\u{7}\u{1}\u{0}".utf8)),
    ]
}
