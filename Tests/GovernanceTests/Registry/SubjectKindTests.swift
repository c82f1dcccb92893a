import Testing

@testable import Governance

@Suite struct SubjectKindTests {
    @Test(arguments: [
        (SubjectKind.model, PartRole.weights), (.integration, .weights), (.dataset, .trainingData),
        (.prompt, .prompt), (.adapter, .adapter), (.index, .index), (.application, .config),
        (.package, .code),
    ])
    func `each kind has its main role`(kind: SubjectKind, role: PartRole) {
        #expect(kind.mainRole == role)
    }

    @Test func `the kinds are those of the design`() {
        #expect(
            Set(SubjectKind.allCases.map(\.rawValue)) == [
                "model", "dataset", "prompt", "adapter", "index", "application", "integration",
                "package",
            ])
    }
}
