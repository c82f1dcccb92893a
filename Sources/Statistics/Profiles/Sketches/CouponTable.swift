/// A set of a few hundred hashes, none of which is 0.
struct CouponTable: Sendable {
    private var places: [UInt32]
    private(set) var count = 0

    private static let size = 1_024

    /// - Parameter isEmpty: Whether it will stay so and needs no place.
    init(isEmpty: Bool = false) {
        places = isEmpty ? [] : [UInt32](repeating: 0, count: Self.size)
    }

    /// Ascending.
    var values: [UInt32] { places.filter { $0 != 0 }.sorted() }

    /// Whether both hold the same in the same places, as two do that came about alike.
    func isCopy(of other: CouponTable) -> Bool { places == other.places }

    /// In no order.
    func forEach(_ body: (UInt32) -> Void) {
        for coupon in places where coupon != 0 { body(coupon) }
    }

    /// Whether it was not there; for fewer than 1,024 of them.
    mutating func insert(_ coupon: UInt32) -> Bool {
        var place = Int(truncatingIfNeeded: (coupon &* 0x9E37_79B1) >> 22)
        while places[place] != 0 {
            if places[place] == coupon { return false }
            place = (place + 1) & (Self.size - 1)
        }
        places[place] = coupon
        count += 1
        return true
    }
}

extension CouponTable: Equatable {
    static func == (one: Self, other: Self) -> Bool {
        one.count == other.count && one.values == other.values
    }
}
