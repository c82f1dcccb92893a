import CEL
import Transparency

extension Policy {
    static let ruleLimit = 500

    /// Reads a policy, all of it checked: keys, values, and every expression's types.
    ///
    /// - Parameters:
    ///   - document: The file as a tree with places.
    ///   - bytes: The file itself, for its digest.
    /// - Throws: ``PolicyError`` with the place of the first thing that is wrong.
    package init(reading document: PolicyNode, bytes: [UInt8]) throws(PolicyError) {
        let reader = try Self.reader(of: document)
        name = try reader.text("policy")
        title = try reader.optionalText("title") ?? name
        scope = try PolicyScope(reading: reader.required("applies"))
        waivers = try WaiverTerms(reading: reader.value("waivers"))
        rules = try Self.rules(reader)
        needs = rules.reduce(into: FactNeeds()) { needs, rule in
            if let condition = rule.condition { needs.formUnion(condition.needs) }
        }
        var fixtures: [PolicyFixture] = []
        for item in try reader.items("fixtures") {
            fixtures.append(try PolicyFixture(reading: item))
        }
        self.fixtures = fixtures
        digest = Digest(of: bytes)
    }

    static func reader(of document: PolicyNode) throws(PolicyError) -> PolicyReader {
        try PolicyReader(
            document, what: "a policy",
            keys: ["policy", "title", "applies", "waivers", "rules", "fixtures"])
    }

    private static func rules(_ reader: PolicyReader) throws(PolicyError) -> [Rule] {
        let items = try reader.items("rules")
        guard !items.isEmpty else { throw PolicyError(reader.node, "a policy must have `rules`") }
        guard items.count <= ruleLimit else {
            throw PolicyError(reader.node, "a policy may have at most \(ruleLimit) rules")
        }
        var rules: [Rule] = []
        var seen: Set<String> = []
        for item in items {
            let rule = try Rule(reading: item)
            guard seen.insert(rule.id).inserted else {
                throw PolicyError(item, "rule `\(rule.id)` stands twice")
            }
            rules.append(rule)
        }
        return rules
    }
}

extension Policy.WaiverTerms {
    init(reading node: PolicyNode?) throws(PolicyError) {
        guard let node else {
            (roles, maxAgeDays) = ([], 0)
            return
        }
        let reader = try PolicyReader(node, what: "`waivers`", keys: ["roles", "max-age"])
        roles = Set(try reader.choices("roles", default: []))
        maxAgeDays = try reader.days("max-age") ?? 90
        if let role = roles.filter({ !$0.maySignOff }).min() {
            throw PolicyError(node, "`\(role.rawValue)` is a role that may not waive")
        }
    }
}

extension Rule {
    init(reading node: PolicyNode) throws(PolicyError) {
        let reader = try PolicyReader(
            node, what: "a rule",
            keys: [
                "id", "title", "require", "evidence", "approvals", "because", "remedy", "controls",
                "waivable",
            ])
        id = try reader.text("id")
        title = try reader.optionalText("title") ?? id
        condition = try reader.value("require").map(Self.condition)
        evidence = try reader.value("evidence").map(EvidenceDemand.init(reading:))
        approvals = try reader.value("approvals").map(ApprovalDemand.init(reading:))
        because = try reader.text("because")
        remedy = try reader.optionalText("remedy")
        controls = try reader.texts("controls")
        isWaivable = try reader.flag("waivable", default: true)
        guard condition != nil || evidence != nil || approvals != nil else {
            throw PolicyError(
                node, "rule `\(id)` must have `require`, `evidence` or `approvals`")
        }
    }

    private static func condition(_ node: PolicyNode) throws(PolicyError) -> RuleCondition {
        let source = try PolicyReader.text(node, "`require`")
        do {
            let program = try CELProgram(source, in: PolicyFacts.environment)
            guard program.resultType == .bool || program.resultType == .dyn else {
                throw PolicyError(
                    node, "`require` must be true or false, and `\(source)` is neither")
            }
            // A kind that is not named could be taken for known, and could not be shown.
            guard !program.references.contains("evidence") else {
                throw PolicyError(
                    node,
                    "`require` must name a kind, such as `evidence.eval_report`, wherever "
                        + "it speaks of `evidence`")
            }
            return RuleCondition(program)
        } catch let error as CELError {
            throw PolicyError(
                node,
                "`require`, line \(error.line), column \(error.column): \(error.message)")
        } catch let error as PolicyError {
            throw error
        } catch {
            throw PolicyError(node, "`require`: \(error)")
        }
    }
}

extension EvidenceDemand {
    init(reading node: PolicyNode) throws(PolicyError) {
        let reader = try PolicyReader(
            node, what: "`evidence`", keys: ["kind", "max-age", "grade", "looked-at"])
        kind = try PolicyReader.choice(reader.required("kind"), "`kind`")
        maxAgeDays = try reader.days("max-age")
        grade = try reader.choice("grade", default: .declared)
        roles = try reader.choices("looked-at", default: [])
    }
}

extension ApprovalDemand {
    init(reading node: PolicyNode) throws(PolicyError) {
        let reader = try PolicyReader(
            node, what: "`approvals`", keys: ["roles", "count", "grade", "max-age", "looked-at"])
        roles = try reader.choices("roles", default: [.approver])
        count = try reader.count("count", in: 1...20, default: 1)
        grade = try reader.choice("grade", default: .declared)
        maxAgeDays = try reader.days("max-age")
        parts = try reader.choices("looked-at", default: [])
        if let role = roles.first(where: { !$0.maySignOff }) {
            throw PolicyError(node, "`\(role.rawValue)` is a role that may not approve")
        }
    }
}
