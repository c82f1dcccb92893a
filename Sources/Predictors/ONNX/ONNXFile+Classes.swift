/// What the labels beside a graph's scores are called.
extension ONNXFile {
    /// The names of the classes, by the place of their scores; `nil` when nothing names so many.
    func classNames(width: Int) -> [String]? {
        for node in nodes.reversed() {
            for name in ["classlabels_strings", "classlabels_string"] {
                let texts = node.attributes.texts(name)
                if texts.count == width { return texts }
            }
            for name in ["classlabels_int64s", "classlabels_ints"] {
                let integers = node.attributes.integers(name)
                if integers.count == width { return integers.map(String.init) }
            }
        }
        return extractedNames(width: width)
    }

    /// The constant from which a graph without a classifier's operation takes its labels.
    private func extractedNames(width: Int) -> [String]? {
        for node in nodes.reversed()
        where ["ArrayFeatureExtractor", "Gather"].contains(node.operation) {
            guard let name = node.inputs.first, let tensor = constants[name],
                tensor.values.count == width, tensor.element == .text || tensor.element == .integer
            else { continue }
            let texts = vocabulary.texts
            return tensor.integers.map {
                tensor.element == .text && texts.indices.contains($0) ? texts[$0] : "\($0)"
            }
        }
        return nil
    }
}
