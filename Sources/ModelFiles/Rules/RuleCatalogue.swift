/// Why each rule is there, and what to do about its findings.
package struct Rule: Sendable, Equatable {
    package let id: String
    /// In a few words, lower case.
    package let title: String
    package let why: String
    package let remedy: String

    package init(id: String, title: String, why: String, remedy: String) {
        self.id = id
        self.title = title
        self.why = why
        self.remedy = remedy
    }
}

package enum RuleCatalogue {
    /// All rules, by id.
    package static var all: [Rule] { rules.sorted { $0.id < $1.id } }

    /// The rule of an id; one that says nothing for an id that is not known.
    package static func rule(_ id: String) -> Rule {
        byID[id] ?? Rule(id: id, title: id, why: "", remedy: "")
    }

    private static let rules = ofFindings + references + oddities
    private static let byID = Dictionary(rules.map { ($0.id, $0) }) { first, _ in first }

    static let trusted =
        "Load weights from safetensors instead, or have the author say what it is for."
    static let rebuild =
        "Take the file from its author again, or write it anew with the format's own library."
    static let review =
        "Read the code, pin the revision, and load it only with remote code switched off."

    private static let ofFindings: [Rule] = [
        Rule(
            id: "pickle-call", title: "a pickle calls something",
            why: "Unpickling calls what the file names, before anyone looks at the result.",
            remedy: trusted),
        Rule(
            id: "pickle-import", title: "a pickle imports something",
            why: "An imported function can be called later, or by the loader.", remedy: trusted),
        Rule(
            id: "source-call", title: "source code runs programs or code",
            why: "Code beside a model runs when it is imported.", remedy: review),
        Rule(
            id: "repository-code", title: "loading imports code of the repository",
            why: "A configuration tells the loader to import this file.", remedy: review),
        Rule(
            id: "graph-operator", title: "an operator reaches out of the graph",
            why: "Such operators read and write files or call Python when the model runs.",
            remedy: "Export the graph again without the operator."),
        Rule(
            id: "template", title: "a template reaches for Python's objects",
            why:
                "Templates are rendered at each prompt; attributes of objects lead to any function.",
            remedy: "Replace the template by the base model's own."),
        Rule(
            id: "object-keras", title: "a Keras configuration names code",
            why: "Loading the model makes the object.",
            remedy: "Load with safe mode, and have layers of the file registered by your own code."),
        Rule(
            id: "object-hydra", title: "a `_target_` names a callable",
            why: "Hydra's instantiate calls it with the file's arguments.", remedy: review),
        Rule(
            id: "object-named", title: "a configuration names a callable",
            why: "Loaders that build objects from a configuration import it and call it.",
            remedy: review),
        Rule(
            id: "object-automap", title: "auto_map names code",
            why: "trust_remote_code imports it.", remedy: review),
        Rule(
            id: "object-yamltag", title: "a YAML tag makes a Python object",
            why: "An unsafe YAML loader calls what the tag names.",
            remedy: "Load with a safe loader."),
        Rule(
            id: "object-skops", title: "skops' schema names an unsafe type",
            why: "Loading makes objects of the types that the schema names.", remedy: trusted),
        Rule(
            id: "object-pipeline", title: "a pipeline names code",
            why: "Loading the pipeline imports it.", remedy: review),
        Rule(
            id: "object-mlflow", title: "MLflow loads code of the model",
            why: "The loader module is imported.", remedy: review),
        Rule(
            id: "text-secret", title: "a secret was left in the file",
            why: "Whoever has the model has the secret.",
            remedy: "Revoke it, and publish the model without it."),
        Rule(
            id: "text-metadata", title: "metadata is a program",
            why: "Tools show or run metadata.", remedy: rebuild),
        Rule(
            id: "text-code", title: "a configuration holds a program", why: "Loaders run it.",
            remedy: review),
        Rule(
            id: "text-bytecode", title: "compiled Python calls a program",
            why: "Python runs it in place of the source that people read.",
            remedy: "Remove compiled files; Python makes them again from the source."),
        Rule(
            id: "text-foreign-class", title: "an object of a class that attacks use",
            why: "Reading the object calls methods of the class, which lead to any program.",
            remedy: trusted),
        Rule(
            id: "text-script", title: "a shell command",
            why: "It runs when the file is opened or run.", remedy: review),
        Rule(
            id: "could-not-read", title: "could not be read",
            why: "What cannot be read cannot be called safe.", remedy: rebuild),
    ]
}
