/// What somebody must find settled.
package enum SettledExtent: Sendable, Equatable {
    case all
    /// The runs of these ids.
    case runs([String])

    var condition: SQLCondition {
        switch self {
        case .all: .all([])
        case .runs(let ids): .among("run_id", ids)
        }
    }
}

/// A run of which something is in the journal.
struct UnsettledRun: Sendable {
    let number: Int64
    let id: String
}

// INVARIANT: what was logged before a search or a history was asked for is found there.
extension TrackingStore {
    private static let listedCountMax = 30_000
    /// So many runs are settled in a transaction, for which others wait: more where there are many.
    private static func settledCount(of all: Int) -> Int { max(4, all / 125) }

    /// Searches what is settled; what is not and was there before is settled first.
    package func search<Value: Sendable>(
        settling extent: SettledExtent,
        _ body: @escaping @Sendable (TrackingSession) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        let found = try await search { session throws(TrackingError) -> Value? in
            guard try session.unsettledRuns(extent, after: 0, limit: 1).isEmpty else { return nil }
            return .some(try body(session))
        }
        if let found { return found }
        try await settle(extent)
        return try await search(body)
    }

    /// Sorts in what the journal holds when this begins; who asks for all meanwhile shares the next
    /// time.
    package func settle(_ extent: SettledExtent = .all) async throws(TrackingError) {
        guard extent == .all else { return try await settleNow(extent) }
        try await settling.value { () async throws(TrackingError) in try await settleNow(extent) }
    }

    private func settleNow(_ extent: SettledExtent) async throws(TrackingError) {
        var last: Int64? = 0
        while let after = last {
            let runs = try await search { session throws(TrackingError) in
                try session.unsettledRuns(extent, after: after, limit: Self.listedCountMax)
            }
            try await settle(runs)
            last = runs.last?.number
        }
    }

    private func settle(_ runs: [UnsettledRun]) async throws(TrackingError) {
        let count = Self.settledCount(of: runs.count)
        for start in stride(from: 0, to: runs.count, by: count) {
            let numbers = runs[start...].prefix(count).map(\.number)
            try await write(isAlone: true) { session throws(TrackingError) in
                try session.settle(numbers)
            }
            estimates.forget()
        }
    }
}
