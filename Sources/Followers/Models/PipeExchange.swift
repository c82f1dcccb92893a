#if canImport(Glibc)
import Glibc
#endif

/// What goes into a command and what comes out of it, both at once, so that neither waits for the other.
struct PipeExchange {
    /// Why an exchange was broken off.
    enum Stop { case tooLong, tooMuch }

    let outputBytesMost: Int
    private(set) var output: [UInt8] = []
    private var complaint: [UInt8] = []
    private var pending: ArraySlice<UInt8> = []
    private var endsOutput = false
    private var endsComplaint = false

    private static let complaintBytesMost = 4_096
    private static let complaintShown = 200
    private static let bytesPerRead = 1 << 16

    init(outputBytesMost: Int) { self.outputBytesMost = outputBytesMost }

    /// Until the command closes its output.
    ///
    /// - Returns: `nil` when it did; else why it is not listened to any longer.
    mutating func run(
        _ child: inout ChildProcess, until end: Deadline, input: () -> [UInt8]?
    ) -> Stop? {
        while !endsOutput {
            if child.input >= 0, pending.isEmpty { refill(&child, input) }
            guard !end.isOver else { return .tooLong }
            // A descriptor below 0 is passed over.
            var polled = [
                pollfd(fd: child.output, events: Int16(POLLIN), revents: 0),
                pollfd(
                    fd: endsComplaint ? -1 : child.complaint, events: Int16(POLLIN), revents: 0),
                pollfd(fd: child.input, events: Int16(POLLOUT), revents: 0),
            ]
            guard poll(&polled, nfds_t(polled.count), Int32(min(end.millisecondsLeft, 1_000))) > 0
            else { continue }
            if polled[1].revents != 0 { readComplaint(child.complaint) }
            if polled[2].revents != 0 { write(to: &child) }
            if polled[0].revents != 0 { readOutput(child.output) }
            if output.count > outputBytesMost { return .tooMuch }
        }
        readComplaint(child.complaint)
        child.closeInput()
        return nil
    }

    private mutating func refill(_ child: inout ChildProcess, _ input: () -> [UInt8]?) {
        if let next = input() { pending = next[...] } else { child.closeInput() }
    }

    private mutating func write(to child: inout ChildProcess) {
        let count = pending.withUnsafeBytes { Glibc.write(child.input, $0.baseAddress, $0.count) }
        if count >= 0 {
            pending = pending.dropFirst(count)
        } else if errno != EAGAIN, errno != EINTR {
            // It reads no more; what it says still counts.
            child.closeInput()
            pending = []
        }
    }

    private mutating func readOutput(_ descriptor: Int32) {
        guard let bytes = Self.read(descriptor) else { return }
        endsOutput = bytes.isEmpty
        output += bytes
    }

    private mutating func readComplaint(_ descriptor: Int32) {
        guard !endsComplaint, let bytes = Self.read(descriptor) else { return }
        endsComplaint = bytes.isEmpty
        complaint = Array((complaint + bytes).suffix(Self.complaintBytesMost))
    }

    /// - Returns: Nothing at the end; `nil` when there is nothing yet.
    private static func read(_ descriptor: Int32) -> [UInt8]? {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: bytesPerRead) { buffer, count in
            let read = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            failure = read < 0 ? errno : 0
            count = max(read, 0)
        }
        return failure == EAGAIN || failure == EINTR ? nil : bytes
    }

    /// The last line of what it complained of, which says most.
    var lastComplaint: String {
        let lines = String(decoding: complaint, as: UTF8.self).split(whereSeparator: \.isNewline)
        let last = lines.last { !$0.allSatisfy(\.isWhitespace) } ?? ""
        let plain = last.unicodeScalars.filter { $0.properties.generalCategory != .control }
        return String(String.UnicodeScalarView(plain)).prefix(Self.complaintShown).description
    }
}
