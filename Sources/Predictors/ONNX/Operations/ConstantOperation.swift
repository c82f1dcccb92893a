/// `Constant`: a tensor that is written into the node.
struct ConstantOperation: TensorOperation {
    let tensor: Tensor

    func run(_ inputs: [Tensor?]) -> [Tensor] { [tensor] }
}
