/// What a file says about itself: facts that rules judge, now and later, without the file.
package struct FileFacts: Sendable, Equatable, Codable {
    /// As it was handed in.
    package let path: String
    package let byteCount: Int
    /// What the contents are, for the file and each member; the file's own come first.
    package var formats: [FormatFact] = []
    package var calls: [CallFact] = []
    package var imports: [ImportFact] = []
    package var oddities: [OddityFact] = []
    package var operators: [OperatorFact] = []
    package var templates: [TemplateFact] = []
    package var objects: [ObjectFact] = []
    package var references: [ReferenceFact] = []
    package var texts: [TextFact] = []
    package var troubles: [TroubleFact] = []
    package var storages: [StorageFact] = []
    /// Whether there were more facts than are kept.
    package var isCut = false

    package init(path: String, byteCount: Int, formats: [FormatFact] = []) {
        self.path = path
        self.byteCount = byteCount
        self.formats = formats
    }
}

/// That a part of the file has a format.
package struct FormatFact: Sendable, Equatable, Codable {
    package let format: FileFormat
    package let place: Place

    package init(format: FileFormat, place: Place) {
        self.format = format
        self.place = place
    }
}

/// An operator of a computation graph that a rule may ask about.
package struct OperatorFact: Sendable, Equatable, Codable {
    /// Such as `tensorflow`, or an ONNX domain.
    package let domain: String
    package let name: String
    package let place: Place
    package var count = 1
}

/// A template, and what it reaches for.
package struct TemplateFact: Sendable, Equatable, Codable {
    package let place: Place
    package let byteCount: Int
    /// Attributes, items and filter arguments that name something, after constants are folded.
    package var attributes: [String] = []
    /// Names it calls.
    package var calls: [String] = []
    /// Names it reads that it does not set.
    package var names: [String] = []
    package var filters: [String] = []
    /// Tags such as `include`.
    package var tags: [String] = []
    /// Attributes whose name only a run would tell.
    package var dynamicAttributes = 0
    /// Constant texts that hold a dunder or an address.
    package var constants: [String] = []
    /// Why it could not be parsed.
    package var trouble: String?
}

/// An object that a configuration asks a loader to make.
package struct ObjectFact: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// A Keras layer, function or other object.
        case keras
        /// Hydra's `_target_`.
        case hydra
        /// A callable that a configuration names under another key.
        case named
        /// A Hugging Face repository's own class.
        case autoMap
        /// A `!!python/…` tag.
        case yamlTag
        /// A scikit-learn object in skops' schema.
        case skops
        /// A module of a pipeline: sentence-transformers, diffusers.
        case pipeline
        /// Code that MLflow loads.
        case mlflow
        /// A module of the same folder that code imports.
        case module
        /// A script that builds a dataset.
        case dataset
    }

    package let kind: Kind
    package let module: String
    package let name: String
    package let arguments: [String]
    package let place: Place
}

/// Something outside that the file names.
package struct ReferenceFact: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case externalData, archiveMember, archiveLink, weightFile, vocabulary, hdf5Link
        case hdf5Storage, virtualDataset, xmlEntity, baseModel, fileLink, requirement, library
        case configuration, sensitiveFile
        /// A path that an operator of a graph is handed.
        case graphPath
    }

    package let kind: Kind
    package let target: String
    package let place: Place
}

/// Text that is worth a rule's reading: metadata, source, settings.
package struct TextFact: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case metadata, secret, code, script
        /// What a header states of licence and origin.
        case statement
        /// A name that compiled Python calls; the excerpt says how the code is loaded.
        case byteCode = "bytecode"
        /// A class of an object in another language's serialisation, which the excerpt names.
        case foreignClass = "foreign-class"
    }

    package let kind: Kind
    /// The key or name it stands under.
    package let name: String
    /// Cut to a limit; a secret is never kept, only what kind it is.
    package let excerpt: String
    package let place: Place
}

/// A storage that a torch pickle asks its loader for.
package struct StorageFact: Sendable, Equatable, Codable {
    /// Such as `FloatStorage`.
    package let type: String
    package let key: String
    package let elementCount: Int
    package let place: Place
}

/// A part that could not be read, and why.
package struct TroubleFact: Sendable, Equatable, Codable {
    package let format: FileFormat?
    package let reason: String
    package let place: Place
}
