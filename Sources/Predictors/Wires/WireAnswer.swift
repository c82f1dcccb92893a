/// Reads other programs' answers, which are strangers' bytes.
enum WireAnswer {
    static let byteLimit = 256 << 20

    static func document(_ bytes: [UInt8]) throws(WireError) -> ModelDocument {
        guard bytes.count <= byteLimit else { throw .answerTooLarge(bytesMost: byteLimit) }
        do {
            return try JSONDocument.parse(bytes)
        } catch {
            throw .notJSON(byte: error.offset, reason: error.reason)
        }
    }

    /// One number, list or object for each row.
    static func rows(
        _ document: ModelDocument, rowCount: Int
    ) throws(WireError) -> WirePredictions {
        guard let rows = document.list else { throw .notNumbers }
        guard rows.count == rowCount else {
            throw .rowsDiffer(expected: rowCount, found: rows.count)
        }
        let names = rows.first.map(names) ?? []
        var values: [Double] = []
        var width: Int?
        for row in rows {
            guard self.names(row) == names else { throw .notNumbers }
            let cells = try flat(row)
            guard width == nil || width == cells.count else { throw .notNumbers }
            width = cells.count
            values += cells
        }
        return try WirePredictions(values: values, rowCount: rowCount)
    }

    private static func names(_ row: ModelDocument) -> [String] {
        guard case .object(let members) = row else { return [] }
        return members.map(\.name)
    }

    /// The numbers of a number, of lists within lists, or of an object's members, in order.
    static func flat(_ document: ModelDocument) throws(WireError) -> [Double] {
        switch document {
        case .number(let number): return [number]
        case .numbers(let numbers): return numbers
        case .list(let elements):
            var values: [Double] = []
            for element in elements { values += try flat(element) }
            return values
        case .object(let members):
            var values: [Double] = []
            for member in members {
                guard case .number(let number) = member.value else { throw .notNumbers }
                values.append(number)
            }
            return values
        case .null, .flag, .text: throw .notNumbers
        }
    }
}
