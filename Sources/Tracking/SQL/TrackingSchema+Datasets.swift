extension TrackingSchema {
    /// The data sets that models are evaluated with; what runs say that they used is elsewhere.
    var evaluationDatasets: String {
        let (int, text) = (dialect.integer, dialect.text)
        let (id, clustered) = (dialect.countedKey, dialect.clustered)
        return """
            CREATE TABLE IF NOT EXISTS evaluation_dataset (
              id \(id), dataset_id \(text) NOT NULL UNIQUE, workspace \(text) NOT NULL,
              name \(text) NOT NULL, digest \(text) NOT NULL, fields \(text),
              record_count \(int) NOT NULL DEFAULT 0, byte_count \(int) NOT NULL DEFAULT 0,
              created \(int) NOT NULL, updated \(int) NOT NULL, created_by \(text),
              updated_by \(text));
            CREATE INDEX IF NOT EXISTS evaluation_dataset_by_name ON evaluation_dataset (name);
            CREATE INDEX IF NOT EXISTS evaluation_dataset_by_creation
              ON evaluation_dataset (created, id);
            CREATE TABLE IF NOT EXISTS evaluation_dataset_tag (
              dataset \(int) NOT NULL, key \(text) NOT NULL, value \(text) NOT NULL,
              PRIMARY KEY (dataset, key)) \(clustered);
            CREATE TABLE IF NOT EXISTS evaluation_dataset_experiment (
              dataset \(int) NOT NULL, experiment \(int) NOT NULL,
              PRIMARY KEY (dataset, experiment)) \(clustered);
            CREATE INDEX IF NOT EXISTS evaluation_dataset_by_experiment
              ON evaluation_dataset_experiment (experiment, dataset);
            CREATE TABLE IF NOT EXISTS dataset_record (
              id \(id), dataset \(int) NOT NULL, record_id \(text) NOT NULL,
              input_digest \(text) NOT NULL, digest \(text) NOT NULL, inputs \(text) NOT NULL,
              outputs \(text), expectations \(text), tags \(text) NOT NULL, source \(text),
              created \(int) NOT NULL, updated \(int) NOT NULL, created_by \(text),
              updated_by \(text), byte_count \(int) NOT NULL, UNIQUE (dataset, input_digest));
            CREATE INDEX IF NOT EXISTS dataset_record_by_place ON dataset_record (dataset, id);
            """
    }

    /// The tables of what belongs to a data set.
    static let partsOfDatasets = [
        "evaluation_dataset_tag", "evaluation_dataset_experiment", "dataset_record",
    ]
}
