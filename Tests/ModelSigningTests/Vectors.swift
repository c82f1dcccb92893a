import Foundation
import Transparency

/// Bundles and keys that others made; where each is from stands in `Vectors/README.md`.
enum Vectors {
    private static let here = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Vectors/historical")
    /// The specification's vectors, which stand beside a checkout, not in it.
    private static let beside = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/reference/oms/test-vectors")

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: here.appending(path: name)))
    }

    static func text(_ name: String) throws -> String {
        String(decoding: try bytes(name), as: UTF8.self)
    }

    static let hasSpecification = FileManager.default.fileExists(atPath: beside.path())
    static let whereSpecification =
        "the specification's bundles stand beside the checkout, in ../shared/reference/oms"

    static func specification(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: beside.appending(path: "\(name).bundle.json")))
    }
}

extension Instant {
    /// - Precondition: the text is a moment.
    init(at text: String) {
        guard let moment = Instant(text) else { preconditionFailure("`\(text)` is no moment") }
        self = moment
    }
}
