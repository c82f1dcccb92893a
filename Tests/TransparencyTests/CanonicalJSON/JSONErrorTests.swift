import Testing

@testable import Transparency

@Suite struct JSONErrorTests {
    @Test func `the place is counted as people count it`() {
        let error = #expect(throws: JSONError.self) {
            try JSON(parsing: "{\n  \"é\": 1,\n  \"ö\": x\n}")
        }
        #expect(error?.line == 3)
        #expect(error?.column == 8)
        #expect(error.map { "\($0)" } == "line 3, column 8: found `x`, not a value")
    }

    @Test func `an invisible byte is named by its value`() {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: [0x00]) }
        #expect(error.map { "\($0)" } == "line 1, column 1: found the byte 0x00, not a value")
    }
}
