import Glibc

@testable import Followers

/// A table as ONNX Runtime's, whose only model adds up two columns: what the library's side of the
/// binary interface looks like, without the library.
enum PretendRuntime {
    typealias Handle = OpaquePointer?
    typealias Out = UnsafeMutablePointer<OpaquePointer?>
    typealias Count = UnsafeMutablePointer<Int>
    typealias Text = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    /// A tensor of float.
    private struct Tensor {
        let data: UnsafeMutablePointer<Float>
        let count: Int
        let isOwn: Bool
    }

    /// What `OrtGetApiBase` would give; it stays for good.
    static func base(offersTable: Bool) -> UnsafeRawPointer {
        let base = UnsafeMutablePointer<UnsafeRawPointer?>.allocate(capacity: 2)
        let getTable: @convention(c) (UInt32) -> UnsafeRawPointer? = { version in
            version == 1 ? PretendRuntime.table() : nil
        }
        let getNone: @convention(c) (UInt32) -> UnsafeRawPointer? = { _ in nil }
        let getVersion: @convention(c) () -> UnsafePointer<CChar>? = {
            UnsafeRawPointer(PretendRuntime.version.utf8Start).assumingMemoryBound(to: CChar.self)
        }
        base[0] = unsafeBitCast(offersTable ? getTable : getNone, to: UnsafeRawPointer.self)
        base[1] = unsafeBitCast(getVersion, to: UnsafeRawPointer.self)
        return UnsafeRawPointer(base)
    }

    private static let version: StaticString = "0.0.1-pretended"
    private static let complaint: StaticString = "no operator\nof that name"

    private static func table() -> UnsafeRawPointer {
        let count = ONNXRuntimeFunctions.count
        let table = UnsafeMutablePointer<UnsafeRawPointer?>.allocate(capacity: count)
        table.initialize(repeating: nil, count: count)
        let refuse: @convention(c) () -> Handle = { OpaquePointer(bitPattern: 0x99) }
        for place in 0..<count { table[place] = unsafeBitCast(refuse, to: UnsafeRawPointer.self) }
        putSession(table)
        putTypes(table)
        putValues(table)
        return UnsafeRawPointer(table)
    }

    private static func putSession(_ table: UnsafeMutablePointer<UnsafeRawPointer?>) {
        let message: @convention(c) (Handle) -> UnsafePointer<CChar>? = { _ in
            UnsafeRawPointer(PretendRuntime.complaint.utf8Start)
                .assumingMemoryBound(to: CChar.self)
        }
        let nothing: @convention(c) (Handle) -> Void = { _ in }
        let environment: @convention(c) (CInt, UnsafePointer<CChar>, Out) -> Handle = {
            $2.pointee = OpaquePointer(bitPattern: 0x10)
            return nil
        }
        let make: @convention(c) (Out) -> Handle = {
            $0.pointee = OpaquePointer(bitPattern: 0x20)
            return nil
        }
        let set: @convention(c) (Handle, CInt) -> Handle = {
            $1 == 1 ? nil : OpaquePointer(bitPattern: 0x99)
        }
        let session: @convention(c) (Handle, UnsafeRawPointer?, Int, Handle, Out) -> Handle = {
            guard $1?.load(as: UInt8.self) == 0x08 else { return OpaquePointer(bitPattern: 0x99) }
            $4.pointee = OpaquePointer(bitPattern: 0x30)
            return nil
        }
        let memory: @convention(c) (CInt, CInt, Out) -> Handle = {
            $2.pointee = OpaquePointer(bitPattern: 0x40)
            return nil
        }
        let free: @convention(c) (Handle, UnsafeMutableRawPointer?) -> Handle = {
            Glibc.free($1)
            return nil
        }
        table[2] = unsafeBitCast(message, to: UnsafeRawPointer.self)
        table[3] = unsafeBitCast(environment, to: UnsafeRawPointer.self)
        table[8] = unsafeBitCast(session, to: UnsafeRawPointer.self)
        for place in [10, 78] { table[place] = unsafeBitCast(make, to: UnsafeRawPointer.self) }
        for place in [24, 25] { table[place] = unsafeBitCast(set, to: UnsafeRawPointer.self) }
        table[69] = unsafeBitCast(memory, to: UnsafeRawPointer.self)
        table[76] = unsafeBitCast(free, to: UnsafeRawPointer.self)
        for place in [92, 93, 94, 95, 98, 99, 100] {
            table[place] = unsafeBitCast(nothing, to: UnsafeRawPointer.self)
        }
    }

