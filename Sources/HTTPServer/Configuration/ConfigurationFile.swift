import Governance
package import Operations

/// A server's settings in YAML: a map from their names to values, or to lists of them.
package struct ConfigurationFile: Sendable, Equatable {
    package let values: [ServeSetting: ServeConfiguration.Value]

    /// - Throws: A fault with file, line and what was expected there.
    package init(_ bytes: [UInt8], path: String) throws(Failure) {
        let tree: PolicyNode
        do throws(PolicyError) {
            tree = try YAMLPolicy.tree(bytes, of: "configuration")
        } catch { throw Self.failure(path, error.line, error.message) }
        guard case .map(let entries) = tree.content else {
            throw Self.failure(path, tree.line, "expected a map from settings to values")
        }
        var values: [ServeSetting: ServeConfiguration.Value] = [:]
        for entry in entries {
            let setting = try Self.setting(entry.key, path)
            guard values[setting] == nil else {
                throw Self.failure(path, entry.key.line, "`\(setting.rawValue)` stands twice")
            }
            values[setting] = .init(
                texts: try Self.texts(entry.value, setting, path),
                source: .file(path, line: entry.key.line))
        }
        self.values = values
    }

    private static func setting(
        _ node: PolicyNode, _ path: String
    ) throws(Failure) -> ServeSetting {
        guard case .scalar(let name, _) = node.content else {
            throw failure(path, node.line, "expected the name of a setting")
        }
        guard let setting = ServeSetting(rawValue: name) else {
            let known = ServeSetting.allCases.map(\.rawValue).inBackticks
            throw failure(path, node.line, "unknown key `\(name)`, expected one of \(known)")
        }
        return setting
    }

    private static func texts(
        _ node: PolicyNode, _ setting: ServeSetting, _ path: String
    ) throws(Failure) -> [String] {
        switch node.content {
        case .scalar(let text, _): return [text]
        case .list(let items) where setting.isList:
            var texts: [String] = []
            for item in items {
                guard case .scalar(let text, _) = item.content else {
                    throw failure(path, item.line, "expected \(setting.expected)")
                }
                texts.append(text)
            }
            return texts
        case .list, .map:
            throw failure(
                path, node.line, "`\(setting.rawValue)` must be \(setting.expected)")
        }
    }

    private static func failure(_ path: String, _ line: Int, _ message: String) -> Failure {
        .fault("bad_configuration", "`\(path)`, line \(line): \(message)")
    }
}
