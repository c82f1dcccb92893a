/// `Where`: from the second input where the first holds, else from the third.
struct WhereOperation: TensorOperation {
    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let (condition, yes, no) = (
            try inputs.required(0), try inputs.required(1), try inputs.required(2)
        )
        let shape = try Broadcast.shape(
            try Broadcast.shape(condition.shape, yes.shape), no.shape)
        let conditions = Broadcast(condition.shape, to: shape).places
        let (yesPlaces, noPlaces) = (
            Broadcast(yes.shape, to: shape).places, Broadcast(no.shape, to: shape).places
        )
        let values = conditions.indices.map {
            condition.values[conditions[$0]] != 0
                ? yes.values[yesPlaces[$0]] : no.values[noPlaces[$0]]
        }
        return [Tensor(yes.element, shape, values)]
    }
}
