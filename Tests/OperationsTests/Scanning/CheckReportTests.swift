import ModelFiles
import Testing

@testable import Operations

@Suite struct CheckReportTests {
    @Test func `what could not be read counts at every level`() {
        let facts = FileInspector.facts(path: "a.bin", unreadBecause: "permission denied")
        let findings = ModelFileRules.findings(forFolder: [facts])[0]
        let report = CheckReport(files: [
            .init(path: "a.bin", digest: nil, facts: facts, findings: findings),
            .init(
                path: "b.txt", digest: nil, facts: FileFacts(path: "b.txt", byteCount: 0),
                findings: []),
        ])
        #expect(report.files(from: .dangerous).map(\.path) == ["a.bin"])
        #expect(report.outcome == .couldNotRead)
    }
}
