extension TrackingSchema {
    /// A trace's id is its workspace's own: whoever guesses another's changes nothing there.
    var traces: String {
        let (int, text) = (dialect.integer, dialect.text)
        let (id, clustered) = (dialect.countedKey, dialect.clustered)
        return """
            CREATE TABLE IF NOT EXISTS trace (
              id \(id), trace_id \(text) NOT NULL, workspace \(text) NOT NULL,
              experiment \(int) NOT NULL, started \(int) NOT NULL, duration \(int),
              state \(int) NOT NULL, client_request \(text), request_preview \(text),
              response_preview \(text), is_stated \(int) NOT NULL,
              span_count \(int) NOT NULL DEFAULT 0, byte_count \(int) NOT NULL DEFAULT 0,
              UNIQUE (trace_id, workspace));
            CREATE INDEX IF NOT EXISTS trace_by_start ON trace (experiment, started, trace_id);
            CREATE TABLE IF NOT EXISTS trace_tag (
              trace \(int) NOT NULL, key \(text) NOT NULL, value \(text) NOT NULL,
              PRIMARY KEY (trace, key)) \(clustered);
            CREATE TABLE IF NOT EXISTS trace_metadata (
              trace \(int) NOT NULL, key \(text) NOT NULL, value \(text) NOT NULL,
              PRIMARY KEY (trace, key)) \(clustered);
            CREATE TABLE IF NOT EXISTS trace_run (
              trace \(int) NOT NULL, run_id \(text) NOT NULL,
              PRIMARY KEY (trace, run_id)) \(clustered);
            CREATE TABLE IF NOT EXISTS span (
              id \(id), trace \(int) NOT NULL, span_id \(text) NOT NULL, parent_id \(text),
              name \(text) NOT NULL, kind \(text), status \(int) NOT NULL,
              status_message \(text) NOT NULL, started \(int) NOT NULL, ended \(int),
              events \(text) NOT NULL, byte_count \(int) NOT NULL, UNIQUE (trace, span_id));
            CREATE TABLE IF NOT EXISTS span_attribute (
              span \(int) NOT NULL, key \(text) NOT NULL, kind \(int) NOT NULL,
              value \(text) NOT NULL, PRIMARY KEY (span, key)) \(clustered);
            CREATE TABLE IF NOT EXISTS assessment (
              id \(id), trace \(int) NOT NULL, assessment_id \(text) NOT NULL,
              name \(text) NOT NULL, kind \(text) NOT NULL, is_text \(int) NOT NULL,
              value \(text) NOT NULL, error \(text), source_kind \(text) NOT NULL,
              source_id \(text) NOT NULL, span_id \(text), rationale \(text), overrides \(text),
              is_valid \(int) NOT NULL, metadata \(text) NOT NULL, created \(int) NOT NULL,
              updated \(int) NOT NULL, UNIQUE (trace, assessment_id));
            """
    }

    /// The tables of what belongs to a trace; spans' attributes are their spans'.
    static let partsOfTraces = ["trace_tag", "trace_metadata", "trace_run", "assessment", "span"]
}
