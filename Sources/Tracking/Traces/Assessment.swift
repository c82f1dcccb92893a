package import Transparency

/// What somebody, or a program, finds of a trace: feedback, or what was to be expected of it.
package struct Assessment: Sendable, Equatable {
    package var id: String
    package var name: String
    package var kind: Kind
    package var value: JSON
    /// What went wrong while feedback was made.
    package var error: JSON?
    package var source: Source
    package var span: String?
    package var rationale: String?
    /// The id of the one that this one is said in place of.
    package var overrides: String?
    /// Whether no other one was said in its place.
    package var isValid = true
    package var metadata: [TrackedPair]
    package var createdMilliseconds: Int64
    package var updatedMilliseconds: Int64

    package enum Kind: String, Sendable {
        case feedback, expectation
    }

    /// Who says so.
    package struct Source: Sendable, Equatable {
        package let kind: String
        package let id: String

        package static let kinds = ["HUMAN", "LLM_JUDGE", "AI_JUDGE", "CODE"]

        package init(kind: String, id: String) {
            self.kind = kind
            self.id = id
        }
    }

    package init(
        id: String, name: String, kind: Kind, value: JSON, error: JSON? = nil, source: Source,
        span: String? = nil, rationale: String? = nil, overrides: String? = nil,
        metadata: [TrackedPair] = [], createdMilliseconds: Int64, updatedMilliseconds: Int64
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.value = value
        self.error = error
        self.source = source
        self.span = span
        self.rationale = rationale
        self.overrides = overrides
        self.metadata = metadata
        self.createdMilliseconds = createdMilliseconds
        self.updatedMilliseconds = updatedMilliseconds
    }
}

/// What is said anew of an assessment; `nil` where nothing is.
package struct AssessmentUpdate: Sendable, Equatable {
    package var name: String?
    package var content: Content?
    package var rationale: String?
    package var metadata: [TrackedPair]

    package struct Content: Sendable, Equatable {
        package let kind: Assessment.Kind
        package let value: JSON
        package let error: JSON?

        package init(kind: Assessment.Kind, value: JSON, error: JSON?) {
            self.kind = kind
            self.value = value
            self.error = error
        }
    }

    package init(
        name: String? = nil, content: Content? = nil, rationale: String? = nil,
        metadata: [TrackedPair] = []
    ) {
        self.name = name
        self.content = content
        self.rationale = rationale
        self.metadata = metadata
    }
}
