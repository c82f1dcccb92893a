import Foundation
import Governance
import Operations
import Testing

@Suite struct PolicyShelfTests {
    @Test func `a place is file, line and column`() throws {
        let test = try TestPlatform()
        let file = try test.write("policy: p\nrulez: []\n", to: "p.yaml")
        let failure = #expect(throws: Failure.self) { try PolicyFile(path: file).policy() }
        #expect(failure?.code == "bad_policy")
        #expect(failure?.message.hasPrefix("\(file):2:1: unknown key `rulez`") == true)
    }

    @Test func `only YAML files stand on the shelf, in order`() throws {
        let test = try TestPlatform()
        try test.write("nothing", to: "policies/notes.txt")
        try test.write("nothing", to: "policies/a.yml")
        #expect(
            test.platform.policies.files.map { ($0 as NSString).lastPathComponent }
                == [
                    "a.yml", "high.yaml", "low.yaml", "medium.yaml", "packages.yaml",
                    "staging.yaml", "use-high.yaml", "use.yaml",
                ])
    }

    @Test func `none that applies, two that apply, and one that does not read are faults`()
        async throws
    {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let folder = story.test.folder + "/policies"
        let count = try await story.test.recordCount()
        try FileManager.default.copyItem(atPath: folder + "/high.yaml", toPath: folder + "/z.yaml")
        let two = try await story.test.failure { try await story.gate(name) }
        #expect(two.code == "several_policies")
        #expect(two.message.contains("`policies/high.yaml`, `policies/z.yaml`"))
        try story.test.write("rules", to: "policies/z.yaml")
        #expect(try await story.test.failure { try await story.gate(name) }.code == "bad_policy")
        try FileManager.default.removeItem(atPath: folder)
        let none = try await story.test.failure { try await story.gate(name) }
        #expect(none.code == "no_policy")
        #expect(none.kind == .fault)
        #expect(try await story.test.recordCount() == count)
    }

    @Test func `a wrong rule stops what its policy covers, and nothing else`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        _ = try await story.gate(name)
        let folder = story.test.folder + "/policies"
        for (file, stops) in [("low", false), ("high", true)] {
            let path = "\(folder)/\(file).yaml"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try story.test.write(
                text.replacingOccurrences(of: "because:", with: "becuase:"),
                to: "policies/\(file).yaml")
            guard stops else {
                _ = try await story.gate(name)
                continue
            }
            #expect(
                try await story.test.failure { try await story.gate(name) }.code == "bad_policy")
            // Mended, it counts from the next gate on.
            try story.test.write(text, to: "policies/\(file).yaml")
            _ = try await story.gate(name)
        }
    }

    @Test func `a policy named for one gate must apply there`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let low = story.test.folder + "/policies/low.yaml"
        let failure = try await story.test.failure {
            try await JudgeVersion(
                version: name, to: "production", policyFile: PolicyFile(path: low), by: story.maker
            )
            .run(on: story.test.platform)
        }
        #expect(failure.code == "other_policy")
        #expect(failure.message.contains("high-risk model going to `production`"))
    }
}
