/// What a file's name says it is, which is only ever compared with what it is.
struct NameClaim {
    /// The extension, as the finding says it.
    let word: String
    /// Formats that honest files of this name have.
    let formats: Set<FileFormat>
    let isModel: Bool

    private static let pickles: Set<FileFormat> = [
        .pickle, .torchLegacy, .zip, .torchZip, .torchScript, .tar, .gzip, .bzip2, .xz, .lzma,
        .zlib, .zstd, .lz4, .joblibZlib,
    ]
    private static let claims: [String: Set<FileFormat>] = [
        "safetensors": [.safetensors], "gguf": [.gguf], "onnx": [.onnx],
        "h5": [.hdf5], "hdf5": [.hdf5], "keras": [.zip, .keras, .hdf5], "tflite": [.tflite],
        "npy": [.npy], "npz": [.zip], "pkl": pickles, "pickle": pickles, "joblib": pickles,
        "dill": pickles, "pt": pickles, "pth": pickles.union([.text]), "ckpt": pickles,
        "bin": pickles.union([.unknown, .safetensors, .gguf, .messagePack]),
        "pb": [.savedModel, .graphDef, .onnx],
        "mlmodel": [.coreML, .yaml, .text], "skops": [.zip, .skops], "pdparams": pickles,
        "nemo": [.tar, .gzip, .zip], "mar": [.zip], "engine": [.tensorRT], "t7": [.torch7],
        "rds": [.rds, .gzip, .bzip2, .xz],
    ]

    /// `nil` when the name says nothing about models.
    init?(_ name: String) {
        let last = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
        guard let dot = last.lastIndex(of: ".") else { return nil }
        word = String(last[last.index(after: dot)...])
        guard let formats = Self.claims[word] else { return nil }
        self.formats = formats
        isModel = word != "bin"
    }
}
