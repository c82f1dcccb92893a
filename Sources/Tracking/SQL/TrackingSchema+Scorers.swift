extension TrackingSchema {
    /// What judges the answers of models, in an experiment, version after version.
    var scorers: String {
        let (int, text) = (dialect.integer, dialect.text)
        let (id, clustered) = (dialect.countedKey, dialect.clustered)
        return """
            CREATE TABLE IF NOT EXISTS scorer (
              id \(id), scorer_id \(text) NOT NULL, experiment \(int) NOT NULL,
              name \(text) NOT NULL, UNIQUE (experiment, name));
            CREATE TABLE IF NOT EXISTS scorer_version (
              scorer \(int) NOT NULL, number \(int) NOT NULL, content \(text) NOT NULL,
              created \(int) NOT NULL, PRIMARY KEY (scorer, number)) \(clustered);
            """
    }
}
