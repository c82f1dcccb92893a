#if canImport(Glibc)
import Glibc
#endif

/// Threads of their own for work that blocks: those of Swift's pool must go on answering.
package enum OwnThread {
    private final class Work: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    package static func run(_ work: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Work(work))
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        guard code == 0 else {
            // No more threads: then here and now.
            box.takeRetainedValue().run()
            return
        }
        pthread_detach(thread)
    }
}
