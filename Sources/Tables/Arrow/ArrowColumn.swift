/// One column of an Arrow stream while its rows are read, batch after batch.
struct ArrowColumn {
    let field: ArrowField
    var builder: ColumnBuilder
    private var values: ArrowBatch.Values?
    private var texts: ArrowTexts?
    /// The builder's code of each text of the dictionary, or −1 while no row had it.
    private var codes: [Int32] = []
    private var codesVersion = -1
    private var codesGeneration = 0

    init(_ field: ArrowField, _ request: ColumnRequest) {
        self.field = field
        builder = ColumnBuilder(request, written: field.type)
    }

    var heldBytes: Int { values?.heldBytes ?? 0 }

    /// Bytes that the batch's texts take, about.
    var textBytes: Int {
        guard builder.type == .category, field.dictionary == nil else { return 0 }
        return heldBytes
    }

    /// Takes its part of a batch up.
    mutating func begin(_ values: ArrowBatch.Values, rows: Int) throws(TableError) {
        guard values.rows == rows else {
            throw .damaged(.arrowStream, "a column has \(values.rows) rows in a batch of \(rows)")
        }
        self.values = values
        texts = nil
        switch field.stored {
        case .texts, .views: texts = try ArrowTexts(values, field.stored)
        default: break
        }
    }

    /// Reads rows of the batch into the builder.
    ///
    /// - Parameters:
    ///   - start: The first one's index in the batch.
    ///   - count: How many.
    ///   - row: The first one's number in the file, from 1; for errors.
    ///   - lane: Room for values on their way.
    ///   - dictionaries: What came so far, by number.
    /// - Throws: ``TableError`` when the batch is damaged or a value is not what was asked for.
    mutating func read(
        from start: Int, count: Int, row: Int, _ lane: inout ArrowLane,
        _ dictionaries: [Int: ArrowDictionary]
    ) throws(TableError) {
        guard let values else { return }
        try lane.readPresent(values, from: start, count: count)
        let slots = Slots(start: start, count: count, row: row)
        if let id = field.dictionary {
            guard let dictionary = dictionaries[id] else {
                throw .damaged(.arrowStream, "the dictionary of `\(field.name)` did not come")
            }
            try lane.readIntegers(values, field.stored, from: start, count: count)
            if case .texts = field.layout { return try appendKnown(slots, &lane, dictionary) }
            if case .views = field.layout { return try appendKnown(slots, &lane, dictionary) }
            try lane.look(up: dictionary, count: count)
            return try append(slots, lane)
        }
        switch field.layout {
        case .null:
            for index in 0..<count { try builder.appendMissing(at: .row(row + index)) }
        case .texts, .views: try appendTexts(slots, lane)
        case .bits:
            try lane.readFlags(values, from: start, count: count)
            try append(slots, lane)
        case .floats, .decimals:
            try lane.readDoubles(values, field.layout, from: start, count: count)
            try append(slots, lane)
        case .integers, .dateMilliseconds:
            try lane.readIntegers(values, field.layout, from: start, count: count)
            try append(slots, lane)
        case .other: return
        }
    }

    /// Rows of a batch.
    private struct Slots {
        let start: Int
        let count: Int
        let row: Int
    }

    /// Adds what the lane holds, of the kind that the field has.
    private mutating func append(_ slots: Slots, _ lane: ArrowLane) throws(TableError) {
        let range = ..<slots.count
        try lane.present.withUnsafeBufferPointer { present throws(TableError) in
            let present = lane.isWhole ? nil : UnsafeBufferPointer(rebasing: present[range])
            switch field.layout {
            case .integers(_, _, let meaning):
                try lane.integers.withUnsafeBufferPointer { values throws(TableError) in
                    try builder.append(
                        integers: UnsafeBufferPointer(rebasing: values[range]), meaning,
                        present: present, row: slots.row)
                }
            case .dateMilliseconds:
                try lane.integers.withUnsafeBufferPointer { values throws(TableError) in
                    try builder.append(
                        integers: UnsafeBufferPointer(rebasing: values[range]), .days,
                        present: present, row: slots.row)
                }
            case .bits:
                try lane.flags.withUnsafeBufferPointer { values throws(TableError) in
                    try builder.append(
                        flags: UnsafeBufferPointer(rebasing: values[range]), present: present,
                        row: slots.row)
                }
            default:
                try lane.doubles.withUnsafeBufferPointer { values throws(TableError) in
                    try builder.append(
                        doubles: UnsafeBufferPointer(rebasing: values[range]), present: present,
                        row: slots.row)
                }
            }
        }
    }

    private mutating func appendTexts(_ slots: Slots, _ lane: ArrowLane) throws(TableError) {
        guard let texts else { return }
        for index in 0..<slots.count {
            let place = RowPlace.row(slots.row + index)
            if !lane.isWhole, lane.present[index] == 0 {
                try builder.appendMissing(at: place)
            } else {
                try texts.text(slots.start + index) { text throws(TableError) in
                    try builder.append(unchecked: text, at: place)
                }
            }
        }
    }

    /// Adds the dictionary's texts; each gets a code with the first row that has it.
    private mutating func appendKnown(
        _ slots: Slots, _ lane: inout ArrowLane, _ dictionary: ArrowDictionary
    ) throws(TableError) {
        if codesVersion != dictionary.version || codesGeneration != builder.generation {
            codes = []
            (codesVersion, codesGeneration) = (dictionary.version, builder.generation)
        }
        if codes.count < dictionary.count {
            codes.append(contentsOf: repeatElement(-1, count: dictionary.count - codes.count))
        }
        for index in 0..<slots.count {
            let place = RowPlace.row(slots.row + index)
            if !lane.isWhole, lane.present[index] == 0 {
                try builder.appendMissing(at: place)
                continue
            }
            let number = try ArrowLane.checked(lane.integers[index], in: dictionary)
            if builder.type == .category, codes[number] >= 0 {
                builder.append(code: codes[number])
            } else if dictionary.present[number] == 0 {
                try builder.appendMissing(at: place)
            } else {
                let text = dictionary.bytes.span.extracting(dictionary.text(number))
                if builder.type == .category {
                    codes[number] = try builder.code(ofUnchecked: text, at: place)
                    builder.append(code: codes[number])
                } else {
                    try builder.append(unchecked: text, at: place)
                }
            }
        }
    }
}
