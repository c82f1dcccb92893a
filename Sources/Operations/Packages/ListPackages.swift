package import Governance
import Ledger
package import SupplyChain
import Transparency

/// The names of all projects that have files here.
package struct ListPackages: Operation {
    package let by: Actor

    package static let permission = Permission.readArtifact
    package var object: OperationObject { .visible }

    package init(by: Actor) { self.by = by }

    private static let pageCount = 1_000
    private static let pageCountMax = 200

    /// - Returns: At most those of the newest 200,000 files, sorted.
    package func run(on platform: Platform) async throws -> [PackageName] {
        var names: Set<PackageName> = []
        var after: PageCursor?
        for _ in 0..<Self.pageCountMax {
            let page = try await platform.store.rows(
                RowQuery(
                    ReadModel.intakes.rawValue,
                    matching: [.init("source", Intake.Source.packages.rawValue)], after: after,
                    limit: Self.pageCount), in: by.workspaces(for: Self.permission))
            for row in page.rows {
                if let name = row.document["project"]?.stringValue.flatMap({ PackageName($0) }) {
                    names.insert(name)
                }
            }
            guard let next = page.next else { break }
            after = next
        }
        return names.sorted()
    }
}
