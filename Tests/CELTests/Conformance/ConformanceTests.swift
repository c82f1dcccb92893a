import CEL
import Foundation
import Testing

/// The official conformance suite.
///
/// It is read from `CEL_CONFORMANCE`, or from `../shared/reference/cel-conformance` beside the
/// package; without it these tests are skipped.
@Suite struct ConformanceTests {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["CEL_CONFORMANCE"] {
            return URL(filePath: path)
        }
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appending(path: "../shared/reference/cel-conformance").standardizedFileURL
    }()

    static let files: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).filter { $0.hasSuffix(".json") }.sorted()
    }()

    static func cases(of file: String) throws -> [ConformanceCase] {
        let suite = try JSON(data: Data(contentsOf: folder.appending(path: file)))
        let base = String(file.dropLast(".json".count))
        var cases: [ConformanceCase] = []
        var seen: [String: Int] = [:]
        for section in suite["section"].elements {
            let sectionName = try section["name"].text()
            for test in section["test"].elements {
                let name = "\(base)/\(sectionName)/\(try test["name"].text())"
                seen[name, default: 0] += 1
                let count = seen[name] ?? 1
                cases.append(
                    try ConformanceCase(
                        test, file: base, section: sectionName,
                        name: count == 1 ? name : "\(name)#\(count)"))
            }
        }
        return cases
    }

    @Test(
        .enabled(
            if: !files.isEmpty,
            "the conformance suite is not here; set CEL_CONFORMANCE to its folder"),
        arguments: files)
    func `every case that needs no protobuf message gives what the suite says`(
        file: String
    ) throws {
        let cases = try Self.cases(of: file)
        var counts = (passed: 0, listed: 0, protobuf: 0)
        for test in cases {
            if test.needsProtobuf {
                counts.protobuf += 1
                continue
            }
            let fault = test.fault()
            let reason = KnownGaps.reasons[test.name]
            if fault == nil { counts.passed += 1 }
            if reason != nil { counts.listed += 1 }
            switch (fault, reason) {
            case (nil, nil), (.some, .some): break
            case (let fault?, nil): Issue.record("\(test.name): \(test.expression): \(fault)")
            case (nil, let reason?):
                Issue.record("\(test.name) passes now, but is listed as: \(reason)")
            }
        }
        let needed = cases.count - counts.protobuf
        print(
            "conformance \(file): \(counts.passed) of \(needed) pass, \(counts.listed) listed; "
                + "\(counts.protobuf) of \(cases.count) need protobuf messages")
    }
}

extension ConformanceCase {
    /// What is wrong with the outcome, or nothing.
    func fault() -> String? {
        let program: CELProgram
        do throws(CELError) {
            program = try CELProgram(expression, in: environment)
        } catch {
            if case .error = expected { return nil }
            return "did not load: \(error)"
        }
        if case .typed(let type, _) = expected, program.resultType != type {
            return "has the type \(program.resultType), not \(type)"
        }
        if isCheckOnly { return nil }
        let result = program.evaluate(activation)
        switch (expected, result) {
        case (.error, .error): return nil
        case (.typed(_, nil), _): return nil
        case (.value(let wanted), .value(let found)),
            (.typed(_, let wanted?), .value(let found)):
            return wanted.isExactly(found) ? nil : "gives \(found), not \(wanted)"
        default: return "gives \(result), not \(expected)"
        }
    }
}

extension CELValue {
    /// Whether both have the same type and worth; unlike CEL's equality, `1` is not `1.0`.
    func isExactly(_ other: CELValue) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.uint(let left), .uint(let right)): left == right
        case (.double(let left), .double(let right)):
            left == right && left.sign == right.sign || left.isNaN && right.isNaN
        case (.string(let left), .string(let right)):
            left.unicodeScalars.elementsEqual(right.unicodeScalars)
        case (.bytes(let left), .bytes(let right)): left == right
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isExactly($1) }
        case (.map(let left), .map(let right)):
            left.count == right.count
                && left.keys.allSatisfy { key in
                    guard let value = left[key], let other = right[key] else { return false }
                    return value.isExactly(other)
                        && right.keys.contains { $0.isExactly(key) }
                }
        case (.timestamp(let left), .timestamp(let right)): left == right
        case (.duration(let left), .duration(let right)): left == right
        case (.type(let left), .type(let right)): left.name == right.name
        case (.enumeration(let left), .enumeration(let right)): left == right
        default: false
        }
    }
}
