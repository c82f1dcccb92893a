extension ParquetPageValues {
    mutating func readFlags(
        _ slots: PresentRows, _ lane: inout ParquetLane, _ builder: inout ColumnBuilder
    ) throws(TableError) {
        switch source {
        case .bits(let bytes, let start):
            guard slots.count <= bytes.count * 8 - start else {
                throw .damaged(.parquet, "a page has fewer values than it says")
            }
            for index in 0..<slots.count {
                let bit = start + index
                lane.flags[index] = bytes[bit >> 3] >> UInt8(bit & 7) & 1
            }
            source = .bits(bytes, at: start + slots.count)
        case .runs(var decoder):
            try lane.indices.withUnsafeMutableBufferPointer { room throws(TableError) in
                try decoder.next(UnsafeMutableBufferPointer(rebasing: room[..<slots.count]))
            }
            for index in 0..<slots.count { lane.flags[index] = lane.indices[index] == 0 ? 0 : 1 }
            source = .runs(decoder)
        default: return
        }
        ParquetLane.spread(&lane.flags, slots.count, to: slots.rows, lane.present)
        try lane.flags.withUnsafeBufferPointer { flags throws(TableError) in
            try lane.present.withUnsafeBufferPointer { present throws(TableError) in
                try builder.append(
                    flags: UnsafeBufferPointer(rebasing: flags[..<slots.rows]),
                    present: slots.isWhole
                        ? nil : UnsafeBufferPointer(rebasing: present[..<slots.rows]),
                    row: slots.first)
            }
        }
    }

    mutating func readNumbers(
        _ slots: PresentRows, _ number: FixedNumber, _ meaning: NumberMeaning,
        _ lane: inout ParquetLane, _ dictionary: ParquetDictionary?,
        _ builder: inout ColumnBuilder
    ) throws(TableError) {
        if number.isWhole {
            try fillIntegers(slots.count, number, &lane, dictionary)
            ParquetLane.spread(&lane.integers, slots.count, to: slots.rows, lane.present)
            try lane.integers.withUnsafeBufferPointer { values throws(TableError) in
                try lane.present.withUnsafeBufferPointer { present throws(TableError) in
                    try builder.append(
                        integers: UnsafeBufferPointer(rebasing: values[..<slots.rows]), meaning,
                        present: slots.isWhole
                            ? nil : UnsafeBufferPointer(rebasing: present[..<slots.rows]),
                        row: slots.first)
                }
            }
        } else {
            try fillDoubles(slots.count, number, &lane, dictionary)
            try append(doublesOf: slots, &lane, &builder)
        }
    }

    func append(
        doublesOf slots: PresentRows, _ lane: inout ParquetLane, _ builder: inout ColumnBuilder
    ) throws(TableError) {
        ParquetLane.spread(&lane.doubles, slots.count, to: slots.rows, lane.present)
        try lane.doubles.withUnsafeBufferPointer { values throws(TableError) in
            try lane.present.withUnsafeBufferPointer { present throws(TableError) in
                try builder.append(
                    doubles: UnsafeBufferPointer(rebasing: values[..<slots.rows]),
                    present: slots.isWhole
                        ? nil : UnsafeBufferPointer(rebasing: present[..<slots.rows]),
                    row: slots.first)
            }
        }
    }

    private mutating func fillIntegers(
        _ count: Int, _ number: FixedNumber, _ lane: inout ParquetLane,
        _ dictionary: ParquetDictionary?
    ) throws(TableError) {
        if try readIndices(count, &lane, of: dictionary) {
            Self.look(up: dictionary?.integers ?? [], lane.indices, count, &lane.integers)
        } else if case .fixed(var bytes) = source {
            try bytes.read(count) { raw in
                lane.integers.withUnsafeMutableBufferPointer {
                    number.read(raw, UnsafeMutableBufferPointer(rebasing: $0[..<count]))
                }
            }
            source = .fixed(bytes)
        } else if case .deltas(var deltas) = source {
            try lane.integers.withUnsafeMutableBufferPointer { room throws(TableError) in
                let room = UnsafeMutableBufferPointer(rebasing: room[..<count])
                try deltas.next(room)
                // Differences of narrow numbers may run over their width.
                if number == .int32 {
                    for index in room.indices {
                        room[index] = Int64(Int32(truncatingIfNeeded: room[index]))
                    }
                } else if number == .unsigned32 {
                    for index in room.indices { room[index] &= 0xFFFF_FFFF }
                }
            }
            source = .deltas(deltas)
        } else {
            try eachOfBytes(count, number) { index, raw in
                lane.integers.withUnsafeMutableBufferPointer {
                    number.read(raw, UnsafeMutableBufferPointer(rebasing: $0[index...index]))
                }
            }
        }
    }

    private mutating func fillDoubles(
        _ count: Int, _ number: FixedNumber, _ lane: inout ParquetLane,
        _ dictionary: ParquetDictionary?
    ) throws(TableError) {
        if try readIndices(count, &lane, of: dictionary) {
            Self.look(up: dictionary?.doubles ?? [], lane.indices, count, &lane.doubles)
        } else if case .fixed(var bytes) = source {
            try bytes.read(count) { raw in
                lane.doubles.withUnsafeMutableBufferPointer {
                    number.read(raw, UnsafeMutableBufferPointer(rebasing: $0[..<count]))
                }
            }
            source = .fixed(bytes)
        } else {
            try eachOfBytes(count, number) { index, raw in
                lane.doubles.withUnsafeMutableBufferPointer {
                    number.read(raw, UnsafeMutableBufferPointer(rebasing: $0[index...index]))
                }
            }
        }
    }

    /// Puts each index's value in its place; ``readIndices(_:_:of:)`` checked the indices.
    private static func look<Value>(
        up known: [Value], _ indices: [Int32], _ count: Int, _ values: inout [Value]
    ) {
        values.withUnsafeMutableBufferPointer { values in
            known.withUnsafeBufferPointer { known in
                for index in 0..<count { values[index] = known[Int(indices[index])] }
            }
        }
    }

    /// Hands over the bytes of numbers that are written as what each has other than the one before.
    private mutating func eachOfBytes(
        _ count: Int, _ number: FixedNumber, _ body: (Int, UnsafeRawBufferPointer) -> Void
    ) throws(TableError) {
        for index in 0..<count {
            try nextText { text throws(TableError) in
                guard text.count == number.width else {
                    throw .damaged(
                        .parquet, "a number of \(text.count) bytes where all have \(number.width)")
                }
                text.withUnsafeBytes { body(index, $0) }
            }
        }
    }
}
