extension ParquetPageValues {
    mutating func readTexts(
        _ slots: PresentRows, _ lane: inout ParquetLane, _ dictionary: inout ParquetDictionary?,
        _ builder: inout ColumnBuilder
    ) throws(TableError) {
        if try readIndices(slots.count, &lane, of: dictionary) {
            ParquetLane.spread(&lane.indices, slots.count, to: slots.rows, lane.present)
            if builder.type == .category {
                try appendCodes(slots, lane, &dictionary, &builder)
            } else {
                try appendKnown(slots, lane, dictionary, &builder)
            }
            return
        }
        try eachText(slots, lane, &builder) { text, place, builder throws(TableError) in
            try builder.append(unchecked: text, at: place)
        }
    }

    mutating func readDecimals(
        _ slots: PresentRows, _ scale: Int, _ lane: inout ParquetLane,
        _ dictionary: ParquetDictionary?, _ builder: inout ColumnBuilder
    ) throws(TableError) {
        let isKnown = try readIndices(slots.count, &lane, of: dictionary)
        for index in 0..<slots.count {
            var digits: [UInt8] = []
            if isKnown, let dictionary {
                digits = Array(dictionary.bytes[dictionary.texts[Int(lane.indices[index])]])
            } else {
                try nextText { text in digits = text.withUnsafeBufferPointer { Array($0) } }
            }
            guard digits.count <= DecimalText.bytesMost else {
                throw .damaged(.parquet, "a decimal of \(digits.count) bytes")
            }
            lane.doubles[index] = DecimalText.number(digits, scale: scale)
        }
        try append(doublesOf: slots, &lane, &builder)
    }

    /// Turns the dictionary's numbers into the builder's codes, which a text gets with its first row.
    private func appendCodes(
        _ slots: PresentRows, _ lane: ParquetLane, _ dictionary: inout ParquetDictionary?,
        _ builder: inout ColumnBuilder
    ) throws(TableError) {
        if dictionary?.generation != builder.generation {
            dictionary?.forgetCodes(builder.generation)
        }
        guard var known = dictionary else { return }
        dictionary = nil
        var index = 0
        while index < slots.rows, known.codesMissing > 0 {
            defer { index += 1 }
            guard slots.isWhole || lane.present[index] == 1 else { continue }
            let number = Int(lane.indices[index])
            guard known.codes[number] < 0 else { continue }
            let code = try builder.code(
                ofUnchecked: known.bytes.span.extracting(known.texts[number]),
                at: .row(slots.first + index))
            known.setCode(code, of: number)
        }
        if slots.isWhole {
            builder.append(codesAt: lane.indices[..<slots.rows], of: known.codes)
        } else {
            for index in 0..<slots.rows {
                if lane.present[index] == 0 {
                    try builder.appendMissing(at: .row(slots.first + index))
                } else {
                    builder.append(code: known.codes[Int(lane.indices[index])])
                }
            }
        }
        dictionary = known
    }

    private func appendKnown(
        _ slots: PresentRows, _ lane: ParquetLane, _ dictionary: ParquetDictionary?,
        _ builder: inout ColumnBuilder
    ) throws(TableError) {
        guard let dictionary else { return }
        for index in 0..<slots.rows {
            let place = RowPlace.row(slots.first + index)
            if !slots.isWhole, lane.present[index] == 0 {
                try builder.appendMissing(at: place)
            } else {
                let range = dictionary.texts[Int(lane.indices[index])]
                try builder.append(
                    unchecked: dictionary.bytes.span.extracting(range), at: place)
            }
        }
    }

    private mutating func eachText(
        _ slots: PresentRows, _ lane: ParquetLane, _ builder: inout ColumnBuilder,
        _ body: (Span<UInt8>, RowPlace, inout ColumnBuilder) throws(TableError) -> Void
    ) throws(TableError) {
        guard case .texts(var texts) = source else { return }
        source = .none
        for index in 0..<slots.rows {
            let place = RowPlace.row(slots.first + index)
            if !slots.isWhole, lane.present[index] == 0 {
                try builder.appendMissing(at: place)
            } else {
                try texts.next { text throws(TableError) in try body(text, place, &builder) }
            }
        }
        source = .texts(texts)
    }

    mutating func nextText(
        _ body: (Span<UInt8>) throws(TableError) -> Void
    ) throws(TableError) {
        guard case .texts(var texts) = source else { return }
        source = .none
        try texts.next(body)
        source = .texts(texts)
    }
}
