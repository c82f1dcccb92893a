import Testing
import Transparency

@testable import Governance

@Suite struct DossierTests {
    private func full() throws -> Dossier {
        try Income.dossier(
            [
                Income.evidence(daysAgo: 2, saying: ["auc": 0.9]),
                Income.evidence(.aibom, expiresIn: 3),
            ],
            approvals: [Income.approval(), Income.approval(of: [Income.config], isWhole: false)],
            waivers: [Income.waiver(of: "performance")], version: Income.version(2),
            before: Income.version(1, parts: [Income.config]))
    }

    @Test func `what it writes reads back, and is written the same again`() throws {
        for dossier in [try full(), try Income.dossier()] {
            let bytes = dossier.json.canonicalBytes
            #expect(dossier.canonicalBytes == bytes)
            let read = try #require(Dossier(json: try JSON(parsing: bytes)))
            #expect(read == dossier)
            #expect(read.json.canonicalBytes == bytes)
        }
    }

    @Test func `random dossiers read back`() throws {
        var random = SeededRandom()
        for _ in 0..<200 {
            let dossier = try random.dossier()
            #expect(dossier.canonicalBytes == dossier.json.canonicalBytes)
            #expect(Dossier(json: try JSON(parsing: dossier.canonicalBytes)) == dossier)
        }
    }

    @Test func `the order in which things are handed over does not matter`() throws {
        let dossier = try full()
        let other = Dossier(
            at: dossier.at, to: dossier.to, subject: dossier.subject, version: dossier.version,
            evidence: dossier.evidence.reversed(), approvals: dossier.approvals.reversed(),
            waivers: dossier.waivers, predecessor: dossier.predecessor)
        #expect(other == dossier)
        #expect(dossier.evidence.map(\.at) == dossier.evidence.map(\.at).sorted())
    }

    @Test(arguments: [
        "at", "to", "subject", "version", "evidence", "approvals", "waivers", "predecessor", "v",
    ])
    func `a dossier without one of its members does not read`(member: String) throws {
        var members = try #require(try full().json.objectValue)
        members[member] = nil
        #expect(Dossier(json: .object(members)) == nil)
        members[member] = .string("x")
        #expect(member == "to" || Dossier(json: .object(members)) == nil)
    }

    /// Every value in the whole tree is replaced in turn by one of another shape.
    @Test func `a dossier with anything malformed does not read, and nothing crashes`() throws {
        let dossier = try full()
        var (refused, taken) = (0, 0)
        for wrong in [JSON.null, -1, 1e308, true, [], [:], [[]], "", "\u{0}", "sha256:"] {
            for changed in Mutation.all(of: dossier.json, to: wrong) where changed != dossier.json {
                guard let read = Dossier(json: changed) else {
                    refused += 1
                    continue
                }
                // Only free text and what evidence says may be anything; then it is kept as it is.
                taken += 1
                #expect(read.json == changed)
            }
        }
        print("\(refused) malformed dossiers refused, \(taken) taken as they are")
        #expect(refused > 500 && taken > 0)
    }

    @Test func `a dossier that says more than it means does not read`() throws {
        var members = try #require(try full().json.objectValue)
        members["more"] = 1
        #expect(Dossier(json: .object(members)) == nil)
    }

    @Test func `a dossier out of order, or with moments in another form, does not read`() throws {
        var members = try #require(try full().json.objectValue)
        let evidence = try #require(members["evidence"]?.arrayValue)
        members["evidence"] = .array(evidence.reversed())
        #expect(Dossier(json: .object(members)) == nil)
        members["evidence"] = .array(evidence)
        members["at"] = "2026-09-21"
        #expect(Dossier(json: .object(members)) == nil)
    }

    @Test func `a dossier in which two things bear one name does not read`() throws {
        let evidence = [
            Income.evidence(saying: ["auc": 0.4]), Income.evidence(.aibom, saying: ["auc": 0.9]),
        ]
        var members = try #require(try Income.dossier(evidence).json.objectValue)
        let list = try #require(members["evidence"]?.arrayValue)
        var second = try #require(list[1].objectValue)
        second["id"] = list[0]["id"]
        members["evidence"] = .array([list[0], .object(second)])
        #expect(Dossier(json: .object(members)) == nil)
    }

    @Test func `a dossier about two subjects does not read`() throws {
        var members = try #require(try full().json.objectValue)
        members["subject"] = try Income.subject("other").json
        #expect(Dossier(json: .object(members)) == nil)
    }

    @Test func `approvals hold for these bytes, terms, transition and subject`() throws {
        let held = [
            try Income.approval(), try Income.approval(of: [Income.config], isWhole: false),
        ]
        let others = [
            try Income.approval(to: "staging"), try Income.approval(of: [Income.config]),
            try Income.approval(subject: Income.subject("other")),
            try Income.approval(subject: Income.subject(risk: .low)),
        ]
        let dossier = try Income.dossier(approvals: others + held)
        #expect(Set(dossier.holdingApprovals) == Set(held))
    }

    @Test func `evidence that holds is about these bytes, whatever its age`() throws {
        let held = [Income.evidence(daysAgo: 999), Income.evidence(expiresIn: -3)]
        let void = Income.evidence(lookedAt: [Income.part(.config, "old")])
        #expect(try Income.dossier([void] + held).holdingEvidence == [held[0], held[1]])
    }
}

/// The same JSON with one value replaced.
enum Mutation {
    static func all(of json: JSON, to replacement: JSON) -> [JSON] {
        var results = [replacement]
        switch json {
        case .array(let items):
            for index in items.indices {
                for changed in all(of: items[index], to: replacement) {
                    var copy = items
                    copy[index] = changed
                    results.append(.array(copy))
                }
            }
        case .object(let members):
            for (name, member) in members {
                for changed in all(of: member, to: replacement) {
                    var copy = members
                    copy[name] = changed
                    results.append(.object(copy))
                }
            }
        case .null, .bool, .number, .string: break
        }
        return results
    }
}
