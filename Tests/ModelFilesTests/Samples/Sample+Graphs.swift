@testable import ModelFiles

extension Sample {
    static let graphs: [Sample] = onnxModels + tensorFlowGraphs + operators

    // MARK: ONNX

    private static func model(
        node: ProtobufWriter = ProtobufWriter().text(1, "x").text(2, "y").text(4, "Relu"),
        tensor: ProtobufWriter = ProtobufWriter().number(1, 1).number(2, 1).text(8, "w")
    ) -> ProtobufWriter {
        let graph = ProtobufWriter().message(1, node).text(2, "graph").message(5, tensor)
        return ProtobufWriter().number(1, 8).text(2, "assay").message(7, graph)
            .message(8, ProtobufWriter().text(1, "").number(2, 17))
    }

    private static func external(_ location: String) -> ProtobufWriter {
        ProtobufWriter().number(1, 1).number(2, 1).text(8, "w")
            .message(13, ProtobufWriter().text(1, "location").text(2, location)).number(14, 1)
    }

    private static func inside(_ tensor: ProtobufWriter) -> ProtobufWriter {
        let attribute = ProtobufWriter().text(1, "value").message(5, tensor).number(20, 4)
        return ProtobufWriter().text(2, "y").text(4, "Constant").message(5, attribute)
    }

    private static func subgraph(_ tensor: ProtobufWriter) -> ProtobufWriter {
        let graph = ProtobufWriter().text(2, "then").message(5, tensor)
        let attribute = ProtobufWriter().text(1, "then_branch").message(6, graph).number(20, 5)
        return ProtobufWriter().text(1, "c").text(2, "y").text(4, "If").message(5, attribute)
    }

    private static func onnx(
        _ name: String, level: Finding.Level = .dangerous, _ model: ProtobufWriter
    ) -> Sample {
        Sample(.onnx, name, level, path: "model.onnx", model.bytes)
    }

    private static let onnxModels: [Sample] = [
        onnx("plain", level: .note, model()),
        onnx("tensors in the folder", level: .note, model(tensor: external("weights/model.bin"))),
        onnx("tensors above", model(tensor: external("../../../etc/passwd"))),
        onnx("tensors of an absolute path", model(tensor: external("/etc/passwd"))),
        onnx("tensors of a drive", model(tensor: external("C:\\Windows\\win.ini"))),
        onnx("tensors up by backslashes", model(tensor: external("..\\..\\x"))),
        onnx("tensors in an attribute", model(node: inside(external("../x")))),
        onnx("tensors in a subgraph", model(node: subgraph(external("../x")))),
        onnx(
            "tensors in a function",
            model().message(25, ProtobufWriter().text(1, "f").message(7, inside(external("../x"))))),
        onnx(
            "a sparse tensor elsewhere",
            model().message(
                7, ProtobufWriter().message(15, ProtobufWriter().message(1, external("../x"))))),
        onnx("Python", model(node: ProtobufWriter().text(4, "PyOp").text(7, "ai.onnx.contrib"))),
        onnx(
            "an operator of elsewhere", level: .suspicious,
            model(node: ProtobufWriter().text(4, "Run").text(7, "com.evil"))),
    ]

    // MARK: TensorFlow

    private static func node(_ operation: String) -> ProtobufWriter {
        ProtobufWriter().text(1, "n").text(2, operation)
    }

    private static func savedModel(_ graph: ProtobufWriter) -> [UInt8] {
        let info = ProtobufWriter().text(4, "serve")
        let meta = ProtobufWriter().message(1, info).message(2, graph)
        return ProtobufWriter().number(1, 1).message(2, meta).bytes
    }

    private static func tensorFlow(
        _ name: String, level: Finding.Level = .dangerous, path: String = "saved_model.pb",
        _ bytes: [UInt8]
    ) -> Sample {
        Sample(.tensorFlow, name, level, path: path, bytes)
    }

    private static func function(_ operation: String) -> ProtobufWriter {
        let body = ProtobufWriter().message(1, ProtobufWriter().text(1, "f"))
            .message(3, node(operation))
        return ProtobufWriter().message(1, node("MatMul"))
            .message(2, ProtobufWriter().message(1, body))
    }

    private static let tensorFlowGraphs: [Sample] =
        [
            tensorFlow(
                "plain", level: .note, savedModel(ProtobufWriter().message(1, node("MatMul")))),
            tensorFlow(
                "frozen", level: .note, path: "g.pb",
                ProtobufWriter().message(1, node("Relu")).bytes),
            tensorFlow("a function that reads", savedModel(function("ReadFile"))),
            tensorFlow(
                "frozen, and writes", path: "g.pb",
                ProtobufWriter().message(1, node("WriteFile")).bytes),
            tensorFlow(
                "as text", path: "g.pbtxt", Array("node { name: \"n\" op: \"WriteFile\" }\n".utf8)),
        ]

    private static let operators: [Sample] = [
        "PyFunc", "EagerPyFunc", "MatchingFiles", "LoadDataset", "ReadFile", "WriteFile",
    ].map { tensorFlow($0, savedModel(ProtobufWriter().message(1, node($0)))) }
}
