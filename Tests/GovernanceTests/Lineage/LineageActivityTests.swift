import Governance
import Testing
import Transparency

@Suite struct LineageActivityTests {
    private func references(_ range: Range<Int>) -> [LineageReference] {
        range.map { LineageReference(Digest(of: Array("\($0)".utf8))) }
    }

    @Test func `what is written is read`() {
        let activity = LineageActivity(
            id: "r1", kind: .run, name: "python train.py", inputs: references(0..<3),
            outputs: references(3..<4), statement: Digest(of: [1]))
        #expect(LineageActivity(json: activity.json) == activity)
    }

    @Test func `pieces fit into records and together say the same`() {
        let activity = LineageActivity(
            id: "r1", kind: .run, name: "n", inputs: references(0..<3_000),
            outputs: references(3_000..<3_010))
        let pieces = activity.pieces
        #expect(pieces.count > 1)
        #expect(pieces.allSatisfy { $0.json.canonicalBytes.count < 60_000 })
        #expect(Set(pieces.flatMap(\.inputs)) == Set(activity.inputs))
        #expect(Set(pieces.flatMap(\.outputs)) == Set(activity.outputs))
    }

    @Test func `what is wrong is said`() throws {
        let some = references(0..<1)
        func refusal(_ id: String, _ name: String, _ inputs: [LineageReference]) -> LineageActivity
            .Refusal?
        {
            let activity = LineageActivity(
                id: id, kind: .run, name: name, inputs: inputs, outputs: [])
            do { try activity.check(); return nil } catch { return error }
        }
        #expect(refusal("a", "b", some) == nil)
        #expect(refusal("", "b", some) == .badID)
        #expect(refusal("a", "b\u{7}", some) == .badName)
        #expect(refusal("a", "b", []) == .nothing)
        #expect(refusal("a", "b", references(0..<20_001)) == .tooMany(limit: 20_000))
    }
}
