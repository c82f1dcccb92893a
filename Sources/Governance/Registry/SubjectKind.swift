/// What sort of governed thing a subject is.
package enum SubjectKind: String, Sendable, CaseIterable {
    case model, dataset, prompt, adapter, index, application, integration, package

    /// The role of the files a version of this kind is registered from.
    package var mainRole: PartRole {
        switch self {
        case .model, .integration: .weights
        case .dataset: .trainingData
        case .prompt: .prompt
        case .adapter: .adapter
        case .index: .index
        case .application: .config
        case .package: .code
        }
    }
}
