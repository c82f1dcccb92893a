extension ColumnBuilder {
    /// Adds numbers of which some may be missing.
    ///
    /// - Parameters:
    ///   - values: One a row; what stands where none is present does not matter.
    ///   - present: 1 or 0 a row; `nil` when all are.
    ///   - row: The first one's, from 1; for errors.
    /// - Throws: ``TableError`` when a value is not what was asked for.
    mutating func append(
        doubles values: UnsafeBufferPointer<Double>, present: UnsafeBufferPointer<UInt8>?, row: Int
    ) throws(TableError) {
        guard type.isNumeric else {
            return try appendTexts(values.count, present, row: row) {
                NumberText.shortest(values[$0])
            }
        }
        if rule.allowsNonFinite, rule.allowsMissing {
            let start = numbers.count
            numbers.append(contentsOf: values)
            return settle(from: start, present: present)
        }
        for index in values.indices {
            if let present, present[index] == 0 {
                try appendMissing(at: .row(row + index))
            } else {
                try append(number: values[index], at: .row(row + index))
            }
        }
    }

    /// Makes every NaN the same, and puts the missing ones in.
    private mutating func settle(from start: Int, present: UnsafeBufferPointer<UInt8>?) {
        var missing = 0
        numbers.withUnsafeMutableBufferPointer { numbers in
            for index in start..<numbers.count where numbers[index].isNaN { numbers[index] = .nan }
            guard let present else { return }
            for index in present.indices where present[index] == 0 {
                numbers[start + index] = Numbers.missing
                missing += 1
            }
        }
        nullCount += missing
    }

    /// Adds whole numbers, and what they count.
    mutating func append(
        integers values: UnsafeBufferPointer<Int64>, _ meaning: NumberMeaning,
        present: UnsafeBufferPointer<UInt8>?, row: Int
    ) throws(TableError) {
        guard type.isNumeric else {
            return try appendTexts(values.count, present, row: row) { meaning.text(values[$0]) }
        }
        guard rule.allowsMissing else {
            return try appendPresent(values, meaning, present: present, row: row)
        }
        let start = numbers.count
        meaning.append(values, to: &numbers)
        if meaning.isExactOnlyTo53Bits {
            count(beyondExact: Self.beyondExact(values, meaning, present))
        }
        settle(from: start, present: present)
    }

    private mutating func appendPresent(
        _ values: UnsafeBufferPointer<Int64>, _ meaning: NumberMeaning,
        present: UnsafeBufferPointer<UInt8>?, row: Int
    ) throws(TableError) {
        if let present, let index = present.firstIndex(of: 0) {
            throw .missingCell(.row(row + index), column: name)
        }
        meaning.append(values, to: &numbers)
        if meaning.isExactOnlyTo53Bits {
            count(beyondExact: Self.beyondExact(values, meaning, present))
        }
    }

    private static func beyondExact(
        _ values: UnsafeBufferPointer<Int64>, _ meaning: NumberMeaning,
        _ present: UnsafeBufferPointer<UInt8>?
    ) -> Int {
        var count = 0
        for index in values.indices {
            let value = values[index]
            let magnitude =
                meaning == .unsigned ? UInt64(bitPattern: value) : value.magnitude
            if magnitude > 1 << 53, present?[index] != 0 { count += 1 }
        }
        return count
    }

    /// Adds truth values, 1 and 0.
    mutating func append(
        flags values: UnsafeBufferPointer<UInt8>, present: UnsafeBufferPointer<UInt8>?, row: Int
    ) throws(TableError) {
        for index in values.indices {
            let place = RowPlace.row(row + index)
            if let present, present[index] == 0 {
                try appendMissing(at: place)
            } else if type == .boolean, rule.positive == nil {
                append(boolean: values[index] != 0)
            } else if type.isNumeric {
                try append(number: values[index] != 0 ? 1 : 0, at: place)
            } else {
                let text = values[index] != 0 ? Self.trueText : Self.falseText
                try append(cell: text.span, isQuoted: true, at: place)
            }
        }
    }

    private static let trueText = Array("true".utf8)
    private static let falseText = Array("false".utf8)

    /// Adds values as the text that they would be in a CSV file.
    private mutating func appendTexts(
        _ count: Int, _ present: UnsafeBufferPointer<UInt8>?, row: Int, _ text: (Int) -> String
    ) throws(TableError) {
        for index in 0..<count {
            let place = RowPlace.row(row + index)
            if let present, present[index] == 0 {
                try appendMissing(at: place)
            } else {
                try append(cell: Array(text(index).utf8).span, isQuoted: true, at: place)
            }
        }
    }
}
