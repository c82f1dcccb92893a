import CEL
import Testing

@Suite struct CELMapTests {
    @Test func `numbers of the same worth are the same key`() throws {
        let map = try CELMap([
            (key: .int(1), value: .string("a")), (key: .uint(.max), value: .null),
        ])
        for key: CELValue in [.int(1), .uint(1), .double(1)] {
            guard case .string("a")? = map[key] else {
                Issue.record("\(key) is not found")
                continue
            }
        }
        #expect(map[.double(1.5)] == nil)
        #expect(map[.int(-1)] == nil)
        #expect(map[.bool(true)] == nil)
        #expect(throws: CELError.self) {
            try CELMap([(key: .int(1), value: .null), (key: .uint(1), value: .null)])
        }
        #expect(throws: CELError.self) { try CELMap([(key: .double(1), value: .null)]) }
    }

    @Test func `a large map finds every key and no other`() throws {
        let entries = (0..<1_000).map { number in
            (
                key: number % 2 == 0 ? CELValue.int(Int64(number)) : .string("key \(number)"),
                value: CELValue.int(Int64(number))
            )
        }
        let map = try CELMap(entries)
        #expect(map.count == 1_000)
        for entry in entries {
            guard case .int(let found)? = map[entry.key], case .int(found) = entry.value else {
                Issue.record("\(entry.key) is not found")
                continue
            }
        }
        #expect(map["key 2"] == nil)
        #expect(map[.int(1)] == nil)
    }

    @Test func `maps are equal whatever the order of their entries`() throws {
        #expect(try evaluate("{'a': 1, 'b': [2]} == {'b': [2.0], 'a': 1u}").shown == "true")
        #expect(try evaluate("{'a': 1} == {'b': 1}").shown == "false")
    }

    @Test(arguments: [1, 12, 13, 40])
    func `values are replaced under the keys that are there`(count: Int) throws {
        let map = CELMap(
            Dictionary(uniqueKeysWithValues: (0..<count).map { ("key \($0)", .int(Int64($0))) }))
        let other = map.replacing([
            (CELTextKey("key 0"), .bool(true)), (CELTextKey("nothing"), .bool(true)),
        ])
        #expect(other.count == count)
        for index in 0..<count {
            guard case .int(Int64(index))? = map["key \(index)"] else {
                Issue.record("key \(index) is not what it was")
                continue
            }
        }
        guard case .bool(true)? = other["key 0"] else {
            Issue.record("nothing changed")
            return
        }
        #expect(other["nothing"] == nil)
    }
}
