import GRDB

/// How a ``SQLiteStore`` is opened.
package struct SQLiteStoreOptions: Sendable {
    /// How long a commit waits for another process that is writing.
    package var busyTimeoutSeconds: Double
    /// The most that the file may grow to, in bytes; beyond it the disk counts as full.
    package var byteCountMax: Int?
    /// Reads that run at the same time.
    package var readerCountMax: Int

    package init(
        busyTimeoutSeconds: Double = 5, byteCountMax: Int? = nil, readerCountMax: Int = 4
    ) {
        self.busyTimeoutSeconds = busyTimeoutSeconds
        self.byteCountMax = byteCountMax
        self.readerCountMax = readerCountMax
    }

    var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeoutSeconds)
        configuration.foreignKeysEnabled = false
        configuration.maximumReaderCount = readerCountMax
        configuration.label = "ledger"
        let pageCountMax = byteCountMax.map { max(1, $0 / 4_096) }
        configuration.prepareDatabase { db in
            // What is erased is overwritten, since it may be personal data.
            try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY")
            if let pageCountMax { try db.execute(sql: "PRAGMA max_page_count = \(pageCountMax)") }
        }
        return configuration
    }
}
