/// Makes a node's operation from its name and attributes.
struct ONNXOperations {
    let node: ONNXFile.Node
    /// The version of the node's set of operations.
    let version: Int
    /// For what an attribute says as text.
    let vocabulary: TensorVocabulary
    /// The number of features and whether they are float32, when the node's input is the graph's.
    let directInput: (features: Int, isSingle: Bool)?

    private var attributes: ONNXAttributes { node.attributes }

    /// - Returns: The operation.
    /// - Throws: ``PredictorError``, when it is unknown or its attributes are unsound.
    func operation() throws(PredictorError) -> any TensorOperation {
        do throws(TensorFault) {
            let known: (any TensorOperation)? =
                switch node.domain {
                case "": try general()
                case "ai.onnx.ml": try learned()
                default: nil
                }
            if let known { return known }
        } catch {
            throw .malformed(.onnx, reason: "`\(node.label)`: \(error.reason)")
        }
        let domain = node.domain.isEmpty ? "ai.onnx" : node.domain
        throw .unsupported(.onnx, what: "the operation `\(node.operation)` of `\(domain)`")
    }

    // MARK: ai.onnx

    private func general() throws(TensorFault) -> (any TensorOperation)? {
        if let unary = UnaryOperation(node.operation, attributes) { return unary }
        if let binary = BinaryOperation(node.operation) { return binary }
        if let kind = ReduceOperation.Kind(rawValue: node.operation) { return reduce(kind) }
        if let shaping = try shaping() { return shaping }
        return try computing()
    }

    private func reduce(_ kind: ReduceOperation.Kind) -> any TensorOperation {
        ReduceOperation(
            kind: kind, axes: attributes.integersIfGiven("axes"),
            keepsAxes: attributes.integer("keepdims") ?? 1 == 1,
            allWithoutAxes: attributes.integer("noop_with_empty_axes") ?? 0 == 0)
    }

    private func shaping() throws(TensorFault) -> (any TensorOperation)? {
        let axes = attributes.integersIfGiven("axes")
        switch node.operation {
        case "Concat": return ConcatOperation(axis: attributes.integer("axis") ?? 1)
        case "Reshape":
            let allowsZero = attributes.integer("allowzero") ?? 0 == 1
            return ReshapeOperation(
                form: .reshape(allowsZero: allowsZero),
                given: attributes.integersIfGiven("shape"))
        case "Flatten":
            return ReshapeOperation(
                form: .flatten(axis: attributes.integer("axis") ?? 1), given: nil)
        case "Squeeze": return ReshapeOperation(form: .squeeze, given: axes)
        case "Unsqueeze": return ReshapeOperation(form: .unsqueeze, given: axes)
        case "Transpose": return TransposeOperation(order: attributes.integersIfGiven("perm"))
        case "Gather": return GatherOperation(axis: attributes.integer("axis") ?? 0)
        case "Slice":
            return SliceOperation(
                starts: attributes.integersIfGiven("starts"),
                ends: attributes.integersIfGiven("ends"), axes: axes)
        case "Shape" where attributes.integer("start") == nil && attributes.integer("end") == nil:
            return FillOperation(form: .shapeOf)
        case "ConstantOfShape":
            let value = attributes.tensor("value") ?? Tensor(.single, [0])
            return FillOperation(form: .constant(value))
        case "Expand": return FillOperation(form: .expand)
        case "Constant": return try constant()
        default: return nil
        }
    }

    private func constant() throws(TensorFault) -> any TensorOperation {
        if let tensor = attributes.tensor("value") { return ConstantOperation(tensor: tensor) }
        if let number = attributes.float("value_float") {
            return ConstantOperation(tensor: Tensor(.single, [], [number]))
        }
        if let number = attributes.integer("value_int") {
            return ConstantOperation(tensor: Tensor(.integer, [], [Double(number)]))
        }
        if attributes.integersIfGiven("value_floats") != nil {
            return ConstantOperation(tensor: Tensor(.single, attributes.numbers("value_floats")))
        }
        if attributes.integersIfGiven("value_ints") != nil {
            return ConstantOperation(tensor: Tensor(.integer, attributes.numbers("value_ints")))
        }
        throw TensorFault("a constant of an unknown kind")
    }

    private func computing() throws(TensorFault) -> (any TensorOperation)? {
        let axis = attributes.integer("axis")
        switch node.operation {
        case "Where": return WhereOperation()
        case "Clip":
            return ClipOperation(lower: attributes.float("min"), upper: attributes.float("max"))
        case "Cast":
            guard let element = Tensor.Element(onnx: attributes.integer("to") ?? 0) else {
                throw TensorFault("a cast to an unknown type")
            }
            return CastOperation(element: element)
        case "MatMul": return ProductOperation()
        case "Gemm":
            return ProductOperation(
                alpha: attributes.float("alpha") ?? 1, beta: attributes.float("beta") ?? 1,
                transposesFirst: attributes.integer("transA") == 1,
                transposesSecond: attributes.integer("transB") == 1)
        case "Softmax", "LogSoftmax":
            return SoftmaxOperation(
                axis: axis ?? (version < 13 ? 1 : -1), isFlat: version < 13,
                isLogarithm: node.operation == "LogSoftmax")
        case "ArgMax", "ArgMin":
            return RankOperation(
                form: .argument(
                    keepsAxis: attributes.integer("keepdims") ?? 1 == 1,
                    takesLast: attributes.integer("select_last_index") == 1),
                axis: axis ?? 0, isGreatest: node.operation == "ArgMax")
        case "TopK":
            return RankOperation(
                form: .top(count: attributes.integer("k")), axis: axis ?? -1,
                isGreatest: attributes.integer("largest") ?? 1 == 1)
        default: return nil
        }
    }

