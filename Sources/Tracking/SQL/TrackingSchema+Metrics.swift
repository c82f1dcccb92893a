extension TrackingSchema {
    /// Metrics: their history in pieces, and a table of its points that older databases filled.
    var metrics: String {
        let (int, number, text) = (dialect.integer, dialect.number, dialect.text)
        let clustered = dialect.clustered
        return """
            CREATE TABLE IF NOT EXISTS metric_piece (
              run \(int) NOT NULL, key \(text) NOT NULL, revision \(int) NOT NULL,
              points \(text) NOT NULL, PRIMARY KEY (run, key, revision)) \(clustered);
            CREATE TABLE IF NOT EXISTS metric (
              run \(int) NOT NULL, key \(text) NOT NULL, timestamp \(int) NOT NULL,
              step \(int) NOT NULL, value \(number) NOT NULL, is_nan \(int) NOT NULL,
              PRIMARY KEY (run, key, timestamp, step, value, is_nan)) \(clustered);
            """
    }
}
