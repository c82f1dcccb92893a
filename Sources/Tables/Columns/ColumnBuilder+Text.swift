extension ColumnBuilder {
    /// Adds a cell of text.
    ///
    /// - Parameters:
    ///   - cell: Valid UTF-8, without quotation marks around it.
    ///   - isQuoted: Whether they were there: an empty text with them is no missing cell.
    ///   - place: For the error.
    /// - Throws: ``TableError`` when the cell is not what was asked for.
    @inline(__always)
    mutating func append(
        cell: Span<UInt8>, isQuoted: Bool, at place: RowPlace
    ) throws(TableError) {
        switch type {
        case .number:
            if let value = NumberText(cell).value { return try append(number: value, at: place) }
            try appendOther(cell, at: place)
        case .integer:
            if let value = NumberText(cell).value {
                if value.magnitude > 0x1p53 { count(beyondExact: 1) }
                return try append(number: value, at: place)
            }
            try appendOther(cell, at: place)
        case .category:
            if cell.count == 0, !isQuoted, rule.allowsMissing {
                return try appendMissing(at: place)
            }
            append(code: try code(of: cell))
        case .boolean:
            try appendTruth(cell, at: place)
        case .date, .timestamp, .time:
            try appendTime(cell, at: place)
        }
    }

    /// Adds a text that nobody has checked to be UTF-8.
    ///
    /// - Throws: ``TableError/notText(_:column:)`` and what a cell throws.
    @inline(__always)
    mutating func append(unchecked text: Span<UInt8>, at place: RowPlace) throws(TableError) {
        if type == .category {
            append(code: try code(ofUnchecked: text, at: place))
        } else {
            try count(textBytes: text.count)
            try check(text, at: place)
            try append(cell: text, isQuoted: true, at: place)
        }
    }

    /// The code of a text that nobody has checked to be UTF-8, unless it was there before.
    ///
    /// - Throws: ``TableError/notText(_:column:)``; ``TableError/tooLarge(_:bytesMost:)`` when the
    ///   chunk's texts are more than ``TableLimits/heldBytes``.
    @inline(__always)
    mutating func code(
        ofUnchecked text: Span<UInt8>, at place: RowPlace
    ) throws(TableError) -> Int32 {
        try count(textBytes: text.count)
        let known = knownTexts
        let code = try code(of: text)
        if Int(code) == known { try check(text, at: place) }
        return code
    }

    private func check(_ text: Span<UInt8>, at place: RowPlace) throws(TableError) {
        do {
            _ = try UTF8Span(validating: text)
        } catch {
            throw .notText(place, column: name)
        }
    }

    /// A cell of a column of numbers that is no finite number.
    private mutating func appendOther(_ cell: Span<UInt8>, at place: RowPlace) throws(TableError) {
        if rule.allowsNonFinite, let value = NumberWord(cell).value {
            try append(number: value, at: place)
        } else if rule.allowsMissing, MissingText.matches(cell) || NumberWord(cell).isNaN {
            try appendMissing(at: place)
        } else {
            throw unfit(cell, at: place)
        }
    }

    private mutating func appendTruth(_ cell: Span<UInt8>, at place: RowPlace) throws(TableError) {
        if let positive = rule.positive {
            guard cell.count > 0 else { throw .missingCell(place, column: name) }
            return appendLabel(cell, positive: positive)
        }
        if let label = LabelText(cell).value { return append(boolean: label) }
        guard rule.allowsMissing, MissingText.matches(cell) else {
            throw cell.count == 0
                ? .missingCell(place, column: name)
                : .notALabel(place, column: name, value: Self.shown(cell))
        }
        try appendMissing(at: place)
    }

    private mutating func appendTime(_ cell: Span<UInt8>, at place: RowPlace) throws(TableError) {
        let time = TimeText(cell)
        if let value = type == .date ? time.days : time.seconds {
            return try append(number: value, at: place)
        }
        guard rule.allowsMissing, MissingText.matches(cell) else { throw unfit(cell, at: place) }
        try appendMissing(at: place)
    }

    private func unfit(_ cell: Span<UInt8>, at place: RowPlace) -> TableError {
        guard cell.count > 0 else { return .missingCell(place, column: name) }
        guard rule.allowsNonFinite else {
            return .notANumber(place, column: name, value: Self.shown(cell))
        }
        return .otherType(place, column: name, value: Self.shown(cell), type: type)
    }

    static func shown(_ cell: Span<UInt8>) -> String {
        TableError.shortened(
            cell.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
    }
}

/// The texts that mean a missing cell in a column of numbers, dates or truth values; in a column of
/// text they are text.
enum MissingText {
    static let texts = ["", "NA", "N/A", "n/a", "#N/A", "<NA>", "null", "NULL", "None"]
    private static let bytes = texts.map { Array($0.utf8) }
    private static let lengthMost = 4

    static func matches(_ cell: Span<UInt8>) -> Bool {
        if cell.count == 0 { return true }
        guard cell.count <= lengthMost else { return false }
        return cell.withUnsafeBufferPointer { cell in bytes.contains { $0.elementsEqual(cell) } }
    }
}
