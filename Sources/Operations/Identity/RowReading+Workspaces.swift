import Governance
import Ledger

extension RowReading {
    /// The rows that a query finds in some workspaces, in the query's order.
    ///
    /// - Complexity: A query for each workspace.
    func rows(_ query: RowQuery, in workspaces: WorkspaceSet) async throws(Failure) -> RowPage {
        switch workspaces {
        case .all: return try await page(query)
        case .only(let workspaces):
            var query = query
            query.limit = min(query.limit, RowQuery.limitMax - 1)
            var found: [(row: Row, cursor: PageCursor)] = []
            for workspace in workspaces.sorted() {
                let page = try await page(query.oneMore(in: workspace))
                found += zip(page.rows, page.cursors).map { (row: $0, cursor: $1) }
            }
            return query.page(of: found)
        }
    }

    private func page(_ query: RowQuery) async throws(Failure) -> RowPage {
        do { return try await rows(query) } catch { throw Failure(error) }
    }
}

extension RowQuery {
    /// The same in one workspace, with a row more to tell whether there are more.
    fileprivate func oneMore(in workspace: Workspace) -> RowQuery {
        var query = self
        query.matching.append(.init(Row.workspaceField, workspace.name))
        query.limit += 1
        return query
    }
}

extension Row {
    static let workspaceField = "workspace"

    /// Where what the row is about is.
    var workspace: Workspace {
        fields[Self.workspaceField]?.first.flatMap { Workspace($0) } ?? .standard
    }
}
