import Testing

@testable import Transparency

@Suite struct JSONTests {
    @Test func `literals, members and elements read as they are written`() {
        let value: JSON = [
            "name": "credit", "version": 3, "share": 0.5, "live": true, "owner": nil,
            "tags": ["a", "b"],
        ]
        #expect(value["name"]?.stringValue == "credit")
        #expect(value["version"]?.intValue == 3)
        #expect(value["share"]?.doubleValue == 0.5)
        #expect(value["share"]?.intValue == nil)
        #expect(value["live"]?.boolValue == true)
        #expect(value["owner"]?.isNull == true)
        #expect(value["tags"]?[1] == "b")
        #expect(value["tags"]?.arrayValue?.count == 2)
        #expect(value.objectValue?.count == 6)
        #expect(value["tags"]?[2] == nil)
        #expect(value["tags"]?[-1] == nil)
        #expect(value["none"] == nil)
        #expect(value[0] == nil)
    }

    @Test func `an integer is exact up to 2^53 - 1`() {
        #expect(JSON(JSON.integerMax).intValue == JSON.integerMax)
        #expect(JSON(-JSON.integerMax).canonical == "-9007199254740991")
        #expect(JSON(exactly: JSON.integerMax + 1) == nil)
        #expect(JSON(exactly: .min) == nil)
        #expect(JSON.number(9_007_199_254_740_992).intValue == nil)
        #expect(JSON.number(1e300).intValue == nil)
        #expect(JSON.number(.nan).intValue == nil)
    }
}
