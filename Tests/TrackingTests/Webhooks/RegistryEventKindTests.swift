import Testing
import Transparency

@testable import Tracking

@Suite struct RegistryEventKindTests {
    @Test func `what cannot happen to an entity is refused, with what can`() {
        #expect(
            throws: TrackingCheck.invalid(
                "Invalid action 'updated' for entity 'prompt_alias'. Valid actions are: "
                    + "['created', 'deleted']")
        ) { try RegistryEventKind(entity: "PROMPT_ALIAS", action: "UPDATED") }
        #expect(throws: TrackingCheck.invalid("Invalid webhook entity 'experiment'.")) {
            try RegistryEventKind(entity: "experiment", action: "created")
        }
    }

    @Test func `every kind is read as it is written`() throws {
        for kind in RegistryEventKind.allCases {
            let read = try RegistryEventKind(
                entity: kind.entity.uppercased(), action: kind.action.uppercased())
            #expect(read == kind)
        }
    }

    @Test func `a prompt's example is a prompt's`() {
        for kind in RegistryEventKind.allCases {
            let isPrompt = kind.rawValue.hasPrefix("prompt")
            #expect(
                kind.example["name"] == (isPrompt ? "example_prompt" : "example_model"))
        }
    }
}
