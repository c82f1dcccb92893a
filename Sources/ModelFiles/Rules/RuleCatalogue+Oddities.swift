/// Structures that a careful writer of a format does not make, and why each is worth a look.
extension RuleCatalogue {
    static let oddities = ofPickles + ofArchives + ofHeaders + ofContents

    private static func rule(
        _ oddity: Oddity, _ title: String, _ why: String, _ remedy: String
    ) -> Rule {
        Rule(id: oddity.rawValue, title: title, why: why, remedy: remedy)
    }

    private static let ofPickles = [
        rule(
            .frameStraddle, "an opcode runs over its frame's end",
            "Python's loader and scanners that trust the frame read different programs.",
            rebuild),
        rule(
            .pickleMemoJump, "a memo index far out of order",
            "Loaders reserve memory up to the index, and scanners lose what it stands for.",
            rebuild),
        rule(
            .pickleBillionLaughs, "a pickle that grows as it is loaded",
            "Each level repeats the one before: a few bytes fill the memory.",
            rebuild),
        rule(
            .pickleDeep, "a pickle nested too deep",
            "Loaders that recurse crash on it.",
            rebuild),
        rule(
            .pickleProtocolMidway, "a protocol opcode in the middle",
            "Loaders allow it; no writer makes it, but joined streams have it.",
            rebuild),
        rule(
            .frameTooLong, "a frame longer than the file",
            "Some loaders refuse it and others read on: they see different programs.",
            rebuild),
        rule(
            .pickleNested, "a pickle inside a pickle",
            "What the inner one calls shows only when somebody loads it, too.",
            trusted),
        rule(
            .pickleFault, "a pickle that fails midway",
            "What stands before the fault has run by the time the loader fails.",
            rebuild),
        rule(
            .pickleAfterGarbage, "a pickle behind other bytes",
            "A loader that seeks to it runs it; a scanner of the first bytes does not see it.",
            rebuild),
        rule(
            .pickleTrailing, "bytes after a pickle's end",
            "Loaders leave them; another reader may not.",
            rebuild),
        rule(
            .storageOutOfRecord, "a tensor outside of its storage",
            "Loading reads memory that is not the tensor's.",
            rebuild),
        rule(
            .recordMissing, "a storage that the archive does not have",
            "The file is cut off, or another reader finds the storage elsewhere.",
            rebuild),
    ]

    private static let ofArchives = [
        rule(
            .zipNamesDiffer, "a zip member has two names",
            "Loaders go by one of them and scanners by the other.",
            rebuild),
        rule(
            .zipHeadersDiffer, "a zip member is described twice, and differently",
            "Loaders go by one description and scanners by the other.",
            rebuild),
        rule(
            .zipFlags, "a zip member with flags that its contents deny",
            "Some readers refuse what others read, so scanners pass it by.",
            rebuild),
        rule(
            .zipChecksum, "a zip member whose checksum is wrong",
            "Careful readers stop there; PyTorch's reads on.",
            rebuild),
        rule(
            .zipOrphan, "a zip member that the directory leaves out",
            "Readers of the directory do not see it, readers of the stream do.",
            rebuild),
        rule(
            .zipPrefix, "bytes in front of a zip archive",
            "Another reader may take the front for the file.",
            rebuild),
        rule(
            .zipTrailing, "bytes behind a zip archive",
            "Another reader may take the end for the file.",
            rebuild),
        rule(
            .zipDirectories, "a zip archive with two directories",
            "Which members there are depends on the reader.",
            rebuild),
        rule(
            .zipDirectoryMissing, "a zip archive without a directory",
            "Readers that repair it and readers that refuse it see different files.",
            rebuild),
        rule(
            .zipCount, "a zip directory that miscounts",
            "How many members there are depends on the reader.",
            rebuild),
        rule(
            .zipEncrypted, "an encrypted zip member",
            "Nobody can look into it before it is loaded.",
            "Ask the author for the file without encryption."),
        rule(
            .duplicateMember, "two members of one name",
            "Which of them is read depends on the reader.",
            rebuild),
        rule(
            .memberTraversal, "a member's path leads out of the folder",
            "Unpacking writes over files elsewhere.",
            "Do not unpack it; take the file from its author again."),
        rule(
            .memberLink, "a link inside an archive",
            "Unpacking through it can write and read elsewhere.",
            "Do not unpack it; ask the author for plain files."),
        rule(
            .memberDevice, "a device or a pipe inside an archive",
            "Unpacking makes it, and reading it hangs or reaches hardware.",
            "Do not unpack it; ask the author for plain files."),
        rule(
            .bomb, "an archive that unpacks to far more than it is",
            "A few bytes fill the disk or the memory.",
            "Do not unpack it; take the file from its author again."),
        rule(
            .emptyArchive, "an archive with nothing in it",
            "A model was expected, and there is none.",
            rebuild),
        rule(
            .folderData, "an archive's folder that holds data",
            "Scanners pass over folders, and a program can read their bytes.",
            rebuild),
        rule(
            .polyglot, "a file of two formats at once",
            "What it does depends on which program opens it.",
            rebuild),
        rule(
            .appended, "bytes behind the end",
            "Loaders leave them; another program may take them for its own.",
            rebuild),
    ]

