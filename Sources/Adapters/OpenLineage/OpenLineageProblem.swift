import Operations

/// What is wrong with an event.
enum OpenLineageProblem {
    static func malformed(_ sentence: String) -> Failure {
        .fault("bad_lineage", "this is no OpenLineage event: \(sentence)")
    }
}
