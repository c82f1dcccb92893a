import ArgumentParser
import Governance
import Operations
import Transparency

struct BillOfMaterialsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bom",
        abstract: "Write a version's bill of materials, or take in somebody else's.",
        subcommands: [Export.self, Import.self], defaultSubcommand: Export.self)

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write the bill of materials of a version.",
            discussion: """
                CycloneDX 1.6 with a model card, or SPDX 3.0.1 with the AI and dataset profiles: what
                is registered, and what the evidence that holds says of it. `vulns` is what the
                newest scan found to be vulnerable, as an in-toto statement.

                EXAMPLES
                  assay bom income@2 --output income-2.cdx.json
                  assay bom income@2 --format spdx
                  assay bom income@2 --format vulns

                EXIT STATUS
                  0 written   3 could not be done
                """)

        @Argument(help: "The version, such as income@2.")
        var version: String
        @Option(help: "cyclonedx, spdx or vulns.")
        var format = "cyclonedx"
        @Option(help: "The file to write; unless given, the document is printed.")
        var output: String?
        @Flag(help: "Name people; else they stand as pseudonyms.")
        var names = false
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run(refusalStatus: 3) { terminal in
                let bill = try await Desk.performing(
                    ExportBillOfMaterials(
                        version: try ParseArgument.version(version),
                        format: try ParseArgument.choice(format, "format"), namesPeople: names,
                        by: .reader))
                guard let output else {
                    terminal.answer(["bom": bill])
                    return terminal.say(bill.pretty)
                }
                try FileBytes.keep(Array(bill.pretty.utf8), at: output)
                terminal.answer(["output": .string(output)])
                terminal.say("wrote \(output)")
            }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Take in a bill of materials or an attestation as evidence about a version.",
            discussion: """
                CycloneDX 1.4 to 1.7, SPDX 2.2, 2.3 and 3.0 in JSON, and in-toto statements: SLSA
                provenance and verification summaries, vulnerability scans, test results, bills;
                as they are, in a DSSE envelope, or in a Sigstore bundle.

                It is graded declared, unless --signed-by names the key that signed it and it is
                about this version's own digests; then it is verified.

                EXAMPLES
                  assay bom import income@2 sbom.cdx.json
                  assay bom import income@2 provenance.json --signed-by builder.pub

                EXIT STATUS
                  0 taken   1 refused   3 could not be done
                """)

        @Argument(help: "The version, such as income@2.")
        var version: String
        @Argument(help: "The document, a file of JSON.")
        var file: String
        @Option(help: "A file with the public key, in PEM, that must have signed it.")
        var signedBy: String?
        @Option(help: "The day it ends to hold.")
        var expires: String?
        @OptionGroup var actor: ActorOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run { terminal in
                let evidence = try await Desk.performing(
                    ImportBillOfMaterials(
                        version: try ParseArgument.version(version),
                        document: try HandedIn.text(file), key: try signedBy.map(HandedIn.text),
                        expiresAt: try expires.map(ParseArgument.day), by: try actor.actor()))
                terminal.answer(["evidence": evidence.json])
                let roles = evidence.roles.map(\.rawValue).joined(separator: ", ")
                let form = evidence.predicate["form"]?.stringValue ?? ""
                terminal.say(
                    "took \(form) \(Self.counts(evidence.predicate))as "
                        + "\(evidence.kind.rawValue) \(evidence.id), "
                        + "\(evidence.grade.rawValue), about \(roles)")
            }
        }

        /// `with 12 components and 3 vulnerabilities `, of what the document lists.
        private static func counts(_ predicate: JSON) -> String {
            let words = [
                ("components", "component", "components"),
                ("vulnerabilities", "vulnerability", "vulnerabilities"),
            ]
            let counts = words.compactMap { key, one, many in
                predicate[key]?.arrayValue.map { "\($0.count) \($0.count == 1 ? one : many)" }
            }
            return counts.isEmpty ? "" : "with \(counts.joined(separator: " and ")) "
        }
    }
}
