/// What an expression could not tell, because values at these paths are not known.
package struct CELUnknown: Sendable, Hashable {
    /// Attribute paths, such as `evidence.eval_report.auc`.
    package var paths: Set<String>

    package init(paths: Set<String>) {
        self.paths = paths
    }

    /// The unknown of everything that either side does not know.
    package func joined(with other: CELUnknown) -> CELUnknown {
        CELUnknown(paths: paths.union(other.paths))
    }

    /// The unknown one step below this one; an unknown without paths takes the whole `fallback`.
    func appending(_ step: String, fallback: String) -> CELUnknown {
        paths.isEmpty
            ? CELUnknown(paths: [fallback])
            : CELUnknown(paths: Set(paths.map { $0 + step }))
    }
}
