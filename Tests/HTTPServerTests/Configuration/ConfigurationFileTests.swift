import Operations
import Testing

@testable import HTTPServer

@Suite struct ConfigurationFileTests {
    private func failure(_ text: String) -> String? {
        #expect(throws: Failure.self) {
            try ConfigurationFile(Array(text.utf8), path: "serve.yaml")
        }?.message
    }

    @Test func `an unknown key is named with file, line and what was expected`() {
        let message = failure("host: localhost\nprot: 1\n")
        #expect(
            message?.hasPrefix(
                "`serve.yaml`, line 2: unknown key `prot`, expected one of `host`, `port`") == true)
    }

    @Test func `what is no map from settings to values is refused`() {
        #expect(failure("- a") == "`serve.yaml`, line 1: expected a map from settings to values")
        #expect(failure("port: [1, 2]")?.contains("line 1: `port` must be a whole number") == true)
        #expect(failure("host-name: {a: b}")?.contains("must be names of hosts") == true)
        #expect(failure("port: 1\nport: 2")?.contains("stands twice") == true)
        #expect(failure("a: &x 1\nb: *x")?.contains("aliases are not taken") == true)
        #expect(failure("")?.contains("configuration") == true)
    }
}
