/// How a shape is repeated to fill a larger one (numpy's rule).
struct Broadcast {
    /// For each place of the larger shape, the place in the smaller.
    let places: [Int]

    /// The shape that both fill.
    static func shape(_ one: [Int], _ other: [Int]) throws(TensorFault) -> [Int] {
        let rank = max(one.count, other.count)
        var shape: [Int] = []
        for axis in 0..<rank {
            let first = length(one, axis, rank)
            let second = length(other, axis, rank)
            guard first == second || first == 1 || second == 1 else {
                throw TensorFault("the shapes \(one) and \(other) do not go together")
            }
            shape.append(first == 1 ? second : first)
        }
        _ = try TensorLimits.size(of: shape)
        return shape
    }

    private static func length(_ shape: [Int], _ axis: Int, _ rank: Int) -> Int {
        let place = axis - (rank - shape.count)
        return place < 0 ? 1 : shape[place]
    }

    /// Takes a shape that fits into the larger one.
    init(_ shape: [Int], to larger: [Int]) {
        let size = larger.reduce(1, *)
        var steps = [Int](repeating: 0, count: larger.count)
        var step = 1
        for axis in larger.indices.reversed() {
            let length = Self.length(shape, axis, larger.count)
            steps[axis] = length == 1 ? 0 : step
            step *= length
        }
        var places: [Int] = []
        places.reserveCapacity(size)
        var index = [Int](repeating: 0, count: larger.count)
        var place = 0
        while places.count < size {
            places.append(place)
            var axis = larger.count - 1
            while axis >= 0 {
                index[axis] += 1
                place += steps[axis]
                if index[axis] < larger[axis] { break }
                place -= steps[axis] * larger[axis]
                index[axis] = 0
                axis -= 1
            }
        }
        self.places = places
    }
}
