/// A structure that a careful writer of the format does not make.
package enum Oddity: String, Sendable, Codable, CaseIterable {
    // Pickle
    case frameStraddle = "pickle-frame-straddle"
    case pickleMemoJump = "pickle-memo-jump"
    case pickleBillionLaughs = "pickle-billion-laughs"
    case pickleDeep = "pickle-deep"
    case pickleProtocolMidway = "pickle-protocol-midway"
    case frameTooLong = "pickle-frame-too-long"
    case pickleNested = "pickle-nested"
    case pickleFault = "pickle-fault"
    case pickleAfterGarbage = "pickle-after-garbage"
    case pickleTrailing = "pickle-trailing-bytes"
    case storageOutOfRecord = "torch-storage-out-of-record"
    case recordMissing = "torch-record-missing"
    // Archives
    case zipNamesDiffer = "zip-names-differ"
    case zipHeadersDiffer = "zip-headers-differ"
    case zipFlags = "zip-flags"
    case zipChecksum = "zip-checksum"
    case zipOrphan = "zip-orphan-member"
    case zipPrefix = "zip-prefix"
    case zipTrailing = "zip-trailing-bytes"
    case zipDirectories = "zip-two-directories"
    case zipDirectoryMissing = "zip-directory-missing"
    case zipCount = "zip-entry-count"
    case zipEncrypted = "zip-encrypted"
    case duplicateMember = "archive-duplicate-member"
    case memberTraversal = "archive-traversal"
    case memberLink = "archive-link"
    case memberDevice = "archive-device"
    case bomb = "archive-bomb"
    case emptyArchive = "archive-empty"
    case folderData = "archive-folder-with-data"
    case polyglot = "polyglot"
    case appended = "appended-bytes"
    // Headers
    case headerOverflow = "header-overflow"
    case headerOutOfFile = "header-out-of-file"
    case headerInvalid = "header-invalid"
    case tensorOutOfFile = "tensor-out-of-file"
    case tensorOverlap = "tensor-overlap"
    case tensorHole = "tensor-hole"
    case tensorSize = "tensor-size"
    case alignmentInvalid = "alignment-invalid"
    case duplicateKey = "duplicate-key"
    case valueType = "value-type"
    case textEncoding = "text-encoding"
    case arrayNested = "array-nested"
    case npyHeader = "npy-header"
    case datasetUnbounded = "hdf5-dataset-unbounded"
    // Names and contents
    case contentsDiffer = "contents-differ-from-name"
    case executable = "executable"
    case script = "script"
    case nameControl = "name-control-characters"
    case emptyFile = "empty-file"
    case customLayer = "custom-layer"
    case foreignDomain = "foreign-operator-domain"
    case objectCode = "object-code"
    case unsafeSwitch = "unsafe-switch"
    case startupFile = "startup-file"
    case notJSON = "not-json"
    case byteCode = "python-bytecode"
    case foreignObjects = "foreign-objects"
    case flood = "facts-flood"
}

/// An oddity, where it is, and the numbers or names that show it.
package struct OddityFact: Sendable, Equatable, Codable {
    package let kind: Oddity
    package let detail: String
    package let place: Place
}
