import Transparency

@testable import SupplyChain

/// Bills to try the writers and readers on.
enum BillSamples {
    static let at = Instant("2026-11-21T09:30:15.250Z") ?? Instant(milliseconds: 0)
    static let tool = BillOfMaterials.Tool(name: "assay", version: "0.4.0")

    static func digest(_ text: String) -> Digest { Digest(of: text.utf8) }

    static func licence(_ text: String) -> LicenceExpression? {
        try? LicenceExpression(parsing: text)
    }

    /// Nothing but what must be there.
    static var empty: BillOfMaterials {
        BillOfMaterials(
            serial: BillSerial(digest("empty")), createdAt: at, tool: tool,
            model: BilledModel(
                name: "model:income", version: "1", root: digest("root"), registeredAt: at,
                supplier: .pseudonym("p-1")))
    }

    /// Something of everything.
    static var full: BillOfMaterials {
        BillOfMaterials(
            serial: BillSerial(digest("full")), createdAt: at, tool: tool, model: model,
            datasets: datasets,
            packages: [
                BilledPackage(
                    url: PackageURL(type: "pypi", name: "torch", version: "2.5.0"),
                    licence: licence("BSD-3-Clause"),
                    hashes: [ComponentHash(.sha256, hex: digest("torch").hex)].compactMap { $0 },
                    place: "requirements.txt")
            ],
            vulnerabilities: vulnerabilities, evidence: evidence)
    }

    private static var model: BilledModel {
        var said = ModelDescription()
        said.approach = .supervised
        said.task = "classification"
        said.architectureFamily = "transformer"
        said.architecture = "DeBERTa"
        said.inputs = ["text"]
        said.outputs = ["label"]
        said.metrics = [
            ModelMetric(type: "auc", value: 0.81, lower: 0.79, upper: 0.83),
            ModelMetric(type: "selection_rate", value: 0.2, slice: "sex=female"),
        ]
        said.users = ["lenders"]
        said.useCases = ["screening"]
        said.technicalLimitations = ["English alone", "not below 18"]
        said.performanceTradeoffs = ["recall for precision"]
        said.ethicalConsiderations = [.init(name: "proxy features", mitigation: "removed")]
        said.fairness = [.init(groupAtRisk: "women", harms: "fewer offers")]
        said.energy = [
            .init(activity: .training, kilowattHours: 12.5, tonnesCO2: 0.004),
            .init(activity: .fineTuning, kilowattHours: 1),
        ]
        return BilledModel(
            name: "model:income", version: "2", root: digest("root"), purpose: "rates applicants",
            registeredAt: at, supplier: .organisation("Example Bank"), author: .person("Ann"),
            location: "https://assay.example/versions/model:income@2",
            licence: licence("Apache-2.0"),
            parts: [
                BilledPart(
                    role: "weights", name: "model.safetensors", digest: digest("weights"),
                    byteCount: 1000),
                BilledPart(
                    role: "code", name: "src", digest: digest("src"), byteCount: 20,
                    files: [.init(path: "a/b.py", digest: digest("b"), byteCount: 20)]),
            ],
            bases: [
                BaseModel(
                    name: "microsoft/deberta-v3-base",
                    url: PackageURL(huggingFace: "microsoft/deberta-v3-base"),
                    licence: licence("MIT"))
            ],
            description: said)
    }

    private static var datasets: [BilledDataset] {
        var governance = BilledDataset.Stewardship()
        governance.owners = [.organisation("Example Bank")]
        governance.stewards = [.pseudonym("p-7")]
        return [
            BilledDataset(
                name: "train.csv", use: .training,
                part: BilledPart(
                    role: "training-data", name: "train.csv", digest: digest("train"),
                    byteCount: 99),
                licence: licence("CC-BY-4.0"), summary: "applications of 2025",
                classification: "confidential", sensitiveData: ["income"], governance: governance),
            BilledDataset(
                name: "org/benchmark", use: .evaluation,
                url: PackageURL(huggingFace: "org/benchmark")),
        ]
    }

