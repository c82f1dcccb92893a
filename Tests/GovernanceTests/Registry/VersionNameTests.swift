import Testing

@testable import Governance

@Suite struct SubjectNameTests {
    @Test(arguments: [
        ("income", SubjectKind.model, "income"), ("model:income", .model, "income"),
        ("dataset:adult.2-b_c", .dataset, "adult.2-b_c"), ("prompt:0", .prompt, "0"),
        ("integration:a..b", .integration, "a..b"),
    ])
    func `a name is a kind and a name`(text: String, kind: SubjectKind, name: String) {
        let read = SubjectName(text)
        #expect(read?.kind == kind)
        #expect(read?.name == name)
        #expect(read?.description == "\(kind.rawValue):\(name)")
        #expect(read.flatMap { SubjectName($0.description) } == read)
    }

    @Test(arguments: [
        "", ":", "model:", ":income", "Model:income", "models:income", "model:Income", "income ",
        " income", "model:in come", "model:a:b", "model: income", "-income", ".income", "_income",
        "../income", "a/b", "income@1", "é", "in\u{0}come", "income\n", "model:e\u{301}",
    ])
    func `what is no name does not read`(text: String) {
        #expect(SubjectName(text) == nil)
    }

    @Test func `a name has 100 characters at most`() {
        #expect(SubjectName(String(repeating: "a", count: 100)) != nil)
        #expect(SubjectName(String(repeating: "a", count: 101)) == nil)
        #expect(SubjectName(kind: .model, name: "") == nil)
    }
}

@Suite struct VersionNameTests {
    @Test(arguments: [
        ("income@1", "model:income@1", "income@1"),
        ("model:income@12", "model:income@12", "income@12"),
        ("dataset:adult@3", "dataset:adult@3", "dataset:adult@3"),
        (
            "income@9223372036854775807", "model:income@9223372036854775807",
            "income@9223372036854775807"
        ),
    ])
    func `a version is a subject and a number`(text: String, whole: String, short: String) {
        let read = VersionName(text)
        #expect(read?.description == whole)
        #expect(read?.short == short)
        #expect(read.flatMap { VersionName($0.short) } == read)
    }

    @Test(arguments: [
        "", "@", "income", "income@", "@1", "income@0", "income@-1", "income@+1", "income@01",
        "income@1 ", "income@ 1", "income@1@2", "income@one", "income@1.0", "Income@1",
        "income@9223372036854775808", "income@٣", "income:x@1",
    ])
    func `what is no version does not read`(text: String) {
        #expect(VersionName(text) == nil)
    }
}
