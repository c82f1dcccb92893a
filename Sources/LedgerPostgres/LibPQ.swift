import CLibPQ
import Glibc
import Ledger

/// The functions of libpq that are called here, loaded when they are first needed.
///
/// Linked in the usual way, libpq and the twenty libraries behind it took 4 ms of the start of every
/// command, and a home with its ledger in a file could not be opened without them.
struct LibPQ: Sendable {
    typealias Texts = UnsafePointer<UnsafePointer<CChar>?>
    typealias Connection = OpaquePointer
    typealias Result = OpaquePointer
    typealias Options = UnsafeMutablePointer<PQconninfoOption>

    // Addresses.
    let conninfoParse:
        @Sendable @convention(c) (
            UnsafePointer<CChar>?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        ) -> Options?
    let conninfoFree: @Sendable @convention(c) (Options?) -> Void

    // Connections.
    let connectdbParams: @Sendable @convention(c) (Texts?, Texts?, CInt) -> Connection?
    let finish: @Sendable @convention(c) (Connection?) -> Void
    let status: @Sendable @convention(c) (Connection?) -> ConnStatusType
    let transactionStatus: @Sendable @convention(c) (Connection?) -> PGTransactionStatusType
    let errorMessage: @Sendable @convention(c) (Connection?) -> UnsafeMutablePointer<CChar>?
    let setNoticeProcessor:
        @Sendable @convention(c) (
            Connection?, PQnoticeProcessor?, UnsafeMutableRawPointer?
        ) -> PQnoticeProcessor?

    // Statements.
    let exec: @Sendable @convention(c) (Connection?, UnsafePointer<CChar>?) -> Result?
    let prepare:
        @Sendable @convention(c) (
            Connection?, UnsafePointer<CChar>?, UnsafePointer<CChar>?, CInt, UnsafePointer<Oid>?
        ) -> Result?
    let execPrepared:
        @Sendable @convention(c) (
            Connection?, UnsafePointer<CChar>?, CInt, Texts?, UnsafePointer<CInt>?,
            UnsafePointer<CInt>?, CInt
        ) -> Result?

    // Pipelines.
    let enterPipelineMode: @Sendable @convention(c) (Connection?) -> CInt
    let exitPipelineMode: @Sendable @convention(c) (Connection?) -> CInt
    let pipelineSync: @Sendable @convention(c) (Connection?) -> CInt
    let sendFlushRequest: @Sendable @convention(c) (Connection?) -> CInt
    let consumeInput: @Sendable @convention(c) (Connection?) -> CInt
    let getResult: @Sendable @convention(c) (Connection?) -> Result?
    let sendPrepare:
        @Sendable @convention(c) (
            Connection?, UnsafePointer<CChar>?, UnsafePointer<CChar>?, CInt, UnsafePointer<Oid>?
        ) -> CInt
    let sendQueryParams:
        @Sendable @convention(c) (
            Connection?, UnsafePointer<CChar>?, CInt, UnsafePointer<Oid>?, Texts?,
            UnsafePointer<CInt>?, UnsafePointer<CInt>?, CInt
        ) -> CInt
    let sendQueryPrepared:
        @Sendable @convention(c) (
            Connection?, UnsafePointer<CChar>?, CInt, Texts?, UnsafePointer<CInt>?,
            UnsafePointer<CInt>?, CInt
        ) -> CInt

