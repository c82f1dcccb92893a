/// The values of a column, in a chunk of rows or in all.
package enum Column: Sendable, Equatable {
    case numbers(Numbers)
    case categories(Categories)
    case booleans(Booleans)

    package var count: Int {
        switch self {
        case .numbers(let numbers): numbers.values.count
        case .categories(let categories): categories.codes.count
        case .booleans(let booleans): booleans.values.count
        }
    }

    /// Rows without a value; a NaN that stands in the file is a value.
    package var nullCount: Int {
        switch self {
        case .numbers(let numbers): numbers.nullCount
        case .categories(let categories): categories.nullCount
        case .booleans(let booleans): booleans.nullCount
        }
    }
}

/// Numbers, one a row.
package struct Numbers: Sendable {
    /// Stands where the file has no value: a NaN with a payload of its own (R's), so that a NaN
    /// that stands in the file differs.
    package static let missing = Double(bitPattern: 0x7FF8_0000_0000_07A2)

    /// Shape `[rows]`.
    package let values: [Double]
    /// How many values are ``missing``.
    package let nullCount: Int
    /// Whole numbers of the file beyond ±2⁵³, which a double may not hold exactly.
    package let beyondExactCount: Int

    package init(_ values: [Double], nullCount: Int = 0, beyondExactCount: Int = 0) {
        self.values = values
        self.nullCount = nullCount
        self.beyondExactCount = beyondExactCount
    }

    package static func isMissing(_ value: Double) -> Bool {
        value.bitPattern == missing.bitPattern
    }
}

extension Numbers: Equatable {
    /// Bit by bit: missing equals missing, and −0.0 differs from 0.0.
    package static func == (one: Self, other: Self) -> Bool {
        one.nullCount == other.nullCount && one.beyondExactCount == other.beyondExactCount
            && one.values.elementsEqual(other.values) { $0.bitPattern == $1.bitPattern }
    }
}

/// Text in few different values: each row's is `dictionary[Int(codes[row])]`.
package struct Categories: Sendable, Equatable {
    /// Indices into ``dictionary``, −1 where there is no value; shape `[rows]`.
    package let codes: [Int32]
    package let nullCount: Int
    package let dictionary: TextDictionary

    package init(codes: [Int32], nullCount: Int = 0, dictionary: TextDictionary) {
        self.codes = codes
        self.nullCount = nullCount
        self.dictionary = dictionary
    }

    /// The different texts; O(their bytes).
    package var names: [String] { dictionary.names }

    /// Puts other codes in the place of a column's; −1 stays.
    ///
    /// - Parameters:
    ///   - codes: From −1.
    ///   - start: The first that is replaced.
    ///   - others: What each code becomes; all codes lie within.
    /// - Complexity: O(codes).
    static func replace(_ codes: inout [Int32], from start: Int, by others: [Int32]) {
        codes.withUnsafeMutableBufferPointer { codes in
            others.withUnsafeBufferPointer { others in
                for index in start..<codes.count where codes[index] >= 0 {
                    codes[index] = others[Int(codes[index])]
                }
            }
        }
    }
}

/// Truth values, one a row.
package struct Booleans: Sendable, Equatable {
    /// 1, 0, or −1 where there is no value; shape `[rows]`.
    package let values: [Int8]
    package let nullCount: Int

    package init(_ values: [Int8], nullCount: Int = 0) {
        self.values = values
        self.nullCount = nullCount
    }
}
