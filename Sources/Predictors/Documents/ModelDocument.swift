/// A tree of values, as JSON and UBJSON files hold models: long lists of numbers stay flat.
enum ModelDocument: Sendable {
    struct Member: Sendable {
        let name: String
        let value: ModelDocument
    }

    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    /// A list of which every element is a number; an empty list of any kind.
    case numbers([Double])
    case list([ModelDocument])
    case object([Member])

    /// Lists and objects inside one another.
    static let depthLimit = 64
    /// Values of any kind but the elements of flat lists.
    static let valueLimit = 1 << 24

    /// The member of this name, when this is an object that has one.
    subscript(name: String) -> ModelDocument? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The number, also where it is written as text, as XGBoost writes its parameters.
    var number: Double? {
        switch self {
        case .number(let number): number
        case .text(let text): Double(text)
        case .flag(let flag): flag ? 1 : 0
        case .null, .numbers, .list, .object: nil
        }
    }

    /// The whole number, also where it is written as text.
    var integer: Int? { number.flatMap { Int(exactly: $0) } }

    /// The numbers of a list; flags count as 0 and 1.
    var numbers: [Double]? {
        switch self {
        case .numbers(let numbers): return numbers
        case .list(let elements):
            let numbers = elements.compactMap(\.number)
            return numbers.count == elements.count ? numbers : nil
        case .null, .flag, .number, .text, .object: return nil
        }
    }

    /// The elements of a list.
    var list: [ModelDocument]? {
        switch self {
        case .list(let elements): elements
        case .numbers(let numbers): numbers.map { .number($0) }
        case .null, .flag, .number, .text, .object: nil
        }
    }

    /// The texts of a list.
    var texts: [String]? {
        guard let list else { return nil }
        let texts = list.compactMap(\.text)
        return texts.count == list.count ? texts : nil
    }
}

/// Where and why bytes are not the document that they should be.
struct DocumentFault: Error, Equatable {
    /// Bytes before the fault.
    let offset: Int
    let reason: String
    /// Whether the format allows it, and Assay does not run it.
    var isUnsupported = false
}
