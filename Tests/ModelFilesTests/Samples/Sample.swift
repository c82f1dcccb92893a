import Testing

@testable import ModelFiles

/// A file of our own making, and what is to be said about it.
///
/// Payloads are names and texts: nothing that would run does anything.
struct Sample: Sendable, CustomTestStringConvertible {
    enum Family: String, Sendable, CaseIterable {
        case pickle, gadget, archive, keras, tensorFlow, gguf, safetensors, onnx, torch, repository
        case other
    }

    let family: Family
    let name: String
    let level: Finding.Level
    /// The files of one folder, by their paths.
    let files: [(path: String, bytes: [UInt8])]

    init(
        _ family: Family, _ name: String, _ level: Finding.Level, path: String, _ bytes: [UInt8]
    ) {
        self.init(family, name, level, files: [(path, bytes)])
    }

    init(
        _ family: Family, _ name: String, _ level: Finding.Level,
        files: [(path: String, bytes: [UInt8])]
    ) {
        self.family = family
        self.name = name
        self.level = level
        self.files = files
    }

    var testDescription: String { "\(family.rawValue): \(name)" }

    static let all: [Sample] =
        pickles + gadgets + archives + documents + namedCallables + tensors + graphs + disguises
        + benign + carriers + settings

    /// One after another; a sum of literals takes the compiler long.
    static func joined(_ parts: [UInt8]...) -> [UInt8] { parts.flatMap { $0 } }

    /// What the rules say about its files, the worst first.
    var findings: [Finding] {
        let facts = files.map { FileInspector.facts(path: $0.path, bytes: Bytes($0.bytes)) }
        return ModelFileRules.findings(forFolder: facts).flatMap { $0 }.sorted {
            $0.level > $1.level
        }
    }
}
