import Operations
import Tracking
import Transparency

// What all searches have.
extension MLflowRequest {
    /// How many results at most.
    func limit(usual: Int = 1_000, max: Int = TrackingLimits.resultCountMax) throws -> Int {
        guard let value = value("max_results") else { return usual }
        guard let limit = value.mlflowInteger, (0...Int64(max)).contains(limit) else {
            throw MLflowProblem.invalid(value, "max_results")
        }
        return limit == 0 ? usual : Int(limit)
    }

    /// Which stages of a life to look at.
    func view(_ name: String) throws -> StageView {
        guard let value = value(name) else { return .active }
        switch value.stringValue ?? value.canonical {
        case "ACTIVE_ONLY", "1", "": return .active
        case "DELETED_ONLY", "2": return .deleted
        case "ALL", "3": return .all
        default: throw MLflowProblem.invalid(value, name)
        }
    }
}