    private static var vulnerabilities: [BilledVulnerability] {
        [
            BilledVulnerability(
                id: "GHSA-53q9-r3pm-6pq6", aliases: ["CVE-2025-32434", "PYSEC-2025-41"],
                summary: "`torch.load` runs code",
                ratings: [
                    .init(vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
                    .init(
                        vector:
                            "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"),
                ],
                affected: [
                    .init(
                        package: PackageURL(type: "pypi", name: "torch", version: "2.5.0"),
                        fixedVersion: "2.6.0")
                ])
        ]
    }

    private static var evidence: [BilledEvidence] {
        [
            BilledEvidence(
                id: digest("statement"), kind: "eval_report", grade: "declared",
                by: .pseudonym("p-3"), at: at, expiresAt: at.adding(days: 90),
                lookedAt: [digest("weights")])
        ]
    }

    /// So many packages.
    static func large(packageCount: Int) -> BillOfMaterials {
        BillOfMaterials(
            serial: BillSerial(digest("large")), createdAt: at, tool: tool, model: empty.model,
            packages: (0..<packageCount).map {
                BilledPackage(url: PackageURL(type: "pypi", name: "p\($0)", version: "1.\($0)"))
            })
    }

    /// A package under each licence that is known, and under one that is not.
    static var licences: BillOfMaterials {
        let ids = LicenceCatalogue.licences.map(\.id) + ["Unheard-Of-NC-1.0"]
        return BillOfMaterials(
            serial: BillSerial(digest("licences")), createdAt: at, tool: tool, model: empty.model,
            packages: ids.map { id in
                BilledPackage(
                    url: PackageURL(type: "generic", name: id), licence: licence(id))
            })
    }

    private static let alphabet: [String] = [
        "a", "B", "7", " ", "é", "e\u{301}", "漢", "🤖", "\u{202E}", "\"", "\\", "\n", "\t", "/",
        "@", "?", "#", "%", "+", ":", "<", "&", "\u{0}", "\u{FEFF}", "\u{10FFFF}", "-", ".", "_",
    ]

    static func text(_ countMax: Int, _ random: inout SeededRandom) -> String {
        (0..<Int.random(in: 1...countMax, using: &random))
            .map { _ in alphabet.randomElement(using: &random) ?? "a" }.joined()
    }

    /// Any names, any number of anything.
    static func random(_ random: inout SeededRandom) -> BillOfMaterials {
        let packages = some(20, &random) { random in
            BilledPackage(
                url: url(&random), licence: licence(&random),
                hashes: some(3, &random) { hash(&$0) }, place: text(9, &random))
        }
        let vulnerabilities = some(6, &random) { random in
            BilledVulnerability(
                id: text(8, &random), aliases: some(3, &random) { text(6, &$0) },
                summary: text(30, &random),
                ratings: some(2, &random) { _ in full.vulnerabilities[0].ratings[0] },
                affected: [packages.randomElement(using: &random)?.url ?? url(&random)].map {
                    .init(package: $0, fixedVersion: Bool.random(using: &random) ? "9.9" : nil)
                })
        }
        let number = random.next()
        return BillOfMaterials(
            serial: BillSerial(digest("\(number)")), createdAt: at.adding(days: Int(number % 999)),
            tool: tool, model: model(&random), datasets: some(4, &random, dataset),
            packages: packages, vulnerabilities: vulnerabilities,
            evidence: some(4, &random) { random in
                BilledEvidence(
                    id: digest("\(random.next())"), kind: text(5, &random), grade: "declared",
                    by: .person(text(5, &random)), at: at,
                    lookedAt: some(2, &random) { digest("\($0.next())") })
            })
    }

    private static func model(_ random: inout SeededRandom) -> BilledModel {
        var said = full.model.description
        said.task = Bool.random(using: &random) ? text(9, &random) : nil
        said.users = some(3, &random) { text(9, &$0) }
        said.metrics = some(3, &random) { random in
            ModelMetric(
                type: text(4, &random), value: .random(in: -1e300...1e300, using: &random),
                lower: -0.0, upper: .leastNonzeroMagnitude, slice: text(9, &random))
        }
        return BilledModel(
            name: text(9, &random), version: text(4, &random),
            root: digest("\(random.next())"), purpose: text(40, &random), registeredAt: at,
            supplier: .organisation(text(9, &random)), licence: licence(&random),
            parts: some(5, &random, part),
            bases: some(3, &random) { random in
                BaseModel(name: text(9, &random), licence: licence(&random))
            }, description: said)
    }

    private static func part(_ random: inout SeededRandom) -> BilledPart {
        let isFolder = Bool.random(using: &random)
        return BilledPart(
            role: "weights", name: text(9, &random), digest: digest("\(random.next())"),
            byteCount: Int.random(in: 0...JSON.integerMax, using: &random),
            files: isFolder
                ? some(4, &random) {
                    .init(path: text(20, &$0), digest: digest("\($0.next())"), byteCount: 1)
                } : nil)
    }

    private static func dataset(_ random: inout SeededRandom) -> BilledDataset {
        BilledDataset(
            name: text(9, &random), use: .training,
            part: Bool.random(using: &random) ? part(&random) : nil, licence: licence(&random),
            summary: text(20, &random), sensitiveData: some(2, &random) { text(5, &$0) })
    }

    private static func hash(_ random: inout SeededRandom) -> ComponentHash {
        let algorithm = ComponentHash.Algorithm.allCases.randomElement(using: &random) ?? .sha256
        let hex = Hex.encode(random.bytes(count: algorithm.byteCount))
        return ComponentHash(algorithm, hex: hex) ?? hash(&random)
    }

    private static func licence(_ random: inout SeededRandom) -> LicenceExpression? {
        let texts = [
            "MIT", "Apache-2.0 OR GPL-3.0-only WITH Classpath-exception-2.0", "GPL-2.0-only+",
            "LicenseRef-own AND (MIT OR BSD-3-Clause)", "Unheard-Of-1.0", "",
        ]
        return texts.randomElement(using: &random).flatMap { licence($0) }
    }

    static func url(_ random: inout SeededRandom) -> PackageURL {
        let type = ["pypi", "huggingface", "npm", "conda"].randomElement(using: &random) ?? "npm"
        return PackageURL(
            type: type, namespace: type == "npm" ? text(5, &random) : nil, name: text(9, &random),
            version: text(5, &random),
            qualifiers: type == "conda" ? ["channel": text(5, &random)] : [:])
    }

    private static func some<Value>(
        _ countMax: Int, _ random: inout SeededRandom, _ make: (inout SeededRandom) -> Value
    ) -> [Value] {
        (0..<Int.random(in: 0...countMax, using: &random)).map { _ in make(&random) }
    }
}
