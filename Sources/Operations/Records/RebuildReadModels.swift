package import Governance
import Ledger
import Transparency

/// What comparing the read models with the records, or making them again, found.
package struct ReadModelsReport: Sendable, Equatable {
    package let recordCount: Int
    package let rowCount: Int
    package let differenceCount: Int
    /// The first of them, a sentence each.
    package let differences: [String]

    package var isEqual: Bool { differenceCount == 0 }

    package init(recordCount: Int, rowCount: Int, differenceCount: Int, differences: [String]) {
        self.recordCount = recordCount
        self.rowCount = rowCount
        self.differenceCount = differenceCount
        self.differences = differences
    }

    init(_ report: RebuildReport) {
        self.init(
            recordCount: report.recordCount, rowCount: report.rowCount,
            differenceCount: report.differenceCount,
            differences: report.differences.map(\.description))
    }
}

/// Makes every read model again from the records, and says what differed.
package struct RebuildReadModels: Operation {
    package let by: Actor

    package static let permission = Permission.maintainPlatform
    package var object: OperationObject { .platform }

    package init(by: Actor) { self.by = by }

    package func run(on platform: Platform) async throws -> ReadModelsReport {
        do throws(RebuildError) {
            let report = ReadModelsReport(try await platform.readModels.run())
            await platform.lineage.forget()
            return report
        } catch .ledger(let error) {
            throw Failure(error)
        } catch {
            throw Failure.fault("not_rebuilt", "\(error)")
        }
    }
}

/// Compares every read model with what the records make, and changes nothing in them; lineage that was
/// read of them is read again.
package struct CheckReadModels: Operation {
    package let by: Actor

    package static let permission = Permission.readLedger
    package var object: OperationObject { .platform }

    package init(by: Actor) { self.by = by }

    package func run(on platform: Platform) async throws -> ReadModelsReport {
        do throws(RebuildError) {
            let report = ReadModelsReport(try await platform.readModels.check())
            await platform.lineage.forget()
            return report
        } catch .ledger(let error) {
            throw Failure(error)
        } catch {
            throw Failure.fault("not_compared", "\(error)")
        }
    }
}

extension Platform {
    fileprivate var readModels: ReadModelRebuild {
        ReadModelRebuild(
            store: store, projection: GovernanceProjection.projection, writer: keys.log.name)
    }
}
