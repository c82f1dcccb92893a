/// Judges calls of what is harmless by name by what it is handed.
enum CallArgumentRules {
    /// - Returns: `nil` when the arguments say nothing that the name does not.
    static func judged(_ call: CallFact) -> (Finding.Level, String)? {
        symbolic(call) ?? wrapped(call) ?? reserved(call) ?? opened(call)
    }

    // MARK: Expressions

    private static let symbolicParsers: Set = [
        "parsing", "utilities", "printing", "plotting", "external", "codegen", "interactive",
    ]
    /// Of texts these make names; SymPy's other classes evaluate a text as a program.
    private static let symbolicNames: Set = ["Symbol", "Dummy", "Wild", "Str"]

    private static func symbolic(_ call: CallFact) -> (Finding.Level, String)? {
        let parts = call.module.split(separator: ".")
        guard parts.first == "sympy", parts.count > 1,
            symbolicParsers.isDisjoint(with: parts.map(String.init)), !call.name.contains("."),
            symbolicNames.contains(call.name) || call.literals.isEmpty
        else { return nil }
        return (.note, "makes an expression")
    }

    // MARK: Files

    /// joblib's older wrappers read the file that their state names.
    private static func wrapped(_ call: CallFact) -> (Finding.Level, String)? {
        guard call.module.contains("joblib"), call.name.hasSuffix("NDArrayWrapper"),
            let path = call.literals.first(where: PathRules.leaves)
        else { return nil }
        return (.dangerous, "reads an array from `\(path)`, outside the folder")
    }

    /// Modules whose classes take paths and addresses as data.
    private static let plainRoots: Set = [
        "pathlib", "_pathlib", "builtins", "collections", "datetime", "re", "uuid", "string",
        "typing", "types", "logging", "argparse", "copyreg", "_codecs", "enum", "array", "http",
        "dataclasses", "omegaconf", "pydantic", "huggingface_hub", "matplotlib", "nltk",
    ]

    /// Classes of libraries open what their constructor is given; a state is only kept.
    private static func opened(_ call: CallFact) -> (Finding.Level, String)? {
        let root = String(call.module.prefix { $0 != "." })
        guard call.opcode != "BUILD", !plainRoots.contains(root), !call.name.contains("."),
            call.name.drop(while: { $0 == "_" }).first?.isUppercase ?? false,
            CallableRules.verdict(module: call.module, name: call.name) == .allowed,
            let path = call.literals.first(where: {
                isPlace($0) || fetchers.contains(root) && isHubName($0)
            })
        else { return nil }
        return (.suspicious, "is handed a path or address, `\(path.prefix(80))`, which it may open")
    }

    /// Libraries whose classes fetch a model of that name.
    private static let fetchers: Set = [
        "sentence_transformers", "transformers", "diffusers", "flair", "keras_hub", "keras_nlp",
        "whisper", "TTS", "easyocr", "open_clip", "speechbrain", "setfit",
    ]

    /// `organisation/model`.
    private static func isHubName(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy {
                        $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0))
                    }
            }
    }

    private static func isPlace(_ text: String) -> Bool {
        PathRules.isAddress(text)
            || text.utf8.count > 2 && text.utf8.count < 1_000 && text.contains("/")
                && PathRules.leaves(text) && !text.contains(" ")
    }

    // MARK: Memory

    private static let makers: Set = [
        "builtins.bytearray", "builtins.bytes", "numpy.ndarray", "numpy.zeros", "numpy.ones",
        "numpy.empty", "numpy.full", "array.array",
    ]
    private static let itemsMost = 1 << 34

    /// Arrays of a shape that nobody has the memory for.
    private static func reserved(_ call: CallFact) -> (Finding.Level, String)? {
        guard makers.contains(call.callee), let shape = call.arguments.first else { return nil }
        let digits = shape.split { !$0.isASCII || !$0.isNumber }
        let isShape = shape.allSatisfy { $0.isNumber || "()[], ".contains($0) }
        guard isShape, !digits.isEmpty else { return nil }
        var items = 1
        for text in digits {
            guard let side = Int(text), side > 0 else { return nil }
            let (product, isOver) = items.multipliedReportingOverflow(by: side)
            items = isOver ? .max : product
        }
        return items >= itemsMost
            ? (.suspicious, "asks for \(shape.prefix(60)) items, which fills the memory") : nil
    }
}
