package import Governance
package import Ledger
package import Transparency

/// One record of the ledger with the proof that it stands there, which is checked on the way out.
package struct ShowRecord: Operation {
    package let index: Int
    package let by: Actor

    package static let permission = Permission.readLedger
    package var object: OperationObject { .platform }

    package init(index: Int, by: Actor) {
        self.index = index
        self.by = by
    }

    package struct Shown: Sendable {
        package let record: Record
        package let receipt: LogProof
        package let size: Int
        package let root: Digest
        /// Whether record, path and root fit together under the log's own key.
        package let isProven: Bool
        package let people: People
    }

    package func run(on platform: Platform) async throws -> Shown {
        let receipt = try await platform.receipt(of: index)
        guard let bytes = receipt.extra, let record = try? Record(parsing: bytes),
            let checkpoint = try? Checkpoint(parsing: receipt.checkpoint.text)
        else { throw Failure.fault("damaged_record", "record \(index) does not read") }
        let proof = InclusionProof(
            index: receipt.index, treeSize: checkpoint.size, path: receipt.path)
        let fits: Void? = try? proof.check(
            leafHash: MerkleHash.leaf(bytes), root: checkpoint.root)
        return Shown(
            record: record, receipt: receipt, size: checkpoint.size, root: checkpoint.root,
            isProven: fits != nil, people: try await People(on: platform, ids: [record.by]))
    }
}

/// What an auditor takes away about a version or a decision: the record, its place, the signed head.
package struct ReadReceipt: Operation {
    /// A version, a decision's digest, or an index.
    package let target: String
    package let by: Actor

    package static let permission = FindRecord.permission
    package var object: OperationObject { FindRecord(target: target, by: by).object }

    package init(target: String, by: Actor) {
        self.target = target
        self.by = by
    }

    package func run(on platform: Platform) async throws -> LogProof {
        let found = try await FindRecord(target: target, by: by).run(on: platform)
        return try await platform.receipt(of: found.index)
    }
}

extension Platform {
    func receipt(of index: Int) async throws(Failure) -> LogProof {
        do {
            return try await LedgerProver(store: store).receipt(of: index)
        } catch {
            throw .fault("no_proof", "\(error)")
        }
    }
}
