/// Parts of timestamps and durations.
///
/// Source: langdef.md, "Timestamps and Durations". The methods that take a time zone are built
/// into the evaluator, which knows the environment's zones.
extension FunctionLibrary {
    static let timeFunctions: [Function] = TimePart.allCases.map { part in
        let durations: [(CELType, CELType)] =
            part.ofDuration(.init(nanoseconds: 0)) == nil
            ? [] : [(.duration, .int)]
        return .unary(
            part.rawValue, isMethod: true, [(.timestamp, .int)] + durations
        ) { (value, _) throws(CELFault) in
            switch value {
            case .timestamp(let moment): return .int(part.of(moment, offsetSeconds: 0))
            case .duration(let span):
                if let count = part.ofDuration(span) { return .int(count) }
                throw .noSuchOverload(part.rawValue, [value])
            default: throw .noSuchOverload(part.rawValue, [value])
            }
        }
    }
}

/// A part of a moment that a method reads.
enum TimePart: String, Sendable, CaseIterable {
    case year = "getFullYear"
    case month = "getMonth"
    case date = "getDate"
    case dayOfMonth = "getDayOfMonth"
    case dayOfWeek = "getDayOfWeek"
    case dayOfYear = "getDayOfYear"
    case hours = "getHours"
    case minutes = "getMinutes"
    case seconds = "getSeconds"
    case milliseconds = "getMilliseconds"

    func of(_ moment: CELTimestamp, offsetSeconds: Int) -> Int64 {
        let local = moment.seconds + Int64(offsetSeconds)
        let second = CivilDate.secondOfDay(local)
        let part =
            switch self {
            case .year: CivilDate(seconds: local).year
            case .month: CivilDate(seconds: local).month - 1
            case .date: CivilDate(seconds: local).day
            case .dayOfMonth: CivilDate(seconds: local).day - 1
            case .dayOfWeek: CivilDate(seconds: local).dayOfWeek
            case .dayOfYear: CivilDate(seconds: local).dayOfYear
            case .hours: second / 3_600
            case .minutes: second / 60 % 60
            case .seconds: second % 60
            case .milliseconds: Int(moment.nanoseconds) / 1_000_000
            }
        return Int64(part)
    }

    /// Whole units of a duration; its milliseconds are those past the second.
    func ofDuration(_ span: CELDuration) -> Int64? {
        switch self {
        case .hours: span.whole(3_600_000_000_000)
        case .minutes: span.whole(60_000_000_000)
        case .seconds: span.whole(1_000_000_000)
        case .milliseconds: span.whole(1_000_000) % 1_000
        default: nil
        }
    }
}
