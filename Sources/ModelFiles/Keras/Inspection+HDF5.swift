/// What an HDF5 file says in texts, and which other files it names.
extension Inspection {
    mutating func inspectHDF5(_ bytes: Bytes, at place: Place) {
        var reader = HDF5Reader(bytes)
        reader.read()
        if let fault = reader.fault { trouble(.hdf5, fault, place) }
        for text in reader.texts {
            let inner = place.at(text.offset).at(path: text.path)
            let first = text.value.first { !$0.isWhitespace }
            guard first == "{" || first == "[" else {
                inspectMetadataText(text.path, text.value, at: inner)
                continue
            }
            let read = JSONReader.value(Array(text.value.utf8), depthLimit: limits.jsonDepth)
            if let value = read.value {
                inspectKeras(value, at: inner)
            } else if text.path.contains("config") {
                trouble(.json, read.fault ?? "not JSON", inner)
            }
        }
        for value in reader.values {
            inspectEmbedded(value.content, in: value.path, at: place)
        }
        for reference in reader.references {
            refer(reference.kind, reference.target, place.at(path: reference.path))
        }
        for dataset in reader.oversized {
            add(
                .datasetUnbounded, "its shape needs \(dataset.byteCount) bytes",
                place.at(path: dataset.path))
        }
    }
}
