/// Judges operators of computation graphs: most compute, a few read files or run code.
enum OperatorRules {
    static func findings(for facts: FileFacts) -> [Finding] {
        let names = Set(facts.operators.map(\.name))
        let hasSaver = names.isSuperset(of: ["SaveV2", "RestoreV2"])
        return facts.operators.compactMap { fact in
            guard !(hasSaver && saver.contains(fact.name)), let (level, effect) = judged(fact)
            else {
                return nil
            }
            return Finding(
                rule: "graph-operator", level: level,
                effect: "operator `\(fact.name)` of `\(fact.domain)` \(effect)", place: fact.place,
                subject: fact.name)
        }
    }

    /// What stands beside SaveV2 and RestoreV2 in the graph that TensorFlow saves with a model.
    private static let saver: Set = ["ShardedFilename", "MergeV2Checkpoints"]

    private static func judged(_ fact: OperatorFact) -> (Finding.Level, String)? {
        switch fact.domain {
        case "tensorflow": return tensorFlow(fact.name)
        case "tflite.custom": return tfLite(fact.name)
        case "tflite": return nil
        case "torch": return TorchOperatorRules.judged(fact.name)
        default: return onnx(fact.name)
        }
    }

    private static let dangerous = NameTable(
        """
        ReadFile WriteFile PyFunc PyFuncStateless EagerPyFunc MatchingFiles NumpyFunction LoadAndRemapMatrix
        LoadDataset SaveDataset SaveDatasetV2 DatasetFromGraph DatasetToGraph Print PrintV2 DebugIdentity
        DebugIdentityV2 DebugNumericSummary DebugNanCount SummaryWriter CreateSummaryFileWriter WriteSummary
        WriteRawProtoSummary WriteGraphSummary ImportEvent TextLineDataset TFRecordDataset TFRecordDatasetV2
        FixedLengthRecordDataset FixedLengthRecordDatasetV2 SqlDataset CSVDataset CSVDatasetV2
        InitializeTableFromTextFile TextLineReader TextLineReaderV2 WholeFileReader WholeFileReaderV2
        TFRecordReader TFRecordReaderV2 FixedLengthRecordReader DecodeProtoV2 EncodeProto PyFuncV2
        DeleteFile RenameFile CopyFile WriteScalarSummary XlaHostCompute TPUPyFunc LMDBDataset LMDBReader
        LoadLibrary SystemCall Exec RegisterDataset RegisterDatasetV2 DataServiceDataset RemoteCall
        WorkerHeartbeat ConfigureDistributedTPU CollectiveGather GcsConfigureCredentials BigQueryReader
        ReaderReadV2 ReaderRead ShardedFilespec IgnitePyFunc KafkaDataset DatasetToTFRecord
        DistributedSave SnapshotDataset SnapshotDatasetReader SnapshotNestedDatasetReader
        SnapshotChunkDataset ListSnapshotChunksDataset MatchingFilesDataset DumpTensor
        CreateSummaryDbWriter RecordInput GenerateVocabRemapping CalibrationStatisticsSaver
        WriteImageSummary WriteAudioSummary WriteHistogramSummary FileSystemSetConfiguration
        ReaderReadUpTo
        """)
    private static let suspicious = NameTable(
        """
        MergeV2Checkpoints Save SaveSlices ShardedFilename RpcCall Rpc TryRpc Abort Send Recv _Send _Recv
        SaveV2Async RpcClient RpcServer RpcServerStart _HostSend _HostRecv SendTPUEmbedding Restore
        RestoreSlice DeleteSessionTensor Where3D Stage MapStage QueueDequeueMany Assert3 TensorListFromFile
        ExperimentalLoadDataset OpenSession XlaCompile CustomCall XlaCustomCall XlaCustomCallV2 StatefulUniformFile
        """)

    /// Words of operators that no list has: readers, writers, and what calls out of the graph.
    private static let words: Set = [
        "file", "py", "python", "rpc", "exec", "script", "download", "url", "http", "socket",
        "library",
        "dlopen", "shell", "system", "write", "reader",
    ]

    /// What TensorFlow itself saves with a model, and what sounds like a file and is none.
    private static let allowed: Set = [
        "Print", "PrintV2", "SaveV2", "RestoreV2", "PyramidPool", "WriteVariable",
        "InitializeTableFromTextFileV2",
    ]

    private static func tensorFlow(_ name: String) -> (Finding.Level, String)? {
        guard !allowed.contains(name) else { return nil }
        let base = base(of: name)
        if dangerous.contains(name) || dangerous.contains(base) {
            return (.dangerous, "reads or writes files, or runs code")
        }
        if suspicious.contains(name) || suspicious.contains(base) {
            return (.suspicious, "reaches out of the graph")
        }
        let own = CallableWords.words(name).map { $0.lowercased() }
        if own.contains(where: ["py", "python", "exec", "execute", "shell", "dlopen"].contains) {
            return (.dangerous, "runs code, as its name says")
        }
        if own.contains(where: words.contains) {
            return (.suspicious, "reads, writes or calls out, as its name says")
        }
        return TensorFlowWords.isForeign(name)
            ? (.suspicious, "is of a library that whoever runs the model must load") : nil
    }

    /// An operator without the marks of its age: `SqlDataset` for `ExperimentalSqlDataset`, and
    /// `ReadFile` for `ReadFileV3`.
    private static func base(of name: String) -> String {
        let plain = name.hasPrefix("Experimental") ? String(name.dropFirst(12)) : name
        let digits = plain.reversed().prefix { $0.isNumber }.count
        let stem = plain.dropLast(digits)
        return digits > 0 && stem.hasSuffix("V") ? String(stem.dropLast()) : plain
    }

    private static func tfLite(_ name: String) -> (Finding.Level, String)? {
        if name.hasPrefix("Flex") {
            let inner = String(name.dropFirst(4))
            return tensorFlow(inner) ?? (.suspicious, "needs TensorFlow's Flex delegate")
        }
        if name.hasPrefix("TFLite_") || name == "Convolution2DTransposeBias" { return nil }
        return (.suspicious, "is a custom operator of another library")
    }

    private static func onnx(_ name: String) -> (Finding.Level, String)? {
        if ["PyOp", "PythonOp", "PyCustomOp", "PyFunc", "ExternalScript"].contains(name) {
            return (.dangerous, "runs Python code")
        }
        if name == "EPContext" {
            return (.suspicious, "hands compiled code to the accelerator's driver")
        }
        return nil
    }
}
