@testable import ModelFiles

extension Sample {
    /// A call that every loader gets to, in protocol 4.
    static let call = PickleWriter(protocol: 4).stackGlobal("os", "system").text("true").tuple1
        .reduce

    /// The call without its PROTO and STOP.
    private static let callAlone = Array(call.bytes.dropFirst(2))

    private static func pickle(
        _ name: String, level: Finding.Level = .dangerous, path: String = "model.pkl",
        _ bytes: [UInt8]
    ) -> Sample {
        Sample(.pickle, name, level, path: path, bytes)
    }

    private static func data(_ payload: [UInt8], for module: String, _ name: String) -> [UInt8] {
        PickleWriter(protocol: 4).stackGlobal(module, name).data(payload).tuple1.reduce.stop
    }

    static let pickles: [Sample] = spellings + containers + chains

    private static let spellings: [Sample] = [
        pickle("protocol 0", PickleWriter().global("os", "system").raw("(S'x'\ntR").stop),
        pickle("protocol 2", PickleWriter(protocol: 2).global("posix", "popen").tuple1.reduce.stop),
        pickle("protocol 5", joined([0x80, 5], callAlone, [0x2E])),
        pickle("two PROTO", joined([0x80, 4, 0x80, 4], call.stop)),
        pickle("PROTO midway", PickleWriter().none.pop.raw(call.bytes).stop),
        pickle("INST", PickleWriter().raw("(S'x'\nisubprocess\ncall\n").stop),
        pickle(
            "OBJ and POP",
            PickleWriter(protocol: 2).mark.global("os", "system").text("x").raw("o").pop.none.stop),
        pickle(
            "escaped operands",
            PickleWriter(protocol: 4).raw("Vpo\\u0073ix\n").raw("S'\\x73ystem'\n").raw([0x93])
                .emptyTuple.reduce.stop),
        pickle(
            "operands of 8-byte lengths",
            PickleWriter(protocol: 4).raw(joined([0x8D], PickleWriter.little(2, 8))).raw("os").raw(
                joined([0x8D], PickleWriter.little(6, 8))
            ).raw("system").raw([0x93]).emptyTuple.reduce.stop),
        pickle(
            "memo slot written again",
            PickleWriter(protocol: 4).text("math").put(0).pop.text("os").put(0).pop.get(0)
                .text("system").raw([0x93]).emptyTuple.reduce.stop),
        pickle(
            "BUILD with nothing before the call",
            PickleWriter(protocol: 4).text("x").none.build.pop.raw(
                callAlone
            )
            .stop),
        pickle(
            "a byte array filled before the call",
            PickleWriter(protocol: 5).raw(joined([0x96], PickleWriter.little(1, 8), [0])).int(1)
                .raw("a")
                .pop.raw(callAlone).stop),
        pickle("broken behind the call", call.raw([0xFF, 0, 0xFF]).bytes),
        pickle("cut off behind the call", call.raw([0x58, 9]).bytes),
        pickle("no name that says so", path: "vocab.txt", call.stop),
    ]

    private static let containers: [Sample] = [
        pickle("two pickles", PickleWriter(protocol: 4).none.stop + call.stop),
        pickle("a pickle in a pickle", data(call.stop, for: "pickle", "loads")),
        pickle(
            "a pickle in a tensor's bytes",
            data(call.stop, for: "torch.storage", "_load_from_bytes")),
        pickle("in hexadecimal", PickleWriter(protocol: 4).text(hexadecimal(call.stop)).stop),
        pickle(
            "an RDS header first",
            joined([0x58, 0x0A, 0, 0, 0] + Array("AAAAAAAAAA0".utf8), callAlone, [0x2E])),
        pickle(
            "joblib's old container", path: "m.joblib",
            joined(Array("ZF0x20               ".utf8), zlibStored(call.stop))),
        pickle(
            "frame straddle",
            joined(
                [0x80, 4, 0x95], PickleWriter.little(3, 8), [0x8C, 7], Array("xx".utf8), call.stop)
        ),
    ]

    private static let chains: [Sample] = [
        pickle(
            "getattr of an import",
            PickleWriter(protocol: 4).stackGlobal("builtins", "getattr").stackGlobal(
                "builtins", "__import__"
            ).text("os").tuple1.reduce.text("system").tuple2.reduce.text("x").tuple1.reduce.stop),
        pickle(
            "a partial of a program",
            PickleWriter(protocol: 4).stackGlobal("functools", "partial").stackGlobal(
                "subprocess", "call"
            ).text("x").tuple2.reduce.emptyTuple.reduce.stop),
        pickle(
            "state set on a function",
            PickleWriter(protocol: 4).stackGlobal("numpy", "prod").stackGlobal(
                "numpy", "core._internal.sys.modules"
            ).build.stop),
        pickle(
            "a module's builtins",
            PickleWriter(protocol: 4).stackGlobal("numpy", "__builtins__").stop),
        pickle(
            "Python 2's names",
            PickleWriter(protocol: 2).global("commands", "getoutput").text("x").tuple1.reduce.stop),
        pickle(
            "extension code", level: .suspicious,
            PickleWriter(protocol: 2).raw([0x82, 7]).emptyTuple.reduce.stop),
        pickle(
            "a callable that nobody knows", level: .suspicious,
            PickleWriter(protocol: 4).stackGlobal("acme.models", "rebuild").emptyTuple.reduce.stop),
        pickle(
            "a name that only a run tells",
            PickleWriter(protocol: 4).stackGlobal("collections", "OrderedDict").emptyTuple.reduce
                .text("x").raw([0x93]).stop),
    ]

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// zlib's format with a stored block.
    static func zlibStored(_ content: [UInt8]) -> [UInt8] {
        let size = PickleWriter.little(content.count, 2)
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in content {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        let sum: [UInt8] = PickleWriter.little(Int(high << 16 | low), 4).reversed()
        return joined([0x78, 0x01, 1], size, size.map { ~$0 }, content, sum)
    }
}
