/// The functions of ONNX Runtime's C API that are called here, by their places in its table.
///
/// `OrtGetApiBase` gives two functions; the first gives a table for a version of the API. Places never
/// change and later versions only add to the end, so version 1, which has all of these, is asked for:
/// ONNX Runtime 1.0 and every later one have it. Nothing is copied from its header: a function's place
/// and the types that it takes are facts of the binary interface.
///
/// A handle is an address that only the library looks behind; a status is one too, and null is success.
struct ONNXRuntimeFunctions: Sendable {
    typealias Handle = OpaquePointer?
    typealias Status = OpaquePointer?
    typealias Out = UnsafeMutablePointer<OpaquePointer?>
    typealias Count = UnsafeMutablePointer<Int>
    typealias Name = UnsafePointer<CChar>
    typealias Names = UnsafePointer<UnsafePointer<CChar>?>

    static let apiVersion: UInt32 = 1
    /// Functions of that version.
    static let count = 102

    let errorMessage: @Sendable @convention(c) (Status) -> Name?
    let releaseStatus: @Sendable @convention(c) (Status) -> Void

    // Environment and session.
    let createEnvironment: @Sendable @convention(c) (CInt, Name, Out) -> Status
    let releaseEnvironment: @Sendable @convention(c) (Handle) -> Void
    let createOptions: @Sendable @convention(c) (Out) -> Status
    let releaseOptions: @Sendable @convention(c) (Handle) -> Void
    let setThreadsWithin: @Sendable @convention(c) (Handle, CInt) -> Status
    let setThreadsBetween: @Sendable @convention(c) (Handle, CInt) -> Status
    let createSession:
        @Sendable @convention(c) (Handle, UnsafeRawPointer?, Int, Handle, Out) -> Status
    let releaseSession: @Sendable @convention(c) (Handle) -> Void
    let run:
        @Sendable @convention(c) (
            Handle, Handle, Names, UnsafePointer<OpaquePointer?>, Int, Names, Int, Out
        ) -> Status

    // What a session takes and gives.
    let inputCount: @Sendable @convention(c) (Handle, Count) -> Status
    let outputCount: @Sendable @convention(c) (Handle, Count) -> Status
    let inputType: @Sendable @convention(c) (Handle, Int, Out) -> Status
    let outputType: @Sendable @convention(c) (Handle, Int, Out) -> Status
    let inputName:
        @Sendable @convention(c) (
            Handle, Int, Handle, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
        ) -> Status
    let outputName:
        @Sendable @convention(c) (
            Handle, Int, Handle, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
        ) -> Status

    // Types. The tensor's part of a type is the type's own, and released with it.
    let kindOfType: @Sendable @convention(c) (Handle, UnsafeMutablePointer<CInt>) -> Status
    let tensorOfType: @Sendable @convention(c) (Handle, Out) -> Status
    let releaseType: @Sendable @convention(c) (Handle) -> Void
    let elementType: @Sendable @convention(c) (Handle, UnsafeMutablePointer<CInt>) -> Status
    let axisCount: @Sendable @convention(c) (Handle, Count) -> Status
    let axes: @Sendable @convention(c) (Handle, UnsafeMutablePointer<Int64>, Int) -> Status
    let elementCount: @Sendable @convention(c) (Handle, Count) -> Status
    let releaseTensorType: @Sendable @convention(c) (Handle) -> Void

    // Values.
    let createMemory: @Sendable @convention(c) (CInt, CInt, Out) -> Status
    let releaseMemory: @Sendable @convention(c) (Handle) -> Void
    /// Not to be released.
    let allocator: @Sendable @convention(c) (Out) -> Status
    let free: @Sendable @convention(c) (Handle, UnsafeMutableRawPointer?) -> Status
    let createTensor:
        @Sendable @convention(c) (
            Handle, UnsafeMutableRawPointer?, Int, UnsafePointer<Int64>, Int, CInt, Out
        ) -> Status
    let tensorData:
        @Sendable @convention(c) (
            Handle, UnsafeMutablePointer<UnsafeMutableRawPointer?>
        ) -> Status
    let tensorType: @Sendable @convention(c) (Handle, Out) -> Status
    let kindOfValue: @Sendable @convention(c) (Handle, UnsafeMutablePointer<CInt>) -> Status
    let member: @Sendable @convention(c) (Handle, CInt, Handle, Out) -> Status
    let memberCount: @Sendable @convention(c) (Handle, Count) -> Status
    let textsLength: @Sendable @convention(c) (Handle, Count) -> Status
    let texts:
        @Sendable @convention(c) (Handle, UnsafeMutableRawPointer?, Int, Count, Int) -> Status
    let releaseValue: @Sendable @convention(c) (Handle) -> Void
}

extension ONNXRuntimeFunctions {
    /// `nil` when an address is null.
    ///
    /// - Parameter table: Of ``count`` addresses at least.
    init?(_ table: UnsafeRawPointer) {
        let table = Table(start: table)
        do throws(Table.Missing) {
            errorMessage = try table.function(2)
            createEnvironment = try table.function(3)
            createSession = try table.function(8)
            run = try table.function(9)
            createOptions = try table.function(10)
            setThreadsWithin = try table.function(24)
            setThreadsBetween = try table.function(25)
            inputCount = try table.function(30)
            outputCount = try table.function(31)
            inputType = try table.function(33)
            outputType = try table.function(34)
            inputName = try table.function(36)
            outputName = try table.function(37)
            createTensor = try table.function(49)
            tensorData = try table.function(51)
            textsLength = try table.function(53)
            texts = try table.function(54)
            tensorOfType = try table.function(55)
            kindOfType = try table.function(56)
            elementType = try table.function(60)
            axisCount = try table.function(61)
            axes = try table.function(62)
            elementCount = try table.function(64)
            tensorType = try table.function(65)
            kindOfValue = try table.function(67)
            createMemory = try table.function(69)
            free = try table.function(76)
            allocator = try table.function(78)
            member = try table.function(80)
            memberCount = try table.function(81)
            releaseEnvironment = try table.function(92)
            releaseStatus = try table.function(93)
            releaseMemory = try table.function(94)
            releaseSession = try table.function(95)
            releaseValue = try table.function(96)
            releaseType = try table.function(98)
            releaseTensorType = try table.function(99)
            releaseOptions = try table.function(100)
        } catch { return nil }
    }

    private struct Table {
        let start: UnsafeRawPointer

        struct Missing: Error {}

        func function<Function>(_ place: Int) throws(Missing) -> Function {
            let offset = place * MemoryLayout<UnsafeRawPointer>.stride
            guard let address = start.load(fromByteOffset: offset, as: UnsafeRawPointer?.self)
            else { throw Missing() }
            // What a place holds is the field's type, as the table says.
            return unsafeBitCast(address, to: Function.self)
        }
    }
}
