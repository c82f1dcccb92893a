import Synchronization

/// Counts and times of requests, in the text form that Prometheus reads.
package final class ServerMetrics: Sendable {
    private struct Series: Hashable, Comparable {
        let route: String
        let method: String
        let status: Int

        static func < (left: Series, right: Series) -> Bool {
            (left.route, left.method, left.status) < (right.route, right.method, right.status)
        }
    }

    private struct Durations {
        var buckets = [Int](repeating: 0, count: ServerMetrics.bounds.count)
        var count = 0
        var seconds = 0.0
    }

    /// Upper bounds of the buckets, in seconds.
    private static let bounds = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
    ]

    private let series = Mutex<[Series: Durations]>([:])
    private let underway = Mutex(0)

    package init() {}

    func began() { underway.withLock { $0 += 1 } }

    /// `route`: Its pattern, never what was asked, so that there are as many series as routes.
    func ended(route: String, method: String, status: Int, seconds: Double) {
        underway.withLock { $0 -= 1 }
        let key = Series(route: route, method: method, status: status)
        series.withLock { all in
            var durations = all[key] ?? Durations()
            durations.count += 1
            durations.seconds += seconds
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
                durations.buckets[index] += 1
            }
            all[key] = durations
        }
    }

    /// `gauges`: Further values, by name.
    package func text(gauges: [(name: String, help: String, value: Double)] = []) -> String {
        let all = series.withLock { $0 }.sorted { $0.key < $1.key }
        var lines = [
            "# HELP assay_requests_underway Requests that are being served.",
            "# TYPE assay_requests_underway gauge",
            "assay_requests_underway \(underway.withLock { $0 })",
            "# HELP assay_request_duration_seconds How long requests took.",
            "# TYPE assay_request_duration_seconds histogram",
        ]
        for (key, durations) in all { lines += Self.lines(key, durations) }
        for gauge in gauges {
            lines += [
                "# HELP \(gauge.name) \(gauge.help)", "# TYPE \(gauge.name) gauge",
                "\(gauge.name) \(gauge.value)",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ key: Series, _ durations: Durations) -> [String] {
        let name = "assay_request_duration_seconds"
        let labels = "method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\""
        let buckets = zip(bounds, durations.buckets).map { bound, count in
            "\(name)_bucket{\(labels),le=\"\(bound)\"} \(count)"
        }
        return buckets + [
            "\(name)_bucket{\(labels),le=\"+Inf\"} \(durations.count)",
            "\(name)_sum{\(labels)} \(durations.seconds)",
            "\(name)_count{\(labels)} \(durations.count)",
        ]
    }
}
