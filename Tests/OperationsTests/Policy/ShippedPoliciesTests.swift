import Foundation
import Governance
import Operations
import Testing

@Suite struct ShippedPoliciesTests {
    @Test(arguments: ShippedPolicies.files.indices)
    func `each reads and passes its own fixtures, of which it has both kinds`(index: Int) throws {
        let (name, bytes) = ShippedPolicies.files[index]
        let policy = try YAMLPolicy.parse(bytes)
        #expect(policy.runFixtures().flatMap(\.differences).isEmpty, "\(name)")
        #expect(Set(policy.fixtures.map(\.verdict)).count > 1, "\(name)")
    }

    @Test func `a folder that is there already stays as its owner left it`() throws {
        let test = try TestPlatform()
        try FileManager.default.removeItem(atPath: test.folder + "/policies/low.yaml")
        try test.write("mine", to: "policies/high.yaml")
        try ShippedPolicies.lay(out: test.folder + "/policies")
        let left = try FileManager.default.contentsOfDirectory(atPath: test.folder + "/policies")
        #expect(
            Set(left) == [
                "high.yaml", "medium.yaml", "packages.yaml", "staging.yaml", "use-high.yaml",
                "use.yaml",
            ])
        let beside = try FileManager.default.contentsOfDirectory(atPath: test.folder)
        #expect(!beside.contains { $0.hasSuffix("~") })
    }
}
