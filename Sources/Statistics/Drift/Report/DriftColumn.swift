/// A column of one sample, by its name.
package struct DriftColumn: Sendable, Equatable {
    package enum Values: Sendable, Equatable {
        /// NaN is missing; shape `[rows]`.
        case numbers([Double])
        /// −1 is missing, else an index into the names; shape `[rows]`.
        case categories(codes: [Int32], names: [String])
    }

    package let name: String
    package let values: Values

    package init(_ name: String, numbers: [Double]) {
        self.name = name
        values = .numbers(numbers)
    }

    package init(_ name: String, codes: [Int32], names: [String]) {
        self.name = name
        values = .categories(codes: codes, names: names)
    }
}