    private static let ofHeaders = [
        rule(
            .headerOverflow, "header sizes that overflow",
            "Readers that multiply them reserve too little and write beyond it.",
            rebuild),
        rule(
            .headerOutOfFile, "a header that reaches out of the file",
            "Readers that trust it read memory that is not the file's.",
            rebuild),
        rule(
            .headerInvalid, "a header that breaks its format",
            "Readers disagree about it or fail on it.",
            rebuild),
        rule(
            .tensorOutOfFile, "a tensor that reaches out of the file",
            "Readers that trust it read memory that is not the file's.",
            rebuild),
        rule(
            .tensorOverlap, "two tensors in the same bytes",
            "One tensor's values change with the other's, which hides what was trained.",
            rebuild),
        rule(
            .tensorHole, "bytes that belong to no tensor",
            "Something else can be hidden there.",
            rebuild),
        rule(
            .tensorSize, "a tensor whose shape and size differ",
            "Readers that trust the shape read beyond the bytes.",
            rebuild),
        rule(
            .alignmentInvalid, "an alignment that is no power of two",
            "Readers compute offsets with it and read elsewhere.",
            rebuild),
        rule(
            .duplicateKey, "a key that is there twice",
            "Which value counts depends on the reader.",
            rebuild),
        rule(
            .valueType, "a value of another type than the format's",
            "Readers that expect the type fail or read it as something else.",
            rebuild),
        rule(
            .textEncoding, "text that is not UTF-8",
            "Readers repair it in different ways, so names differ.",
            rebuild),
        rule(
            .arrayNested, "arrays nested in arrays",
            "Readers that recurse crash on it.",
            rebuild),
        rule(
            .npyHeader, "a NumPy header that is more than a header",
            "Old readers evaluate it as Python.",
            rebuild),
        rule(
            .datasetUnbounded, "an HDF5 dataset without bounds",
            "Reading it asks for more memory than there is.",
            rebuild),
    ]

    private static let ofContents = [
        rule(
            .contentsDiffer, "contents that the name denies",
            "Scanners and loaders that go by the name take it for something harmless.",
            "Find out what it is before anything opens it."),
        rule(
            .executable, "an executable program",
            "It runs when somebody starts it, and models do not need one.",
            "Remove it, or build it yourself from sources that you read."),
        rule(
            .script, "a script",
            "It runs when somebody starts it, and models do not need one.",
            "Read it, or remove it."),
        rule(
            .nameControl, "control characters in a name",
            "Terminals and pages show another name than the file's.",
            "Rename it."),
        rule(
            .emptyFile, "an empty file",
            "A model was expected, and there is none.",
            "Take the file from its author again."),
        rule(
            .customLayer, "a layer that is not Keras' own",
            "Whoever loads the model must register the layer's code.",
            review),
        rule(
            .foreignDomain, "operators of somebody's own",
            "They run a library that whoever runs the model must load.",
            "Ask the author for the library's source, or for a model without it."),
        rule(
            .objectCode, "an object of code",
            "Loading the model makes it, and using the model runs it.",
            trusted),
        rule(
            .byteCode, "compiled Python that nothing compares with a source",
            "What it does is not what the source beside it says, if there is one.",
            "Remove it; Python compiles the source again."),
        rule(
            .foreignObjects, "objects of another language's serialisation",
            "Reading them makes objects of whatever classes the file names, and calls their methods.",
            "Have the author export the model to a format of data alone, such as ONNX."),
        rule(
            .unsafeSwitch, "a switch that allows code",
            "With it, loading the model imports code of the repository.",
            "Load it with the switch off."),
        rule(
            .startupFile, "a file that Python runs by itself",
            "Python imports it at each start when it lies on the path.",
            "Remove it."),
        rule(
            .notJSON, "a configuration that is no JSON",
            "Readers that are lenient and readers that are strict see different settings.",
            rebuild),
        rule(
            .flood, "more of it than anybody makes",
            "A scanner that stops at a limit does not see what stands behind it.",
            rebuild),
    ]
}