    // Results.
    let clear: @Sendable @convention(c) (Result?) -> Void
    let resultStatus: @Sendable @convention(c) (Result?) -> ExecStatusType
    let resultErrorField: @Sendable @convention(c) (Result?, CInt) -> UnsafeMutablePointer<CChar>?
    let resultErrorMessage: @Sendable @convention(c) (Result?) -> UnsafeMutablePointer<CChar>?
    let ntuples: @Sendable @convention(c) (Result?) -> CInt
    let nfields: @Sendable @convention(c) (Result?) -> CInt
    let getvalue: @Sendable @convention(c) (Result?, CInt, CInt) -> UnsafeMutablePointer<CChar>?
    let getlength: @Sendable @convention(c) (Result?, CInt, CInt) -> CInt
    let getisnull: @Sendable @convention(c) (Result?, CInt, CInt) -> CInt
    let cmdTuples: @Sendable @convention(c) (Result?) -> UnsafeMutablePointer<CChar>?
    let cmdStatus: @Sendable @convention(c) (Result?) -> UnsafeMutablePointer<CChar>?
}

extension LibPQ {
    private static let fileName = "libpq.so.5"
    private static let loaded = LibPQ(file: fileName)

    /// - Throws: ``LedgerError/unavailable(_:)`` when it is not on this machine.
    static func load() throws(LedgerError) -> LibPQ {
        guard let loaded else {
            throw .unavailable(
                "a ledger in PostgreSQL needs `\(fileName)`, version 14 or newer; install it with "
                    + "`apt-get install libpq5`")
        }
        return loaded
    }

    /// - Returns: `nil` when the file or one of its functions is not there.
    init?(file: String) {
        guard let handle = dlopen(file, RTLD_NOW) else { return nil }
        do throws(MissingFunction) {
            conninfoParse = try Self.function("PQconninfoParse", in: handle)
            conninfoFree = try Self.function("PQconninfoFree", in: handle)
            connectdbParams = try Self.function("PQconnectdbParams", in: handle)
            finish = try Self.function("PQfinish", in: handle)
            status = try Self.function("PQstatus", in: handle)
            transactionStatus = try Self.function("PQtransactionStatus", in: handle)
            errorMessage = try Self.function("PQerrorMessage", in: handle)
            setNoticeProcessor = try Self.function("PQsetNoticeProcessor", in: handle)
            exec = try Self.function("PQexec", in: handle)
            prepare = try Self.function("PQprepare", in: handle)
            execPrepared = try Self.function("PQexecPrepared", in: handle)
            enterPipelineMode = try Self.function("PQenterPipelineMode", in: handle)
            exitPipelineMode = try Self.function("PQexitPipelineMode", in: handle)
            pipelineSync = try Self.function("PQpipelineSync", in: handle)
            sendFlushRequest = try Self.function("PQsendFlushRequest", in: handle)
            consumeInput = try Self.function("PQconsumeInput", in: handle)
            getResult = try Self.function("PQgetResult", in: handle)
            sendPrepare = try Self.function("PQsendPrepare", in: handle)
            sendQueryParams = try Self.function("PQsendQueryParams", in: handle)
            sendQueryPrepared = try Self.function("PQsendQueryPrepared", in: handle)
            clear = try Self.function("PQclear", in: handle)
            resultStatus = try Self.function("PQresultStatus", in: handle)
            resultErrorField = try Self.function("PQresultErrorField", in: handle)
            resultErrorMessage = try Self.function("PQresultErrorMessage", in: handle)
            ntuples = try Self.function("PQntuples", in: handle)
            nfields = try Self.function("PQnfields", in: handle)
            getvalue = try Self.function("PQgetvalue", in: handle)
            getlength = try Self.function("PQgetlength", in: handle)
            getisnull = try Self.function("PQgetisnull", in: handle)
            cmdTuples = try Self.function("PQcmdTuples", in: handle)
            cmdStatus = try Self.function("PQcmdStatus", in: handle)
        } catch {
            return nil
        }
    }

    private struct MissingFunction: Error {}

    /// INVARIANT: `Function` is what libpq's header declares under this name.
    private static func function<Function>(
        _ name: String, in handle: UnsafeMutableRawPointer
    ) throws(MissingFunction) -> Function {
        guard let address = dlsym(handle, name) else { throw MissingFunction() }
        return unsafeBitCast(address, to: Function.self)
    }
}