    /// Type 1 is the input's, of two columns; type 2 is the output's, of one.
    private static func putTypes(_ table: UnsafeMutablePointer<UnsafeRawPointer?>) {
        let one: @convention(c) (Handle, Count) -> Handle = {
            $1.pointee = 1
            return nil
        }
        let input: @convention(c) (Handle, Int, Out) -> Handle = {
            $2.pointee = OpaquePointer(bitPattern: 1)
            return nil
        }
        let output: @convention(c) (Handle, Int, Out) -> Handle = {
            $2.pointee = OpaquePointer(bitPattern: 2)
            return nil
        }
        let inputName: @convention(c) (Handle, Int, Handle, Text) -> Handle = {
            $3.pointee = strdup("x")
            return nil
        }
        let outputName: @convention(c) (Handle, Int, Handle, Text) -> Handle = {
            $3.pointee = strdup("y")
            return nil
        }
        let same: @convention(c) (Handle, Out) -> Handle = {
            $1.pointee = $0
            return nil
        }
        let number: @convention(c) (Handle, UnsafeMutablePointer<CInt>) -> Handle = {
            $1.pointee = 1
            return nil
        }
        let axisCount: @convention(c) (Handle, Count) -> Handle = {
            $1.pointee = 2
            return nil
        }
        let axes: @convention(c) (Handle, UnsafeMutablePointer<Int64>, Int) -> Handle = {
            guard $2 == 2 else { return OpaquePointer(bitPattern: 0x99) }
            $1[0] = -1
            $1[1] = $0 == OpaquePointer(bitPattern: 1) ? 2 : 1
            return nil
        }
        for place in [30, 31] { table[place] = unsafeBitCast(one, to: UnsafeRawPointer.self) }
        table[33] = unsafeBitCast(input, to: UnsafeRawPointer.self)
        table[34] = unsafeBitCast(output, to: UnsafeRawPointer.self)
        table[36] = unsafeBitCast(inputName, to: UnsafeRawPointer.self)
        table[37] = unsafeBitCast(outputName, to: UnsafeRawPointer.self)
        for place in [55, 65] { table[place] = unsafeBitCast(same, to: UnsafeRawPointer.self) }
        for place in [56, 60, 67] {
            table[place] = unsafeBitCast(number, to: UnsafeRawPointer.self)
        }
        table[61] = unsafeBitCast(axisCount, to: UnsafeRawPointer.self)
        table[62] = unsafeBitCast(axes, to: UnsafeRawPointer.self)
    }

    private static func putValues(_ table: UnsafeMutablePointer<UnsafeRawPointer?>) {
        let create:
            @convention(c) (
                Handle, UnsafeMutableRawPointer?, Int, UnsafePointer<Int64>, Int, CInt, Out
            ) -> Handle = {
                guard let data = $1, $2 == 4 * Int($3[0]) * 2, $4 == 2, $5 == 1 else {
                    return OpaquePointer(bitPattern: 0x99)
                }
                $6.pointee = PretendRuntime.tensor(
                    data.assumingMemoryBound(to: Float.self), $2 / 4, isOwn: false)
                return nil
            }
        let run:
            @convention(c) (
                Handle, Handle, UnsafePointer<UnsafePointer<CChar>?>,
                UnsafePointer<OpaquePointer?>, Int, UnsafePointer<UnsafePointer<CChar>?>, Int, Out
            ) -> Handle = {
                guard $4 == 1, $6 == 1, let name = $2[0], strcmp(name, "x") == 0,
                    let wanted = $5[0], strcmp(wanted, "y") == 0, let input = $3[0]
                else { return OpaquePointer(bitPattern: 0x99) }
                let tensor = UnsafePointer<Tensor>(input).pointee
                let sums = UnsafeMutablePointer<Float>.allocate(capacity: tensor.count / 2)
                for row in 0..<tensor.count / 2 {
                    sums[row] = tensor.data[2 * row] + tensor.data[2 * row + 1]
                }
                $7.pointee = PretendRuntime.tensor(sums, tensor.count / 2, isOwn: true)
                return nil
            }
        let data:
            @convention(c) (Handle, UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> Handle =
                {
                    $1.pointee = $0.map {
                        UnsafeMutableRawPointer(UnsafePointer<Tensor>($0).pointee.data)
                    }
                    return nil
                }
        let count: @convention(c) (Handle, Count) -> Handle = {
            $1.pointee = $0.map { UnsafePointer<Tensor>($0).pointee.count } ?? 0
            return nil
        }
        let release: @convention(c) (Handle) -> Void = {
            guard let value = $0 else { return }
            let tensor = UnsafeMutablePointer<Tensor>(value)
            if tensor.pointee.isOwn { tensor.pointee.data.deallocate() }
            tensor.deallocate()
        }
        table[49] = unsafeBitCast(create, to: UnsafeRawPointer.self)
        table[9] = unsafeBitCast(run, to: UnsafeRawPointer.self)
        table[51] = unsafeBitCast(data, to: UnsafeRawPointer.self)
        table[64] = unsafeBitCast(count, to: UnsafeRawPointer.self)
        table[96] = unsafeBitCast(release, to: UnsafeRawPointer.self)
    }

    private static func tensor(
        _ data: UnsafeMutablePointer<Float>, _ count: Int, isOwn: Bool
    ) -> OpaquePointer {
        let tensor = UnsafeMutablePointer<Tensor>.allocate(capacity: 1)
        tensor.initialize(to: Tensor(data: data, count: count, isOwn: isOwn))
        return OpaquePointer(tensor)
    }
}
