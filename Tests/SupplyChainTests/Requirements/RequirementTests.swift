import Testing

@testable import SupplyChain

@Suite struct RequirementTests {
    @Test(
        arguments: [
            ("requests", "requests", [], ""),
            ("Requests >= 2.8.1 , == 2.8.*", "requests", [], ">=2.8.1,==2.8.*"),
            ("name[quux, strange_X];python_version<'2.7'", "name", ["quux", "strange-x"], ""),
            ("torch (>=1.0)", "torch", [], ">=1.0"), ("a[ ]==1", "a", [], "==1"),
        ] as [(String, String, [String], String)])
    func `a requirement of an index is read`(
        _ text: String, _ name: String, _ extras: [String], _ versions: String
    ) throws {
        let requirement = try Requirement(parsing: text)
        #expect(requirement.name.text == name)
        #expect(requirement.extras.map(\.text) == extras)
        guard case .index(let set) = requirement.source else {
            Issue.record("\(requirement)")
            return
        }
        #expect(set.description == versions)
    }

    @Test(
        arguments: [
            ("pip @ https://x.org/pip-1.zip#sha1=da", "https://x.org/pip-1.zip#sha1=da"),
            ("x@git+https://h/r.git@main ; os_name=='a'", "git+https://h/r.git@main"),
            ("n @ file:///a;b", "file:///a;b"),
        ])
    func `an address is taken whole`(_ text: String, _ address: String) throws {
        #expect(try Requirement(parsing: text).source == .address(address))
    }

    @Test(
        arguments: [
            ("", 0, .noName), ("==1", 0, .noName), ("a[", 2, .malformedExtras),
            ("a[b c]", 4, .malformedExtras), ("a[b,]", 4, .malformedExtras),
            ("a 1.0", 2, .malformedVersions), ("a (>=1", 2, .malformedVersions),
            ("a @ ", 4, .noAddress), ("a; b", 3, .malformedMarker),
            ("a; os_name == ", 14, .malformedMarker), ("a; os_name == 'x", 16, .malformedMarker),
            ("a; os_name == 'x' or", 20, .malformedMarker),
            ("a; os_name == 'x')", 17, .trailingText),
            ("a @ u x", 6, .trailingText),
        ] as [(String, Int, RequirementError.Reason)])
    func `what PEP 508 does not allow is refused, with the place`(
        _ text: String, _ offset: Int, _ reason: RequirementError.Reason
    ) {
        #expect(throws: RequirementError(offset: offset, reason: reason)) {
            try Requirement(parsing: text)
        }
    }

    @Test func `size and nesting are limited`() {
        let long = "a" + String(repeating: " ", count: 20_000)
        #expect(throws: RequirementError.self) { try Requirement(parsing: long) }
        let deep = "a;" + String(repeating: "(", count: 10_000)
        #expect(throws: RequirementError.self) { try Requirement(parsing: deep) }
    }

    @Test func `no change of the text traps`() {
        let seeds = [
            "name[a,b] (>=1.0,!=1.5.*) ; (os_name == 'nt' or python_version < \"3\") and extra == 'x'",
            "pip @ git+https://h/r.git@main#egg=x ; 'linux' in sys_platform",
        ]
        for bytes in Mutations(seeds: seeds, count: 20_000) {
            guard let requirement = try? Requirement(parsing: bytes.text) else { continue }
            _ = requirement.marker.map(MarkerEnvironment.unknown.truth)
        }
    }
}
