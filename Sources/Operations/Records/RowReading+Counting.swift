import Governance
import Ledger

extension RowReading {
    /// How many rows of a read model have these values, in some workspaces.
    func count(
        _ table: ReadModel, _ matching: [RowQuery.Match], in workspaces: WorkspaceSet
    ) async throws(Failure) -> Int {
        switch workspaces {
        case .all: return try await total(RowQuery(table.rawValue, matching: matching))
        case .only(let workspaces):
            var sum = 0
            for workspace in workspaces {
                let here = RowQuery.Match(Row.workspaceField, workspace.name)
                sum += try await total(RowQuery(table.rawValue, matching: matching + [here]))
            }
            return sum
        }
    }

    private func total(_ query: RowQuery) async throws(Failure) -> Int {
        do { return try await count(query) } catch { throw Failure(error) }
    }
}