    // MARK: ai.onnx.ml

    private func learned() throws(TensorFault) -> (any TensorOperation)? {
        switch node.operation {
        case "Scaler":
            return ScalerOperation(
                offset: attributes.numbers("offset"), scale: attributes.numbers("scale"))
        case "Normalizer":
            guard let norm = NormalizerOperation.Norm(rawValue: attributes.text("norm") ?? "MAX")
            else { throw TensorFault("an unknown norm") }
            return NormalizerOperation(norm: norm)
        case "Imputer": return imputer()
        case "OneHotEncoder": return oneHot()
        case "LabelEncoder": return try labelEncoder()
        case "ArrayFeatureExtractor": return GatherOperation(axis: -1, extractsFeatures: true)
        case "FeatureVectorizer": return ConcatOperation(axis: 1, joinsFeatures: true)
        case "Binarizer": return UnaryOperation(node.operation, attributes)
        // The labels of the map become the names of the predictor's classes.
        case "ZipMap": return UnaryOperation("Identity", attributes)
        case "LinearRegressor", "LinearClassifier": return try linear()
        case "TreeEnsembleClassifier", "TreeEnsembleRegressor", "TreeEnsemble":
            return try ONNXTrees(
                attributes: attributes, vocabulary: vocabulary, directInput: directInput
            ).operation(node.operation)
        default: return nil
        }
    }

    private func imputer() -> any TensorOperation {
        let floats = attributes.numbers("imputed_value_floats")
        return floats.isEmpty
            ? ImputerOperation(
                imputed: attributes.numbers("imputed_value_int64s"),
                replaced: Double(attributes.integer("replaced_value_int64") ?? 0))
            : ImputerOperation(
                imputed: floats, replaced: attributes.float("replaced_value_float") ?? 0)
    }

    private func oneHot() -> any TensorOperation {
        let texts = attributes.texts("cats_strings").map { vocabulary.known($0) }
        return OneHotOperation(
            categories: texts.isEmpty ? attributes.numbers("cats_int64s") : texts,
            allowsUnknown: attributes.integer("zeros") ?? 1 == 1)
    }

    private func labelEncoder() throws(TensorFault) -> any TensorOperation {
        guard version > 1 else { throw TensorFault("the first version of label encoders") }
        func list(_ name: String) -> Tensor? {
            let texts = attributes.texts(name + "_strings")
            if !texts.isEmpty { return Tensor(.text, texts.map { vocabulary.known($0) }) }
            let integers = attributes.numbers(name + "_int64s")
            if !integers.isEmpty { return Tensor(.integer, integers) }
            let floats = attributes.numbers(name + "_floats")
            if !floats.isEmpty { return Tensor(.single, floats) }
            return attributes.tensor(name + "_tensor")
        }
        guard let keys = list("keys"), let values = list("values"),
            keys.values.count == values.values.count
        else { throw TensorFault("there are not as many values as keys") }
        let unknown =
            switch values.element {
            case .text: vocabulary.known(attributes.text("default_string") ?? "_Unused")
            case .single, .double: attributes.float("default_float") ?? 0
            case .integer, .flag: Double(attributes.integer("default_int64") ?? -1)
            }
        return LabelEncoderOperation(
            keys: keys.values, values: values.values,
            unknown: attributes.tensor("default_tensor")?.values.first ?? unknown,
            element: values.element)
    }

    private func linear() throws(TensorFault) -> any TensorOperation {
        let isClassifier = node.operation == "LinearClassifier"
        guard let link = ScoreTransform.link(attributes.text("post_transform") ?? "NONE") else {
            throw TensorFault("an unknown transform of scores")
        }
        let coefficients = attributes.numbers("coefficients")
        let labels = isClassifier ? ONNXTrees.labels(attributes, vocabulary: vocabulary) : nil
        var targets = attributes.integer("targets") ?? 1
        let intercepts = attributes.numbers("intercepts")
        if let labels {
            targets = intercepts.isEmpty ? labels.values.count : intercepts.count
            guard targets == labels.values.count else {
                throw TensorFault("one row of coefficients for two classes")
            }
        }
        guard targets > 0, targets <= 1 << 16,
            intercepts.isEmpty || intercepts.count == targets
        else { throw TensorFault("\(intercepts.count) intercepts for \(targets) targets") }
        return LinearOperation(
            coefficients: coefficients,
            intercepts: intercepts.isEmpty
                ? [Double](repeating: 0, count: targets) : intercepts,
            link: link, labels: labels)
    }
}
