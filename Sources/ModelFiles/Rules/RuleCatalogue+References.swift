/// Paths and addresses that lead out of a file, and what they open to whom.
extension RuleCatalogue {
    static let references = ofPaths + ofAddresses

    private static func rule(
        _ kind: ReferenceFact.Kind, _ title: String, _ why: String, _ remedy: String
    ) -> Rule {
        Rule(id: ReferenceRules.id(of: kind), title: title, why: why, remedy: remedy)
    }

    private static let ofPaths = [
        rule(
            .externalData, "tensors are read from elsewhere",
            "A path out of the folder reads any file into the model.", rebuild),
        rule(
            .weightFile, "weights are read from elsewhere",
            "What lies there is loaded as part of the model, and nobody has looked at it.",
            "Put the weights beside the index, and name them without a path."),
        rule(
            .graphPath, "an operator is handed a path outside",
            "The operator reads or writes that file whenever the model runs.",
            "Export the graph again with the file among its assets."),
        rule(
            .vocabulary, "a vocabulary is read from elsewhere",
            "Whoever may ask the model can read the file back, word by word.",
            "Save the model with the vocabulary in it."),
        rule(
            .hdf5Link, "a link to another file",
            "Reading the model reads that file, whatever it is.", rebuild),
        rule(
            .hdf5Storage, "raw data of another file",
            "Reading the model reads that file's bytes, whatever they are.", rebuild),
        rule(
            .virtualDataset, "a data set that is made of other files",
            "Reading the model reads those files, whatever they are.", rebuild),
        rule(
            .fileLink, "a link that leaves the folder",
            "Whoever reads or copies the folder takes along what it points at.",
            "Replace the link by the file that it is meant to be."),
        rule(
            .sensitiveFile, "a file of secrets or of the system",
            "Whoever loads the configuration may read it into the model, or send it on.",
            "Name a file of the model's own folder."),
        rule(
            .library, "a library is loaded",
            "Its code runs as soon as it is loaded, before the model does.",
            "Export the model without the library, or pin the library's own digest."),
    ]

    private static let ofAddresses = [
        rule(
            .baseModel, "the base model is a path",
            "Whatever lies there on the machine that loads it becomes the model.",
            "Name the base model by its hub's name and revision."),
        rule(
            .requirement, "a package of an address",
            "What is installed from there may be other code tomorrow, and runs when it is installed.",
            "Install from the organisation's own index, pinned by version and hash."),
        rule(
            .xmlEntity, "an XML entity",
            "Parsers that resolve it read files, ask servers, or fill the memory.",
            "Write the document without entities."),
        rule(
            .configuration, "an address in a configuration",
            "The program that reads it asks or tells somebody elsewhere.",
            "Remove the address, or have its owner say what it is for."),
    ]
}
