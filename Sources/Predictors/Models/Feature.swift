/// What a model wants to know of a row.
package struct Feature: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case number
        /// One of these texts, in the matrix as its place in the list; NaN is missing, and −1 a text
        /// that the model never saw.
        case category([String])
        /// The number of a category; the file does not name them.
        case categoryCode
    }

    package let name: String
    package let kind: Kind
    /// Whether the file gave the name; else it is the place, as `f0`.
    package let isNamed: Bool

    package init(name: String, kind: Kind, isNamed: Bool = true) {
        self.name = name
        self.kind = kind
        self.isNamed = isNamed
    }

    /// Features by their places, for a file without names.
    static func numbered(_ count: Int) -> [Feature] {
        (0..<count).map { Feature(name: "f\($0)", kind: .number, isNamed: false) }
    }
}
