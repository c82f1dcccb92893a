import Tracking

/// What several who share a transaction asked first, with the answers.
struct PostgresAskedAhead {
    private struct Turn {
        let queries: [SQLQuery]
        let results: ArraySlice<PostgresResult>
    }

    private var turns: [Turn] = []
    private var atHand: Turn?

    init() {}

    /// `results`: One of each query, in order.
    init(_ questions: [[SQLQuery]], _ results: ArraySlice<PostgresResult>) {
        var rest = results
        for queries in questions {
            turns.append(Turn(queries: queries, results: rest.prefix(queries.count)))
            rest = rest.dropFirst(queries.count)
        }
    }

    /// - Returns: How many of that one's statements changed something.
    mutating func take(turn: Int) -> Int {
        guard turns.indices.contains(turn) else { return 0 }
        atHand = turns[turn]
        return Self.changeCount(of: turns[turn].queries, turns[turn].results)
    }

    /// What these gave when they were asked ahead by the one whose turn it is; once.
    mutating func results(of queries: [SQLQuery]) -> ArraySlice<PostgresResult>? {
        guard let turn = atHand, turn.queries == queries else { return nil }
        atHand = nil
        return turn.results
    }

    static func changeCount(
        of queries: [SQLQuery], _ results: ArraySlice<PostgresResult>
    ) -> Int {
        zip(queries, results).count { query, result in
            !query.sql.hasPrefix("SELECT") && result.changedCount > 0
        }
    }
}
