import Foundation
import Testing
import Transparency

@testable import SupplyChain

/// The folder of answers, where there is one.
private let answers = ProcessInfo.processInfo.environment["ASSAY_ORACLE_DIR"]

/// The answers of Python's own readers, which `Scripts/check-supply-chain.sh` writes.
@Suite(.enabled(if: answers != nil, "ASSAY_ORACLE_DIR names no folder of answers"))
struct OracleComparison {
    private static func file(_ name: String) throws -> URL {
        URL(filePath: try #require(answers)).appending(path: name)
    }

    private static func cases(_ name: String) throws -> [JSON] {
        let bytes = [UInt8](try Data(contentsOf: file(name + ".json")))
        return try #require(JSON(parsing: bytes).arrayValue)
    }

    /// Fails with the first cases that differ.
    private static func compare(
        _ name: String, _ differs: (JSON) throws -> String?
    ) throws {
        let cases = try cases(name)
        let different = try cases.compactMap { item in
            try differs(item).map { "\(item): \($0)" }
        }
        print("\(name): \(cases.count - different.count) of \(cases.count) equal")
        #expect(different.isEmpty, "\(different.prefix(10).joined(separator: "\n"))")
    }

    @Test func versions() throws {
        try Self.compare("versions") { item in
            let ours = PythonVersion(item[0]?.stringValue ?? "")?.description
            return ours == item[1]?.stringValue ? nil : ours ?? "none"
        }
    }

    @Test func specifiers() throws {
        try Self.compare("specifiers") { item in
            let version = try #require(PythonVersion(item[1]?.stringValue ?? ""))
            let ours = VersionSpecifier(item[0]?.stringValue ?? "")?.admits(version)
            return ours == item[2]?.boolValue ? nil : "\(String(describing: ours))"
        }
    }

    @Test func requirements() throws {
        let environment = MarkerEnvironment(
            values: [
                .pythonVersion: "3.11", .pythonFullVersion: "3.11.4", .osName: "posix",
                .sysPlatform: "linux",
            ], extras: ["test"])
        try Self.compare("requirements") { item in
            let ours = try? Requirement(parsing: item[0]?.stringValue ?? "")
            guard let known = item[1]?.objectValue, let ours else {
                return (ours == nil) == (item[1]?.isNull == true) ? nil : "read: \(ours != nil)"
            }
            return Self.difference(ours, known, environment)
        }
    }

    private static func difference(
        _ ours: Requirement, _ known: [String: JSON], _ environment: MarkerEnvironment
    ) -> String? {
        let name = PackageName(known["name"]?.stringValue ?? "")
        let extras = (known["extras"]?.arrayValue ?? []).compactMap {
            PackageName($0.stringValue ?? "")
        }
        guard ours.name == name, Set(ours.extras) == Set(extras) else { return "name or extras" }
        switch ours.source {
        case .address(let address):
            guard known["url"]?.stringValue == address else { return "address \(address)" }
        case .index(let set):
            let texts = (known["specifiers"]?.arrayValue ?? []).compactMap(\.stringValue)
            guard Set(texts.compactMap { VersionSpecifier($0) }) == Set(set.specifiers) else {
                return "\(set)"
            }
        }
        let truth = ours.marker.map(environment.truth) ?? .holds
        guard let holds = known["holds"]?.boolValue, truth != .unknown else { return nil }
        return truth == MarkerTruth(holds) ? nil : "\(truth)"
    }

    @Test func tomls() throws {
        try Self.compare("tomls") { item in
            let ours = try? TOMLParser.parse(Array((item[0]?.stringValue ?? "").utf8))
            guard let ours, let known = item[1], !known.isNull else {
                return (ours == nil) == (item[1]?.isNull == true) ? nil : "read: \(ours != nil)"
            }
            return Self.isSame(ours, known) ? nil : "\(ours)"
        }
    }

    /// The reference's dates, infinities and large integers are named and not said.
    private static func isSame(_ ours: JSON, _ known: JSON) -> Bool {
        if let items = ours.arrayValue, let others = known.arrayValue {
            return items.count == others.count && zip(items, others).allSatisfy(isSame)
        }
        if let members = ours.objectValue, let others = known.objectValue {
            return members.count == others.count
                && members.allSatisfy { name, value in
                    others[name].map { isSame(value, $0) } ?? false
                }
        }
        if let said = known.stringValue, ["date", "infinite", "large"].contains(said) {
            return ours.stringValue != nil
        }
        return ours == known
    }

    @Test func scores() throws {
        try Self.compare("scores") { item in
            let ours = CVSSScore(vector: item[0]?.stringValue ?? "")?.tenths
            return ours == item[1]?.intValue ? nil : "\(String(describing: ours))"
        }
    }

    /// Writes our forms, which the script then compares.
    @Test func licences() throws {
        let forms = try Self.cases("licences").map { item in
            let text = item[0]?.stringValue ?? ""
            return (try? LicenceExpression(parsing: text)).map { JSON($0.description) } ?? .null
        }
        try Data(JSON.array(forms).canonicalBytes).write(to: Self.file("licence-forms.json"))
    }
}
