package import Transparency

/// Why a command was not run or not kept, whatever it was.
package enum SequencerError: Error, Equatable, Sendable {
    case queueFull(countMax: Int)
    case closed
    /// Other servers won each time.
    case contended(attemptCount: Int)
    case cannotSign(NoteError)
    case malformedOrigin(CheckpointError)
}

extension SequencerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .queueFull(let countMax):
            "more than \(countMax) commands are waiting; try again later"
        case .closed: "the ledger is closing; try again once it is up"
        case .contended(let attemptCount):
            "other servers committed first \(attemptCount) times; try again"
        case .cannotSign(let error): "the checkpoint cannot be signed: \(error)"
        case .malformedOrigin(let error): "the checkpoint cannot be made: \(error)"
        }
    }
}
