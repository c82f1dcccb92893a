/// What contents are, as their own bytes say.
package enum FileFormat: String, Sendable, Codable, CaseIterable {
    case pickle, torchLegacy = "torch-legacy", torchZip = "torch-zip", torchScript = "torchscript"
    case zip, tar, gzip, bzip2, xz, lzma, zlib, zstd, lz4, sevenZip = "7z"
    /// joblib's own before 0.10: a length in hexadecimal, then zlib.
    case joblibZlib = "joblib-zlib"
    case npy, safetensors, gguf, onnx, hdf5, keras, skops
    case savedModel = "saved-model", graphDef = "graph-def", tflite, coreML = "coreml"
    case json, yaml, xml, html, python, notebook, template, protobufText = "protobuf-text", text
    case elf, portableExecutable = "pe", machO = "mach-o", script, pdf, rds, torch7, tensorRT =
        "tensorrt"
    case byteCode = "python-bytecode", javaObjects = "java-objects", dotNetObjects =
        "dotnet-objects"
    case rubyObjects = "ruby-objects", phpObjects = "php-objects", androidCode = "dex", shortcut =
        "lnk"
    case arrow, parquet, sqlite, messagePack = "msgpack", rar
    case tensorRecord = "tensor-record", image, empty, unknown
}

extension FileFormat {
    /// Formats that hold model weights or a model; they are expected behind a model's extension.
    package var isModel: Bool {
        switch self {
        case .pickle, .torchLegacy, .torchZip, .torchScript, .npy, .safetensors, .gguf, .onnx,
            .hdf5, .keras, .skops, .savedModel, .graphDef, .tflite, .coreML, .rds, .torch7,
            .tensorRT:
            true
        case .zip, .tar, .joblibZlib, .gzip, .bzip2, .xz, .lzma, .zlib, .zstd, .lz4, .sevenZip,
            .json, .yaml,
            .xml, .html, .python, .notebook, .template, .protobufText, .text, .elf,
            .portableExecutable, .machO, .script, .pdf, .tensorRecord, .image, .empty, .unknown,
            .byteCode, .javaObjects, .dotNetObjects, .rubyObjects, .phpObjects, .androidCode,
            .shortcut, .arrow, .parquet, .sqlite, .messagePack, .rar:
            false
        }
    }
}
