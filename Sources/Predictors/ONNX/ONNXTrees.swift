import Statistics

/// Makes the operations of tree ensembles, with what ONNX Runtime does about two classes.
struct ONNXTrees {
    let attributes: ONNXAttributes
    let vocabulary: TensorVocabulary
    /// The number of features and whether they are float32, when the input is the graph's.
    let directInput: (features: Int, isSingle: Bool)?

    /// A classifier's labels; texts by their numbers.
    static func labels(
        _ attributes: ONNXAttributes, vocabulary: TensorVocabulary
    ) -> Tensor? {
        for name in ["classlabels_strings", "classlabels_string"] {
            let texts = attributes.texts(name)
            if !texts.isEmpty {
                return Tensor(.text, texts.map { vocabulary.known($0) })
            }
        }
        for name in ["classlabels_int64s", "classlabels_ints"] {
            let integers = attributes.numbers(name)
            if !integers.isEmpty { return Tensor(.integer, integers) }
        }
        return nil
    }

    func operation(_ name: String) throws(TensorFault) -> TreeOperation {
        switch name {
        case "TreeEnsembleClassifier": try classifier()
        case "TreeEnsemble": try newest()
        default: try regressor()
        }
    }

    private func link(_ name: String) throws(TensorFault) -> Link {
        guard let link = ScoreTransform.link(name) else {
            throw TensorFault("an unknown transform of scores")
        }
        return link
    }

    private func ensemble(_ parts: TreeOperationParts) throws(TensorFault) -> TreeEnsemble {
        var parts = parts
        parts.roundsToSingle = directInput?.isSingle ?? false
        do throws(TreeEnsembleError) {
            return try parts.ensemble(featureCount: directInput?.features)
        } catch {
            throw TensorFault(error.description)
        }
    }

    private func regressor() throws(TensorFault) -> TreeOperation {
        var parts = try TreeOperationLists.parts(attributes, votes: "target")
        parts.outputCount = max(attributes.integer("n_targets") ?? 1, 1)
        parts.base = TreeOperationLists.either(attributes, "base_values")
        try set(attributes.text("aggregate_function") ?? "SUM", in: &parts)
        return try whole(parts, post: attributes.text("post_transform") ?? "NONE")
    }

    private func newest() throws(TensorFault) -> TreeOperation {
        var parts = try TreeOperationLists.parts(ofNewest: attributes)
        let aggregates = ["AVERAGE", "SUM", "MIN", "MAX"]
        let transforms = ["NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO", "PROBIT"]
        let aggregate = attributes.integer("aggregate_function") ?? 1
        let transform = attributes.integer("post_transform") ?? 0
        guard aggregates.indices.contains(aggregate), transforms.indices.contains(transform)
        else { throw TensorFault("an unknown transform of scores") }
        try set(aggregates[aggregate], in: &parts)
        return try whole(parts, post: transforms[transform])
    }

    private func whole(
        _ parts: TreeOperationParts, post: String
    ) throws(TensorFault) -> TreeOperation {
        guard parts.outputCount <= 1 << 16,
            parts.base.isEmpty || parts.base.count == parts.outputCount
        else {
            throw TensorFault("\(parts.base.count) base values for \(parts.outputCount) targets")
        }
        return TreeOperation(
            ensemble: try ensemble(parts), link: try link(post), labels: nil, threshold: nil)
    }

    private func set(
        _ aggregate: String, in parts: inout TreeOperationParts
    ) throws(TensorFault) {
        guard ["SUM", "AVERAGE"].contains(aggregate) else {
            throw TensorFault("trees that are put together by \(aggregate)")
        }
        parts.isAverage = aggregate == "AVERAGE"
    }

    // MARK: Classifier

    private func classifier() throws(TensorFault) -> TreeOperation {
        var parts = try TreeOperationLists.parts(attributes, votes: "class")
        guard let labels = Self.labels(attributes, vocabulary: vocabulary),
            labels.values.count <= 1 << 16
        else { throw TensorFault("a classifier without labels") }
        parts.base = TreeOperationLists.either(attributes, "base_values")
        let transform = try link(attributes.text("post_transform") ?? "NONE")
        let voted = Set(parts.trees.joined().flatMap { $0.votes.map(\.output) })
        parts.outputCount = labels.values.count
        let isPair = labels.values.count == 2 && voted == [0]
        // Two classes with base values lose votes in ONNX Runtime, so nobody can mean them.
        guard labels.values.count != 2 || parts.base.count <= (isPair ? 1 : 0) else {
            throw TensorFault("base values for two classes")
        }
        guard isPair else {
            guard parts.base.isEmpty || parts.base.count == labels.values.count else {
                throw TensorFault("\(parts.base.count) base values for the classes")
            }
            return TreeOperation(
                ensemble: try ensemble(parts), link: transform, labels: labels, threshold: nil)
        }
        return try pair(parts, labels: labels, transform: transform)
    }

    /// Two classes of which the trees speak for the first, and so of the second (as ONNX Runtime
    /// has it): the score is the second class's, and the first has what is left.
    private func pair(
        _ parts: TreeOperationParts, labels: Tensor, transform: Link
    ) throws(TensorFault) -> TreeOperation {
        let isPositive = parts.trees.joined().allSatisfy { node in
            node.votes.allSatisfy { $0.weight >= 0 }
        }
        var parts = parts
        parts.outputCount = 1
        let link: Link =
            switch transform {
            case .probit: throw TensorFault("this transform of one score for two classes")
            case .logistic: .logisticPair
            default: isPositive ? .complement : .signedPair
            }
        return TreeOperation(
            ensemble: try ensemble(parts), link: link, labels: labels,
            threshold: isPositive ? 0.5 : 0)
    }
}
