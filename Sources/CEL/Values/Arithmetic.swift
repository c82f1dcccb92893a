/// The operators on numbers, text, lists, timestamps and durations.
///
/// Source: langdef.md, "Operators"; overflow is an error, never a wrap.
enum Arithmetic {
    static func apply(
        _ operation: BinaryOperator, _ left: CELValue, _ right: CELValue, _ meter: inout Meter
    ) throws(CELFault) -> CELValue {
        switch (left, right) {
        case (.int(let left), .int(let right)):
            if let value = try whole(operation, left, right) { return .int(value) }
        case (.uint(let left), .uint(let right)):
            if let value = try whole(operation, left, right) { return .uint(value) }
        case (.double(let left), .double(let right)):
            if let value = floating(operation, left, right) { return .double(value) }
        case (.string(let left), .string(let right)) where operation == .add:
            try meter.spend((left.utf8.count + right.utf8.count) / 8)
            return .string(left + right)
        case (.bytes(let left), .bytes(let right)) where operation == .add:
            try meter.spend((left.count + right.count) / 8)
            return .bytes(left + right)
        case (.list(let left), .list(let right)) where operation == .add:
            try meter.spend(left.count + right.count)
            return .list(left + right)
        default:
            if let value = try time(operation, left, right) { return value }
        }
        throw .noSuchOverload(operation.functionName, [left, right])
    }

    private static func whole<Whole: FixedWidthInteger>(
        _ operation: BinaryOperator, _ left: Whole, _ right: Whole
    ) throws(CELFault) -> Whole? {
        let result: (partialValue: Whole, overflow: Bool)
        switch operation {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .divide:
            if right == 0 { throw .error(.divisionByZero, "division by zero") }
            result = left.dividedReportingOverflow(by: right)
        case .modulo:
            if right == 0 { throw .error(.divisionByZero, "modulus by zero") }
            result = left.remainderReportingOverflow(dividingBy: right)
        default: return nil
        }
        if result.overflow { throw .error(.overflow, "integer overflow") }
        return result.partialValue
    }

    private static func floating(
        _ operation: BinaryOperator, _ left: Double, _ right: Double
    ) -> Double? {
        switch operation {
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: left / right
        default: nil
        }
    }

    private static func time(
        _ operation: BinaryOperator, _ left: CELValue, _ right: CELValue
    ) throws(CELFault) -> CELValue? {
        switch (operation, left, right) {
        case (.add, .timestamp(let moment), .duration(let span)),
            (.add, .duration(let span), .timestamp(let moment)):
            return .timestamp(try inRange(moment.adding(span)))
        case (.subtract, .timestamp(let moment), .duration(let span)):
            let (opposite, overflows) = Int64(0).subtractingReportingOverflow(span.nanoseconds)
            guard !overflows else { return .timestamp(try inRange(nil)) }
            return .timestamp(try inRange(moment.adding(CELDuration(nanoseconds: opposite))))
        case (.subtract, .timestamp(let left), .timestamp(let right)):
            return .duration(try inRange(left.duration(since: right)))
        case (.add, .duration(let left), .duration(let right)):
            let sum = left.nanoseconds.addingReportingOverflow(right.nanoseconds)
            return .duration(
                try inRange(sum.overflow ? nil : CELDuration(nanoseconds: sum.partialValue)))
        case (.subtract, .duration(let left), .duration(let right)):
            let sum = left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)
            return .duration(
                try inRange(sum.overflow ? nil : CELDuration(nanoseconds: sum.partialValue)))
        default: return nil
        }
    }

    private static func inRange<Value>(_ value: Value?) throws(CELFault) -> Value {
        guard let value else {
            throw .error(.overflow, "the timestamp or duration is out of range")
        }
        return value
    }

    static func negate(_ value: CELValue) throws(CELFault) -> CELValue {
        switch value {
        case .int(let number):
            let (result, overflows) = Int64(0).subtractingReportingOverflow(number)
            if overflows { throw .error(.overflow, "integer overflow") }
            return .int(result)
        case .double(let number): return .double(-number)
        default: throw .noSuchOverload("-_", [value])
        }
    }
}
