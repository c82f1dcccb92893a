/// Changes to a text that a hostile or broken writer might make, from a seed.
struct Mutations: Sequence {
    let seeds: [String]
    let count: Int

    func makeIterator() -> AnyIterator<[UInt8]> {
        var random = SeededRandom()
        var left = count
        return AnyIterator {
            guard left > 0, let seed = seeds.randomElement(using: &random) else { return nil }
            left -= 1
            var bytes = Array(seed.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                Self.change(&bytes, using: &random)
            }
            return bytes
        }
    }

    private static let alphabet = Array("\"'[]{}()=.,;:#*&!-+\\\n\r\t @~<>|0a\u{FF}".utf8)

    private static func change(_ bytes: inout [UInt8], using random: inout SeededRandom) {
        guard !bytes.isEmpty else { return bytes.append(0x30) }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: place)
        case 3: bytes.removeSubrange(place...)
        case 4:
            let end = Int.random(in: place..<bytes.count, using: &random)
            bytes.insert(contentsOf: bytes[place...end], at: place)
        default:
            let other = Int.random(in: 0..<bytes.count, using: &random)
            bytes.swapAt(place, other)
        }
    }
}
