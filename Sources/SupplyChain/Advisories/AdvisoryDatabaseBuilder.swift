import Transparency

/// Gathers advisories and writes them as one database.
package struct AdvisoryDatabaseBuilder: Sendable {
    private var advisories: [String: Advisory] = [:]

    package init() {}

    /// Adds an advisory; of two with the same identifier the one that was changed last stays.
    package mutating func add(_ advisory: Advisory) {
        if let known = advisories[advisory.id], known.modified > advisory.modified { return }
        advisories[advisory.id] = advisory
    }

    /// - Throws: ``DocumentError`` when there is more than one database can hold.
    package func database() throws(DocumentError) -> AdvisoryDatabase {
        let kept = advisories.values.filter { !$0.isWithdrawn && !$0.affected.isEmpty }
            .sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        let aliases = AliasClosure(kept)
        var records: [UInt8] = []
        var places: [String: [JSON]] = [:]
        for advisory in kept {
            var whole = advisory
            whole.aliases = aliases.others(than: advisory)
            let line = whole.record.canonicalBytes
            let place: JSON = [JSON(records.count), JSON(line.count)]
            for name in Set(advisory.affected.map(\.name.text)) {
                places[name, default: []].append(place)
            }
            records += line + [UInt8(ascii: "\n")]
        }
        guard records.count <= AdvisoryDatabase.byteCountMax / 2,
            places.count <= AdvisoryDatabase.packageCountMax
        else { throw DocumentError("these are more advisories than one database holds") }
        let index: JSON = [
            "advisories": JSON(kept.count),
            "modified": .string(kept.map(\.modified).max() ?? ""),
            "packages": .object(places.mapValues(JSON.array)),
        ]
        let bytes = AdvisoryDatabase.header + index.canonicalBytes + [UInt8(ascii: "\n")] + records
        return try AdvisoryDatabase(bytes: bytes)
    }
}
