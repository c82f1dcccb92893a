import Testing

@testable import ModelFiles

@Suite struct CallArgumentRulesTests {
    private static func call(
        _ callee: String, _ arguments: [String], _ opcode: String = "REDUCE"
    ) -> Finding.Level {
        let parts = callee.split(separator: ".").map(String.init)
        var facts = FileFacts(path: "model.pkl", byteCount: 1)
        facts.calls.append(
            CallFact(
                module: parts.dropLast().joined(separator: "."), name: parts[parts.count - 1],
                opcode: opcode, arguments: arguments, place: Place(byteOffset: 0),
                isReached: true))
        return CallableRules.findings(for: facts).map(\.level).max() ?? .note
    }

    @Test(arguments: [
        // pandas' strings, as they are pickled with pyarrow.
        ("pyarrow.lib.py_buffer", ["builtins.bytearray(…)"], Finding.Level.note),
        ("acme.make", ["builtins.eval"], .suspicious),
        ("acme.make", ["'__import__(\"os\")'"], .dangerous),
        // Expressions evaluate texts, names do not.
        ("sympy.core.symbol.Symbol", ["'x'"], .note),
        ("sympy.functions.elementary.trigonometric.sin", ["sympy.core.symbol.Symbol(…)"], .note),
        ("sympy.functions.elementary.trigonometric.sin", ["'x'"], .dangerous),
        ("sympy.parsing.sympy_parser.parse_expr", ["…"], .dangerous),
        ("joblib.numpy_pickle.NDArrayWrapper", ["{'filename', 'm.npy'}"], .note),
        ("joblib.numpy_pickle.NDArrayWrapper", ["{'filename', '../../m.npy'}"], .dangerous),
        // A constructor opens what it is given.
        ("xgboost.core.Booster", ["{}", "()", "'/srv/other.json'"], .suspicious),
        ("xgboost.core.Booster", ["{}", "()"], .note),
        ("pathlib.PosixPath", ["'/'", "'home'"], .note),
        ("builtins.bytearray", ["1000000000000"], .suspicious),
        ("builtins.bytearray", ["1000"], .note),
        ("numpy.ndarray", ["(1048576, 1048576)"], .suspicious),
    ]) func `a call is judged by what it is handed`(
        _ callee: String, _ arguments: [String], _ level: Finding.Level
    ) {
        #expect(Self.call(callee, arguments) == level)
    }

    @Test func `a state is kept, not opened`() {
        #expect(Self.call("xgboost.core.Booster", ["{'path', '/srv/x'}"], "BUILD") == .note)
    }
}
