/// Follows each writer's numbers and remembers the first that does not follow the one before.
struct NumberingCheck {
    private var lastNumbers: [[UInt8]: Int] = [:]
    private var currentWriter: [UInt8] = []
    private var currentNumber = 0
    private(set) var firstFault: String?

    var writerCount: Int { Set(lastNumbers.keys).union([currentWriter]).subtracting([[]]).count }

    mutating func read(_ record: [UInt8], at index: Int) {
        guard let tail = RecordTail(of: record) else {
            return note("record \(index) does not end in a writer and its number")
        }
        if !tail.writer.elementsEqual(currentWriter) { turn(to: Array(tail.writer)) }
        let expected = currentNumber + 1
        if tail.number != expected {
            let name = String(decoding: currentWriter, as: UTF8.self)
            note(
                "record \(index) is number \(tail.number) of writer `\(name)`, "
                    + "but number \(expected) comes next")
        }
        currentNumber = tail.number
    }

    private mutating func turn(to writer: [UInt8]) {
        lastNumbers[currentWriter] = currentNumber
        currentWriter = writer
        currentNumber = lastNumbers[writer] ?? 0
    }

    private mutating func note(_ fault: String) {
        if firstFault == nil { firstFault = fault }
    }
}
