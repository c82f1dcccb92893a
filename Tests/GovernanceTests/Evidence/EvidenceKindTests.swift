import Foundation
import Testing

@testable import Governance

@Suite struct EvidenceKindTests {
    /// The closed list as it stands beside the repository, when it does.
    static let list: String? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../../shared/reference/frameworks/_evidence_kinds.yaml")
        return try? String(contentsOf: root, encoding: .utf8)
    }()

    @Test(.enabled(if: list != nil, "the list of evidence kinds is not beside the repository"))
    func `the kinds are those of the closed list`() throws {
        let lines = try #require(Self.list).split(separator: "\n")
        let names = lines.compactMap { line -> String? in
            let text = line.drop { $0 == " " || $0 == "-" }
            let isEntry = text.hasPrefix("id: ") || text.hasPrefix("kind: ")
            return isEntry ? text.split(separator: " ").dropFirst().first.map(String.init) : nil
        }
        #expect(Set(names) == Set(EvidenceKind.allCases.map(\.rawValue)))
    }

    @Test func `each kind is a name that an expression can select`() {
        for kind in EvidenceKind.allCases {
            #expect(kind.rawValue.allSatisfy { $0.isLowercase || $0 == "_" })
        }
    }
}
