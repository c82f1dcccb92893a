import Testing

@testable import ModelFiles

@Suite struct PickleMachineTests {
    private static func calls(_ pickle: [UInt8]) -> [CallFact] {
        FileInspector.facts(path: "model.pkl", bytes: Bytes(pickle)).calls
    }

    private static let system = PickleWriter(protocol: 4).stackGlobal("os", "system")
        .text("true").tuple1.reduce

    private static let spellings: [(String, [UInt8])] = [
        ("GLOBAL", PickleWriter().global("os", "system").raw("(S'x'\ntR").stop),
        (
            "escaped",
            PickleWriter(protocol: 4).raw("Vo\\u0073\n").raw("S'\\x73ystem'\n").raw([0x93]).text(
                "x"
            ).tuple1.reduce.stop
        ),
        ("INST", PickleWriter().raw("(S'x'\nios\nsystem\n").stop),
        ("OBJ", PickleWriter(protocol: 2).mark.global("os", "system").text("x").raw([0x6F]).stop),
        (
            "NEWOBJ",
            PickleWriter(protocol: 2).global("os", "system").text("x").tuple1.raw([0x81]).stop
        ),
        (
            "NEWOBJ_EX",
            PickleWriter(protocol: 4).stackGlobal("os", "system").emptyTuple.emptyDict.raw([0x92])
                .stop
        ),
        (
            "memo overwritten",
            PickleWriter(protocol: 4).text("math").put(0).pop.text("os").put(0).pop.get(0).text(
                "system"
            ).raw([0x93]).text("x").tuple1.reduce.stop
        ),
        (
            "MEMOIZE is the memo's size",
            PickleWriter(protocol: 4).text("a").put(7).pop.text("os").memoize.pop.text("system")
                .memoize.pop.get(1).get(2).raw([0x93]).emptyTuple.reduce.stop
        ),
        ("result dropped", Self.system.pop.none.stop),
        (
            "DUP and POP between operands",
            PickleWriter(protocol: 4).text("os").raw([0x32, 0x30]).mark.none.raw([0x31]).text(
                "system"
            ).raw([0x93]).emptyTuple.reduce.stop
        ),
        (
            "POP takes a MARK away",
            PickleWriter(protocol: 4).text("os").mark.pop.text("system").raw([0x93]).emptyTuple
                .reduce.stop
        ),
        ("no STOP", Self.system.bytes),
        ("garbage behind", Self.system.raw([0xFF, 0xFF]).bytes),
        (
            "frame longer than the file",
            PickleWriter(protocol: 4).raw([0x95] + PickleWriter.little(9_999, 8)).stackGlobal(
                "os", "system"
            ).emptyTuple.reduce.stop
        ),
    ]

    @Test(arguments: spellings.map(\.0)) func `a call is found however it is written`(
        _ name: String
    ) throws {
        let pickle = try #require(Self.spellings.first { $0.0 == name }?.1)
        let call = try #require(Self.calls(pickle).first)
        #expect(call.callee == "os.system" && call.isReached)
    }

    @Test func `arguments that are constants are kept`() {
        #expect(Self.calls(Self.system.stop).first?.arguments == ["'true'"])
        #expect(Self.calls(Self.system.stop).first?.opcode == "REDUCE")
    }

    @Test func `a missing memo key stops the loader, and what follows is not reached`() {
        let calls = Self.calls(
            PickleWriter(protocol: 4).get(9).pop.stackGlobal("os", "system").emptyTuple.reduce.stop)
        #expect(calls.map(\.isReached) == [false])
    }

    @Test func `Python 2 names are mapped below protocol 3 alone`() {
        let old = Self.calls(
            PickleWriter(protocol: 2).global("commands", "getoutput").emptyTuple.reduce.stop)
        #expect(old.first?.callee == "subprocess.getoutput")
        let new = Self.calls(
            PickleWriter(protocol: 3).global("commands", "getoutput").emptyTuple.reduce.stop)
        #expect(new.first?.callee == "commands.getoutput")
    }

