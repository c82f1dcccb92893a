import Testing
import Transparency

@testable import Governance

@Suite struct IntakeOfferTests {
    private static let commit = String(repeating: "a1", count: 20)

    private func refusal(_ offer: IntakeOffer) -> IntakeRefusal? {
        do throws(IntakeRefusal) {
            try offer.check()
            return nil
        } catch { return error }
    }

    @Test(arguments: ["org/name", "gpt2", "Org-1/na.me_x"])
    func `a project of a hub has one or two steps`(project: String) {
        #expect(refusal(IntakeOffer(source: .hub, project: project, revision: Self.commit)) == nil)
    }

    @Test(arguments: [
        "", "/", "a/", "/a", "a/b/c", "..", "../a", "a/..", "a/../b", "a%2fb", "a\\b", "a b",
        "a\u{0}b", ".git/x", "a..b", "ä/b", String(repeating: "a", count: 201),
    ])
    func `what could lead elsewhere is no project`(project: String) {
        #expect(
            refusal(IntakeOffer(source: .hub, project: project, revision: Self.commit))
                == .badProject(project))
    }

    @Test func `a package has one step, and a release of its own form`() {
        #expect(
            refusal(IntakeOffer(source: .packages, project: "num-py", revision: "2!1.0+cu118"))
                == nil)
        #expect(
            refusal(IntakeOffer(source: .packages, project: "a/b", revision: "1"))
                == .badProject("a/b"))
        #expect(
            refusal(IntakeOffer(source: .packages, project: "a", revision: "1/2"))
                == .badRevision("1/2"))
    }

    @Test(arguments: ["main", "", String(repeating: "A1", count: 20), "a1"])
    func `a revision of a hub is a whole commit`(revision: String) {
        #expect(
            refusal(IntakeOffer(source: .hub, project: "a/b", revision: revision))
                == .badRevision(revision))
    }

    @Test func `a branch, and what is said, have their bounds`() {
        func offer(_ ref: String?, _ facts: JSON = [:]) -> IntakeOffer {
            IntakeOffer(
                source: .hub, project: "a/b", revision: Self.commit, ref: ref, facts: facts)
        }
        #expect(refusal(offer("refs/pr/1")) == nil)
        #expect(refusal(offer("../x")) == .badRef("../x"))
        let long = JSON.string(String(repeating: "x", count: IntakeOffer.factsByteCountMax))
        #expect(refusal(offer(nil, ["a": long])) == .factsTooLong(limit: 16_384))
    }
}
