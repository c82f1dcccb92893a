import Testing

@testable import ModelFiles

@Suite struct CallableRulesTests {
    private static func word(_ module: String, _ name: String) -> String {
        switch CallableRules.verdict(module: module, name: name) {
        case .allowed: "allowed"
        case .unknown: "unknown"
        case .dangerous: "dangerous"
        }
    }

    @Test(arguments: [
        ("collections", "OrderedDict", "allowed"),
        ("numpy._core.multiarray", "_reconstruct", "allowed"),
        ("sklearn.ensemble._forest", "RandomForestClassifier", "allowed"),
        ("numpy", "float64", "allowed"),
        ("sklearn.gaussian_process._gpc", "GaussianProcessClassifier", "allowed"),
        ("os", "system", "dangerous"), ("posix", "anything", "dangerous"),
        ("builtins", "eval", "dangerous"),
        ("torch.serialization", "os.system", "dangerous"), ("random", "_os", "dangerous"),
        ("collections", "OrderedDict.__init__.__globals__", "dangerous"),
        ("torch.some.unseen", "load_plugin", "dangerous"),
        ("pandas.unseen", "exec_query", "dangerous"),
        ("mycompany.models", "Net", "unknown"), ("numpy", "fromfile", "dangerous"),
        ("_functools", "reduce", "dangerous"), ("polars", "read_csv", "dangerous"),
        ("scipy.interpolate._interpolate", "interp1d._call_linear_np", "allowed"),
        ("__main__", "load", "unknown"),
        ("", "a name that only a run would tell", "dangerous"),
    ]) func `a callee is judged by what its name can do`(
        _ module: String, _ name: String, _ word: String
    ) {
        #expect(Self.word(module, name) == word, "\(module).\(name)")
    }

    @Test func `a partial is what it wraps`() {
        let good = PickleWriter(protocol: 4).stackGlobal("functools", "partial")
            .stackGlobal("torch.nn", "LayerNorm").tuple1.reduce.stop
        #expect(
            ModelFileRules.findings(for: FileInspector.facts(path: "m.pkl", bytes: Bytes(good)))
                .isEmpty)
        let bad = PickleWriter(protocol: 4).stackGlobal("functools", "partial")
            .stackGlobal("os", "system").tuple1.reduce.stop
        let findings = ModelFileRules.findings(
            for: FileInspector.facts(path: "m.pkl", bytes: Bytes(bad)))
        #expect(findings.first?.level == .dangerous)
    }
}
