import Foundation
import Testing
import Transparency

/// Several processes work on one home at once, and some are killed: what was acknowledged is there.
@Suite struct ManyProcesses {
    private func register(_ name: String, _ file: String) -> [String] {
        ["register", "model", name, "--from", file] + AdultIncome.terms + ["--json"]
    }

    @Test func `eight processes that make a new home together all get their version`() async throws
    {
        let home = try TestHome()
        let file = try home.write("weights", to: "model.bin")
        let running = try (0..<8).map { try home.start(register("m\($0)", file)) }
        for (number, process) in running.enumerated() {
            let answer = try #require(try await process.answer())
            #expect(answer.status == 0, "\(answer)")
            #expect(answer.json?["version"] == .string("model:m\(number)@1"))
        }
        let verified = try await home.assay("log", "verify", "--read-models", "--json")
        #expect(verified.status == 0, "\(verified)")
        // Each with its scan, and the evidence of it.
        #expect(verified.json?["size"] == 24)
        #expect(verified.json?["authenticity"] == "verified")
        let gate = try await home.assay("gate", "m3@1", "--to", "production", "--json")
        #expect(gate.status == 2, "\(gate)")
    }

    @Test func `eight versions of one subject are numbered without a gap`() async throws {
        let home = try TestHome()
        let files = try (0..<8).map { try home.write("weights \($0)", to: "model\($0).bin") }
        let running = try files.map { try home.start(register("one", $0)) }
        var versions: [String] = []
        for process in running {
            let answer = try #require(try await process.answer())
            versions.append(try #require(answer.json?["version"]?.stringValue, "\(answer)"))
        }
        #expect(Set(versions) == Set((1...8).map { "model:one@\($0)" }))
    }

    @Test(.timeLimit(.minutes(15)))
    func `whatever is killed at whatever moment, all that was acknowledged is there`()
        async throws
    {
        var random = SeededRandom()
        let home = try TestHome()
        let file = try home.write("weights", to: "model.bin")
        let note = try home.write("seen", to: "note.txt")
        #expect(try await home.assay(register("base", file)).status == 0)
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try await home.assay(evidence(note)).status == 0)
        // While all suites begin it takes many times as long as later.
        let usual = min(start.duration(to: clock.now), .milliseconds(500))

        var acknowledged = Acknowledged()
        for round in 0..<50 {
            let running = try [
                home.start(register("m\(round)", file)),
                home.start(evidence(note)), home.start(evidence(note)),
            ]
            for process in running.shuffled(using: &random).dropFirst(round % 3) {
                // The moment is what is tried out here, so this waits for real.
                try await Task.sleep(for: usual * Double.random(in: 0...1, using: &random))
                process.kill()
            }
            for process in running {
                if let answer = try await process.answer() { try acknowledged.note(answer) }
            }
        }
        print(
            "killed: \(acknowledged.versions.count) versions and \(acknowledged.evidence.count) "
                + "pieces of evidence were acknowledged, ASSAY_SEED=\(SeededRandom.seed)")
        let verified = try await home.assay("log", "verify", "--read-models", "--json")
        #expect(verified.status == 0, "\(verified)")
        try await acknowledged.expectAll(in: home)
    }

    private func evidence(_ file: String) -> [String] {
        [
            "evidence", "add", "base@1", "--kind", "attestation", "--looked-at", "weights",
            "--file", file, "--json",
        ]
    }
}

/// What programs said that they had done.
private struct Acknowledged {
    private(set) var versions: [String] = []
    private(set) var evidence: [String] = []

    mutating func note(_ answer: Programs.Answer) throws {
        let json = try #require(answer.json, "\(answer)")
        #expect(answer.status == 0, "\(answer)")
        if let version = json["version"]?.stringValue { versions.append(version) }
        if let id = json["evidence"]?["id"]?.stringValue { evidence.append(id) }
    }

    func expectAll(in home: TestHome) async throws {
        let listed = try await home.assay("list", "--limit", "1000", "--json")
        let found = (listed.json?["versions"]?.arrayValue ?? [])
            .compactMap { $0["version"]?["name"]?.stringValue }
        #expect(Set(versions).isSubset(of: found))
        let shown = try await home.assay("show", "base@1", "--json")
        let kept = (shown.json?["dossier"]?["evidence"]?.arrayValue ?? [])
            .compactMap { $0["id"]?.stringValue }
        #expect(Set(evidence).isSubset(of: kept))
        #expect(try await home.assay("gate", "base@1", "--to", "production").status == 2)
    }
}
