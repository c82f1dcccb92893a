/// What one evaluation reads and writes: variables, local slots and the budget of steps.
struct Frame {
    let variables: CELMap
    /// Variables of comprehensions and bindings, by the slot that the compiler gave them.
    var locals: [CELValue]
    /// Bindings whose value could not be computed; reading one raises its fault.
    var faults: [Int: CELFault] = [:]
    var meter: Meter

    init(variables: CELMap, localCount: Int, stepsMax: Int) {
        self.variables = variables
        locals = localCount == 0 ? [] : [CELValue](repeating: .null, count: localCount)
        meter = Meter(stepsMax: stepsMax)
    }
}

/// The budget of an evaluation.
struct Meter {
    private(set) var stepsLeft: Int

    init(stepsMax: Int) { stepsLeft = stepsMax }

    @inline(__always)
    mutating func spend(_ steps: Int) throws(CELFault) {
        stepsLeft &-= steps
        if stepsLeft < 0 {
            throw .error(.limit, "the evaluation takes more steps than its limit allows")
        }
    }
}
