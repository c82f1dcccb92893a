package import Governance
import Ledger
import Transparency

/// Which governed thing the versions of a project are of.
package struct IntakeSubject: Sendable {
    package let kind: SubjectKind
    /// As the project is called elsewhere.
    package let project: String
    package let workspace: Workspace

    package init(kind: SubjectKind, project: String, workspace: Workspace) {
        self.kind = kind
        self.project = project
        self.workspace = workspace
    }

    /// Its own name with `/` as `--`, unless another workspace has that.
    package func name(on platform: Platform) async throws -> SubjectName {
        let plain = Self.plain(project)
        let salted = "\(workspace.name)/\(project)"
        let other = "\(plain.prefix(90))-\(Digest(of: Array(salted.utf8)).hex.prefix(8))"
        for text in [plain, other] {
            guard let name = SubjectName(kind: kind, name: text) else { continue }
            let row = try await platform.store.row(.subjects, name.description)
            if row.map({ $0.workspace == workspace }) ?? true { return name }
        }
        throw Failure.fault("bad_name", "no governed thing can be named after `\(project)`")
    }

    /// In the letters that names of governed things have.
    static func plain(_ project: String) -> String {
        var text = ""
        for scalar in project.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9", ".", "_", "-": text.unicodeScalars.append(scalar)
            case "/": text += "--"
            default: text += "-"
            }
        }
        return text
    }
}
