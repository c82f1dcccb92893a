/// One file's reading: collects facts, and keeps the limits over all of the file's parts.
struct Inspection {
    let limits: InspectionLimits
    let expectation: ContentExpectation
    var facts: FileFacts
    /// What the file's name claims; members have names of their own.
    var membersLeft: Int
    var expandedBytesLeft: Int
    var opcodesLeft: Int
    /// Bytes unpacked at ratios above a hundred.
    var denseBytes = 0
    /// Where the pickles or members of what was read last end.
    var structureEnd = 0
    /// Objects that were kept.
    private var objectKeys: Set<String> = []

    init(
        path: String, byteCount: Int, limits: InspectionLimits,
        expecting expectation: ContentExpectation = .model
    ) {
        self.limits = limits
        self.expectation = expectation
        facts = FileFacts(path: path, byteCount: byteCount)
        membersLeft = limits.members
        expandedBytesLeft = limits.expandedBytes
        opcodesLeft = limits.pickleOpcodes
    }

    /// Reads a file or a member as what its bytes say it is.
    mutating func inspect(_ bytes: Bytes, name: String, at place: Place) {
        guard place.members.count <= limits.depth else {
            return add(.bomb, "more than \(limits.depth) containers inside one another", place)
        }
        let format = FormatSniffer.format(of: bytes, name: name)
        if format == .unknown || format == .text, let text = WideText.narrowed(bytes, limits) {
            return inspect(text, name: name, at: place)
        }
        facts.formats.append(FormatFact(format: format, place: place))
        if format == .empty {
            return add(.emptyFile, "no bytes", place)
        }
        structureEnd = 0
        read(bytes, as: format, name: name, at: place)
        let end = format == .pickle || format == .tar ? structureEnd : 0
        readTail(bytes, behind: format, from: end, at: place)
        readAsPickle(bytes, besides: format, at: place)
    }

    /// A loader of pickles does not ask for magic numbers: bytes of another format may be one too.
    private mutating func readAsPickle(_ bytes: Bytes, besides format: FileFormat, at place: Place)
    {
        switch format {
        case .pickle, .torchLegacy, .zip, .gzip, .tar, .npy, .tensorRecord, .empty: return
        default: break
        }
        guard facts.calls.isEmpty, PickleTrial.importsFirst(bytes) else { return }
        add(.polyglot, "\(format.rawValue) and a pickle", place.at(0))
        inspectPickles(bytes, at: place)
    }

    private mutating func read(_ bytes: Bytes, as format: FileFormat, name: String, at place: Place)
    {
        switch format {
        case .pickle, .torchLegacy: inspectPickles(bytes, at: place)
        case .zip: inspectZip(bytes, name: name, at: place)
        case .tar: inspectTar(bytes, at: place)
        case .sevenZip: inspectSevenZip(bytes, at: place)
        case .gzip, .bzip2, .xz, .lzma, .zlib, .zstd, .lz4, .joblibZlib:
            inspectStream(bytes, format: format, name: name, at: place)
        case .npy: inspectNumPy(bytes, at: place)
        case .safetensors: inspectSafetensors(bytes, at: place)
        case .gguf: inspectGGUF(bytes, at: place)
        case .onnx: inspectONNX(bytes, at: place)
        case .savedModel, .graphDef: inspectTensorFlow(bytes, format: format, at: place)
        case .tflite: inspectTFLite(bytes, at: place)
        case .coreML: inspectCoreML(bytes, at: place)
        case .hdf5: inspectHDF5(bytes, at: place)
        case .json, .notebook, .yaml, .xml, .html, .python, .template, .protobufText, .text,
            .script:
            inspectText(bytes, format: format, name: name, at: place)
            if format == .python, !expectation.isOwnCode(name) {
                inspectTorchScript(bytes, at: place)
            }
            if format == .yaml { inspectBinaryTags(bytes, at: place) }
        case .arrow, .parquet, .sqlite: inspectColumns(bytes, at: place)
        case .messagePack: inspectMessagePack(bytes, at: place)
        case .byteCode: inspectByteCode(bytes, name: name, at: place)
        case .javaObjects, .dotNetObjects, .rubyObjects, .phpObjects:
            inspectForeignObjects(bytes, format: format, at: place)
        case .elf, .portableExecutable, .machO, .rds, .torch7, .tensorRT, .pdf, .unknown, .image,
            .tensorRecord, .torchZip, .torchScript, .keras, .skops, .empty, .androidCode, .shortcut,
            .rar:
            inspectOther(bytes, format: format, name: name, at: place)
        }
    }

    // MARK: Adding facts

    mutating func add(_ kind: Oddity, _ detail: String, _ place: Place) {
        append(OddityFact(kind: kind, detail: String(detail.prefix(300)), place: place), \.oddities)
    }

    mutating func trouble(_ format: FileFormat?, _ reason: String, _ place: Place) {
        append(
            TroubleFact(format: format, reason: String(reason.prefix(300)), place: place),
            \.troubles)
    }

    mutating func refer(_ kind: ReferenceFact.Kind, _ target: String, _ place: Place) {
        append(
            ReferenceFact(kind: kind, target: String(target.prefix(500)), place: place),
            \.references)
    }

    mutating func text(_ kind: TextFact.Kind, _ name: String, _ excerpt: String, _ place: Place) {
        append(
            TextFact(
                kind: kind, name: String(name.prefix(200)), excerpt: String(excerpt.prefix(600)),
                place: place), \.texts)
    }

    /// Keeps an object once, however often the configuration asks for it.
    mutating func append(object: ObjectFact) {
        // A first argument without a colon says what the object is for.
        let role = object.arguments.first.map { $0.contains(":") ? "" : $0 } ?? ""
        let key = "\(object.kind.rawValue) \(object.module) \(object.name) \(role)"
        guard objectKeys.insert(key).inserted else { return }
        append(object, \.objects)
    }

    mutating func append<Fact>(_ fact: Fact, _ list: WritableKeyPath<FileFacts, [Fact]>) {
        guard facts[keyPath: list].count < limits.facts else {
            return noteCut(of: Self.word(for: list))
        }
        facts[keyPath: list].append(fact)
    }

    private static func word(for list: PartialKeyPath<FileFacts>) -> String {
        switch list {
        case \FileFacts.imports: "imports"
        case \FileFacts.objects: "objects"
        case \FileFacts.operators: "operators"
        default: "facts"
        }
    }

    /// More than is kept: what comes behind is not judged, so the flood itself is.
    mutating func noteCut(of what: String) {
        facts.isCut = true
        addFlood(what, Place(byteOffset: 0))
    }

    /// A flood that is noted once, beyond the limit on oddities.
    mutating func addFlood(_ what: String, _ place: Place) {
        let detail = "more \(what) than are kept"
        guard !facts.oddities.contains(where: { $0.kind == .flood && $0.detail == detail }) else {
            return
        }
        facts.oddities.append(OddityFact(kind: .flood, detail: detail, place: place))
    }
}
