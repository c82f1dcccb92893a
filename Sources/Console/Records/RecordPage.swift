import Governance
import Ledger
import Operations
import Transparency

/// One record of the ledger and the proof that it stands there.
struct RecordPage: View {
    static let template = "record"

    struct Step: Sendable {
        let sibling: String
        let side: String
    }

    let index: String
    let kind: String
    let recordedAt: Moment
    let recordedBy: String
    let grade: GradeMark
    let writer: String
    let number: String
    let body: String
    let leaf: String
    let size: String
    let root: String
    let steps: [Step]
    let proven: String
    let provenMark: String
    let receiptHref: String
    let earlierHref: String?
    let laterHref: String?

    init(_ shown: ShowRecord.Shown, for request: ConsoleRequest) {
        let record = shown.record
        let place = shown.receipt.index
        index = "#" + Wording.count(place)
        kind = Wording.title(record.kind)
        recordedAt = request.moment(record.at)
        recordedBy = shown.people.name(record.by)
        grade = GradeMark(Grade(rawValue: record.grade) ?? .declared)
        writer = record.writer
        number = Wording.count(record.number)
        body = record.body.indented
        leaf = MerkleHash.leaf(record.bytes).description
        size = Wording.count(shown.size, "record")
        root = shown.root.description
        steps = shown.receipt.path.enumerated().map { height, sibling in
            Step(sibling: sibling.description, side: "level \(height + 1)")
        }
        proven =
            shown.isProven
            ? "The record, hashed with \(Wording.count(steps.count, "other hash", "other hashes")), "
                + "gives exactly the signed root. It stands in the ledger, unaltered."
            : "The hashes do not lead to the signed root. Verify the whole ledger."
        provenMark = shown.isProven ? "verified" : "failed"
        receiptHref = Address("ledger", String(place), "receipt").text
        earlierHref = place > 0 ? Address.record(place - 1) : nil
        laterHref = place + 1 < shown.size ? Address.record(place + 1) : nil
    }
}
