import ArgumentParser
import Governance
import Operations

/// What must be said of a subject when it begins.
struct SubjectOptions: ParsableArguments {
    @Option(help: "What it is for.")
    var purpose: String?
    @Option(help: "low, medium or high.")
    var risk: String?
    @Option(help: "Who answers for its use.")
    var businessOwner: String?
    @Option(help: "Who answers for its making.")
    var technicalOwner: String?
    @Option(help: "Where a new subject begins (default: the workspace `default`).")
    var workspace: String?

    /// - Throws: A fault for what is no risk, no name or no workspace.
    func registration(of subject: SubjectName, by actor: Actor) throws -> RegisterVersion {
        RegisterVersion(
            subject: subject, parts: [], purpose: purpose,
            risk: try risk.map { try ParseArgument.choice($0, "risk") },
            businessOwner: try businessOwner.map { text in try PrincipalClaim(text) },
            technicalOwner: try technicalOwner.map { text in try PrincipalClaim(text) },
            workspace: try workspace.map(ParseArgument.workspace), by: actor)
    }
}
