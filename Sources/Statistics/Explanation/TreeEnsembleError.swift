/// Why trees are not an ensemble.
///
/// Trees and nodes count from 0, as in the model's file.
package enum TreeEnsembleError: Error, Sendable, Equatable {
    case noOutputs
    case baseNotFinite
    case tooLarge
    case treeEmpty(tree: Int)
    case outputUnknown(tree: Int, output: Int, outputs: Int)
    case featureUnknown(tree: Int, node: Int, feature: Int, features: Int)
    case childUnknown(tree: Int, node: Int, child: Int)
    /// A node with two parents, or one that is its own ancestor.
    case nodeShared(tree: Int, node: Int)
    /// A threshold, leaf value, weight or cover that is no number, or a cover below 0.
    case numberNotFinite(tree: Int, node: Int)
    /// A category below 0 or beyond what a set may hold.
    case categoryUnknown(tree: Int, node: Int)
    /// A leaf with fewer values than its tree has outputs.
    case valuesMissing(tree: Int, node: Int, width: Int)
}

extension TreeEnsembleError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noOutputs:
            "the model has no outputs"
        case .baseNotFinite:
            "the model's base score is not a finite number"
        case .tooLarge:
            "the model has more than \(TreeEnsembleBuilder.sizeLimit) nodes or leaf values"
        case .treeEmpty(let tree):
            "tree \(tree) has no nodes"
        case .outputUnknown(let tree, let output, let outputs):
            "tree \(tree) adds to output \(output), but the model has \(outputs)"
        case .featureUnknown(let tree, let node, let feature, let features):
            "tree \(tree) asks at node \(node) for feature \(feature), but there are \(features)"
        case .childUnknown(let tree, let node, let child):
            "tree \(tree) leads from node \(node) to node \(child), which does not exist"
        case .nodeShared(let tree, let node):
            "tree \(tree) is not a tree: two ways lead to node \(node)"
        case .numberNotFinite(let tree, let node):
            "tree \(tree) has a number at node \(node) that is not finite or has the wrong sign"
        case .categoryUnknown(let tree, let node):
            "tree \(tree) lists a category at node \(node) that is not in 0..<"
                + "\(TreeEnsembleBuilder.categoryLimit)"
        case .valuesMissing(let tree, let node, let width):
            "tree \(tree) has a leaf at node \(node) with fewer than \(width) values"
        }
    }
}
