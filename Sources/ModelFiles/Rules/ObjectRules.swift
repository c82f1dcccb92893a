/// Judges the objects that configurations ask a loader to make.
enum ObjectRules {
    static func findings(for facts: FileFacts) -> [Finding] {
        facts.objects.compactMap { object in
            guard let (level, effect) = judged(object) else { return nil }
            let dotted = [object.module, object.name].filter { !$0.isEmpty }.joined(separator: ".")
            return Finding(
                rule: "object-\(object.kind.rawValue.lowercased())", level: level,
                effect: "asks the loader for `\(dotted)`: \(effect)", place: object.place,
                subject: dotted)
        }
    }

    private static func judged(_ object: ObjectFact) -> (Finding.Level, String)? {
        switch object.kind {
        case .keras: return keras(object)
        case .hydra, .named: return hydra(object)
        case .yamlTag: return yaml(object)
        case .skops: return skops(object)
        case .autoMap:
            let isRemote = object.module.contains("--")
            return isRemote
                ? (.dangerous, "code of another repository is fetched and imported")
                : (.suspicious, "code of this repository is imported")
        case .pipeline: return pipeline(object)
        case .module, .dataset: return nil
        case .mlflow: return (.suspicious, "MLflow imports this module of the model's own code")
        }
    }

    // MARK: Keras

    private static let kerasRoots: Set = [
        "keras", "tf_keras", "tensorflow", "keras_nlp", "keras_cv", "keras_hub", "",
    ]
    private static let kerasFunctions: Set = [
        "get_file", "enable_unsafe_deserialization", "load_model", "load_img", "extract_archive",
        "custom_object_scope",
        "load_weights", "save_model", "deserialize", "get_custom_objects",
        "pad_to_bounding_box_file",
        "audio_dataset_from_directory", "image_dataset_from_directory",
        "text_dataset_from_directory", "export_saved_model",
    ]

    private static func keras(_ object: ObjectFact) -> (Finding.Level, String)? {
        let root = String(object.module.prefix { $0 != "." })
        if object.name == "__lambda__" || object.name == "lambda" && object.module == "builtins" {
            return (.dangerous, "a lambda holds compiled Python, which runs when the model does")
        }
        if object.name == "Lambda" { return (.dangerous, "a Lambda layer runs code of the file") }
        if object.name == "TorchModuleWrapper" {
            return (.dangerous, "it unpickles a torch module")
        }
        if kerasFunctions.contains(object.name) {
            return (.dangerous, "it downloads, loads or switches checks off")
        }
        if object.arguments == ["function"], kerasRoots.contains(root), !root.isEmpty,
            case .dangerous(let effect) = CallableRules.verdict(
                module: object.module, name: object.name)
        {
            return (.dangerous, effect)
        }
        if ["TFSMLayer", "JaxLayer", "FlaxLayer", "PyTorchWrapper"].contains(object.name) {
            return (.suspicious, "it loads another model or calls a function of the file")
        }
        if object.arguments == ["operation"] { return operation(object.name) }
        if CallableRules.reachesModule(module: object.module, name: object.name) {
            return (.dangerous, "it reaches a module of Python through Keras")
        }
        if let own = ownRegistration(object) {
            return (.suspicious, "`\(own)` is code that whoever loads it must bring")
        }
        if kerasRoots.contains(root) {
            return object.name.contains(".") ? (.suspicious, "not Keras' own") : nil
        }
        if root == "builtins" {
            return CallableRules.verdict(module: "builtins", name: object.name) == .allowed
                ? nil : (.dangerous, "a function of Python itself")
        }
        switch CallableRules.verdict(module: object.module, name: object.name) {
        case .dangerous(let effect): return (.dangerous, effect)
        case .unknown, .allowed: return (.suspicious, "a class of another library is imported")
        }
    }

    /// The name under which somebody's own class was registered: `Custom>Scale`.
    private static func ownRegistration(_ object: ObjectFact) -> String? {
        let mark = "registered: "
        guard let first = object.arguments.first, first.hasPrefix(mark) else { return nil }
        let name = first.dropFirst(mark.count)
        guard let sign = name.firstIndex(of: ">") else { return nil }
        return ["keras", "keras_nlp", "keras_cv", "keras_hub"].contains(name[..<sign])
            ? nil : String(name)
    }