    @Test func `an attribute taken by getattr is followed`() {
        let pickle = PickleWriter(protocol: 4).stackGlobal("builtins", "getattr")
            .stackGlobal("builtins", "__import__").text("os").tuple1.reduce.text("system").tuple2
            .reduce
            .text("x").tuple1.reduce.stop
        #expect(Self.calls(pickle).map(\.callee).contains("os.system"))
    }

    @Test func `frames that an argument crosses are read both ways`() {
        // In memory the text is "os"; from a file its head is dropped at the frame's end.
        let head = PickleWriter(protocol: 4).raw([0x95] + PickleWriter.little(3, 8)).raw([
            0x8C, 2, 0x6F,
        ])
        let pickle = head.raw("s").text("system").raw([0x93]).emptyTuple.reduce.stop
        let facts = FileInspector.facts(path: "m.pkl", bytes: Bytes(pickle))
        #expect(facts.oddities.contains { $0.kind == .frameStraddle })
    }

    @Test func `shared tuples cost no more than their bytes`() {
        var writer = PickleWriter(protocol: 4).text("ha").tuple1
        for _ in 0..<60 { writer = writer.raw([0x32]).tuple2 }
        let facts = FileInspector.facts(path: "m.pkl", bytes: Bytes(writer.stop))
        #expect(facts.oddities.map(\.kind) == [.pickleBillionLaughs])
    }

    @Test func `deep nesting is no danger to the reader`() {
        let pickle =
            [0x80, 4] + [UInt8](repeating: 0x5D, count: 200_000)
            + [UInt8](repeating: 0x61, count: 199_999) + [0x2E]
        #expect(FileInspector.facts(path: "m.pkl", bytes: Bytes(pickle)).troubles.isEmpty)
    }

    @Test func `a pickle in a constant is read, in base64 too`() {
        let inner = Self.system.stop
        let outer = PickleWriter(protocol: 4).data(inner).stop
        #expect(Self.calls(outer).map(\.callee) == ["os.system"])
        #expect(Self.calls(outer).first?.place.members.count == 1)
    }

    @Test func `every pickle of a file is read`() {
        let pickles = PickleWriter(protocol: 4).none.stop + Self.system.stop
        #expect(Self.calls(pickles).map(\.callee) == ["os.system"])
        #expect(Self.calls(pickles).first?.isReached == true)
    }

    @Test func `raw arrays of joblib are passed over`() {
        let type = PickleWriter(protocol: 4).stackGlobal("numpy", "dtype").text("f8").tuple1.reduce
        let state = PickleWriter().emptyDict.mark.text("shape").int(3).tuple1.text("dtype")
            .raw(Array(type.bytes.dropFirst(2))).raw([0x75])
        let pickle = PickleWriter(protocol: 4).stackGlobal(
            "joblib.numpy_pickle", "NumpyArrayWrapper"
        )
        .emptyTuple.raw([0x81]).raw(state.bytes).build
        .raw([UInt8](repeating: 0xFF, count: 24)).pop
        .raw(Array(Self.system.bytes.dropFirst(2))).stop
        #expect(Self.calls(pickle).map(\.callee).last == "os.system")
        #expect(Self.calls(pickle).last?.isReached == true)
    }

    @Test(arguments: [
        ("collections", "OrderedDict"), ("numpy", "ndarray"),
        ("sklearn.linear_model._base", "LinearRegression"),
        ("torch._utils", "_rebuild_tensor_v2"), ("datetime", "datetime"),
        ("pathlib", "PurePosixPath"),
    ]) func `makers of data are clean`(_ module: String, _ name: String) {
        let pickle = PickleWriter(protocol: 4).stackGlobal(module, name).emptyTuple.reduce.stop
        let facts = FileInspector.facts(path: "m.pkl", bytes: Bytes(pickle))
        #expect(ModelFileRules.findings(for: facts).isEmpty)
    }
}
