/// How an evaluation stops short of a value.
enum CELFault: Error, Sendable {
    case error(CELError)
    case unknown(CELUnknown)

    static func error(_ kind: CELError.Kind, _ message: String) -> CELFault {
        .error(CELError(kind, message))
    }

    static func noSuchOverload(_ function: String, _ arguments: [CELValue]) -> CELFault {
        let types = arguments.map(\.type.name).joined(separator: ", ")
        return .error(
            .noSuchOverload, "no such overload: `\(function)` applied to (\(types))")
    }

    /// Whether no operator may absorb it: work beyond the limits ends the evaluation.
    var isFinal: Bool {
        if case .error(let error) = self { error.kind == .limit } else { false }
    }

    /// The same fault, with a place when it has none yet.
    func at(_ offset: Int) -> CELFault {
        guard case .error(var error) = self, error.offset < 0 else { return self }
        error.offset = offset
        return .error(error)
    }

    /// The fault of a field of something that failed: what is unknown is unknown further down.
    func below(_ field: String) -> CELFault {
        guard case .unknown(let unknown) = self else { return self }
        return .unknown(unknown.appending(".\(field)", fallback: field))
    }
}