    /// A function of TensorFlow's that a layer was made of: most work out numbers.
    private static func operation(_ name: String) -> (Finding.Level, String)? {
        let parts = name.split(separator: ".").map(String.init)
        let isOutside = parts.contains {
            [
                "io", "gfile", "py_function", "numpy_function", "py_func", "eager_py_func",
                "load_op_library", "load_library", "saved_model", "raw_ops", "write_file",
                "read_file", "system",
            ]
            .contains($0)
        }
        return isOutside ? (.dangerous, "reads or writes files, or runs code") : nil
    }

    // MARK: Others

    private static func hydra(_ object: ObjectFact) -> (Finding.Level, String)? {
        switch CallableRules.verdict(module: object.module, name: object.name) {
        case .dangerous(let effect): return (.dangerous, effect)
        case .unknown: return (.suspicious, "not known to be safe")
        case .allowed: return nil
        }
    }

    private static func yaml(_ object: ObjectFact) -> (Finding.Level, String)? {
        switch CallableRules.verdict(module: object.module, name: object.name) {
        case .dangerous(let effect): return (.dangerous, effect)
        case .unknown: return (.suspicious, "not known to be safe")
        case .allowed: return object.arguments.contains("tuple") ? nil : (.note, "a value")
        }
    }

    private static func skops(_ object: ObjectFact) -> (Finding.Level, String)? {
        let verdict = CallableRules.verdict(module: object.module, name: object.name)
        if object.module == "builtins", skopsBuiltins.contains(object.name) { return nil }
        if case .dangerous(let effect) = verdict,
            object.module != "operator" || object.name == "methodcaller"
        {
            return (.dangerous, effect)
        }
        if let loader = object.arguments.first, !loader.isEmpty, !skopsLoaders.contains(loader) {
            return (.suspicious, "skops has no loader `\(loader)`")
        }
        if object.arguments.first == "OperatorFuncNode" || object.arguments.first == "MethodNode" {
            return (.suspicious, "a node that scanners have been misled with")
        }
        switch verdict {
        case .dangerous, .unknown: return (.suspicious, "not known to be safe")
        case .allowed: return nil
        }
    }

    /// Source: skops, `skops/io/_general.py`, `_numpy.py`, `_scipy.py`, `_sklearn.py`,
    /// `_quantile_forest.py`.
    private static let skopsLoaders: Set = [
        "DictNode", "DefaultDictNode", "ListNode", "SetNode", "TupleNode", "FunctionNode",
        "PartialNode", "TypeNode", "SliceNode", "ObjectNode", "MethodNode", "JsonNode", "BytesNode",
        "BytearrayNode", "OperatorFuncNode", "NdArrayNode", "MaskedArrayNode", "RandomStateNode",
        "RandomGeneratorNode", "DTypeNode", "SparseMatrixNode", "ReduceNode", "TreeNode",
        "LossNode", "SGDNode", "_DictWithDeprecatedKeysNode", "QuantileForestNode", "CachedNode",
        "DatetimeNode", "ObjectReduceNode", "NdArrayObjectNode", "OrderedDictNode",
    ]

    /// What skops says of functions, methods and types, whose own names stand inside.
    private static let skopsBuiltins: Set = [
        "function", "method", "type", "builtin_function_or_method", "method_descriptor",
        "wrapper_descriptor", "method-wrapper", "getset_descriptor", "ufunc", "NoneType",
    ]

    private static let pipelineRoots: Set = [
        "sentence_transformers", "diffusers", "transformers", "torch", "onnxruntime", "optimum",
    ]

    private static func pipeline(_ object: ObjectFact) -> (Finding.Level, String)? {
        let root = String(object.module.prefix { $0 != "." })
        if pipelineRoots.contains(root) || root == "stable_diffusion" || root == "latent_diffusion"
        {
            return nil
        }
        if root.isEmpty || root == "null" { return nil }
        return (.suspicious, "a class of this repository or another library is imported")
    }
}
