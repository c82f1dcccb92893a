/// The tables of tracked runs.
package struct TrackingSchema: Sendable {
    package static let version: Int64 = 1

    let dialect: SQLDialect

    /// What is indexed of a text: PostgreSQL has no room for long ones in an index.
    static let beginning = "substr(value, 1, 100)"
    static let beginningLength = 100

    /// Makes the tables where they are not there.
    package static func prepare(_ connection: any SQLConnection) throws(TrackingError) {
        let schema = TrackingSchema(dialect: connection.dialect)
        try connection.execute(schema.statements)
        try schema.addJournal(on: connection)
    }

    private var statements: String {
        let (int, number, text) = (dialect.integer, dialect.number, dialect.text)
        let (id, clustered) = (dialect.countedKey, dialect.clustered)
        return """
            CREATE TABLE IF NOT EXISTS experiment (
              id \(id), workspace \(text) NOT NULL, name \(text) NOT NULL,
              location \(text) NOT NULL, stage \(int) NOT NULL, created \(int) NOT NULL,
              updated \(int) NOT NULL, UNIQUE (workspace, name));
            CREATE INDEX IF NOT EXISTS experiment_by_update ON experiment (updated, id);
            CREATE TABLE IF NOT EXISTS experiment_tag (
              experiment \(int) NOT NULL, key \(text) NOT NULL, value \(text) NOT NULL,
              PRIMARY KEY (experiment, key)) \(clustered);
            CREATE TABLE IF NOT EXISTS run (
              id \(id), run_id \(text) NOT NULL UNIQUE, experiment \(int) NOT NULL,
              name \(text) NOT NULL, user_id \(text) NOT NULL, status \(int) NOT NULL,
              started \(int) NOT NULL, ended \(int), stage \(int) NOT NULL,
              location \(text) NOT NULL, revision \(int) NOT NULL,
              recorded \(int) NOT NULL DEFAULT 0, \(Self.mark) \(int) NOT NULL DEFAULT 0);
            CREATE INDEX IF NOT EXISTS run_by_name ON run (experiment, name);
            CREATE INDEX IF NOT EXISTS run_by_start ON run (experiment, stage, started, run_id);
            CREATE INDEX IF NOT EXISTS run_unrecorded ON run (id)
              WHERE recorded = 0 AND status IN (3, 4, 5);
            CREATE TABLE IF NOT EXISTS param (
              run \(int) NOT NULL, key \(text) NOT NULL, value \(text) NOT NULL,
              PRIMARY KEY (run, key)) \(clustered);
            CREATE INDEX IF NOT EXISTS param_by_value ON param (key, \(Self.beginning), run);
            CREATE TABLE IF NOT EXISTS run_tag (
              run \(int) NOT NULL, key \(text) NOT NULL, value \(text) NOT NULL,
              PRIMARY KEY (run, key)) \(clustered);
            CREATE INDEX IF NOT EXISTS run_tag_by_value ON run_tag (key, \(Self.beginning), run);
            CREATE TABLE IF NOT EXISTS latest_metric (
              run \(int) NOT NULL, key \(text) NOT NULL, value \(number) NOT NULL,
              is_nan \(int) NOT NULL, step \(int) NOT NULL, timestamp \(int) NOT NULL,
              experiment \(int) NOT NULL, PRIMARY KEY (run, key)) \(clustered);
            CREATE INDEX IF NOT EXISTS latest_metric_by_value
              ON latest_metric (experiment, key, is_nan, value, run);
            CREATE TABLE IF NOT EXISTS dataset (
              id \(id), experiment \(int) NOT NULL, name \(text) NOT NULL,
              digest \(text) NOT NULL, source_type \(text) NOT NULL, source \(text) NOT NULL,
              schema_text \(text), profile \(text), UNIQUE (experiment, name, digest));
            CREATE TABLE IF NOT EXISTS dataset_input (
              run \(int) NOT NULL, dataset \(int) NOT NULL, position \(int) NOT NULL,
              PRIMARY KEY (run, dataset)) \(clustered);
            CREATE TABLE IF NOT EXISTS dataset_tag (
              run \(int) NOT NULL, dataset \(int) NOT NULL, key \(text) NOT NULL,
              value \(text) NOT NULL, PRIMARY KEY (run, dataset, key)) \(clustered);
            \(metrics) \(models) \(registry)
            \(traces)
            \(evaluationDatasets) \(scorers) \(webhooks)
            """
    }

    private var models: String {
        let (int, number, text) = (dialect.integer, dialect.number, dialect.text)
        let (id, clustered) = (dialect.countedKey, dialect.clustered)
        return """
            CREATE TABLE IF NOT EXISTS logged_model (
              id \(id), model_id \(text) NOT NULL UNIQUE, experiment \(int) NOT NULL,
              name \(text) NOT NULL, location \(text) NOT NULL, created \(int) NOT NULL,
              updated \(int) NOT NULL, status \(int) NOT NULL, status_message \(text),
              stage \(int) NOT NULL, kind \(text), source_run \(text));
            CREATE INDEX IF NOT EXISTS logged_model_by_creation
              ON logged_model (experiment, stage, created, model_id);
            CREATE TABLE IF NOT EXISTS logged_model_tag (
              model \(int) NOT NULL, key \(text) NOT NULL, value \(text) NOT NULL,
              PRIMARY KEY (model, key)) \(clustered);
            CREATE TABLE IF NOT EXISTS logged_model_param (
              model \(int) NOT NULL, key \(text) NOT NULL, value \(text) NOT NULL,
              PRIMARY KEY (model, key)) \(clustered);
            CREATE TABLE IF NOT EXISTS logged_model_metric (
              model \(int) NOT NULL, key \(text) NOT NULL, timestamp \(int) NOT NULL,
              step \(int) NOT NULL, run_id \(text) NOT NULL, value \(number) NOT NULL,
              is_nan \(int) NOT NULL, dataset \(text) NOT NULL, dataset_digest \(text) NOT NULL,
              PRIMARY KEY (model, key, timestamp, step, run_id, dataset, dataset_digest))
              \(clustered);
            CREATE TABLE IF NOT EXISTS model_input (
              run \(int) NOT NULL, model_id \(text) NOT NULL,
              PRIMARY KEY (run, model_id)) \(clustered);
            CREATE TABLE IF NOT EXISTS model_output (
              run \(int) NOT NULL, model_id \(text) NOT NULL, step \(int) NOT NULL,
              PRIMARY KEY (run, model_id)) \(clustered);
            CREATE TABLE IF NOT EXISTS artifact (
              workspace \(text) NOT NULL, folder \(text) NOT NULL, name \(text) NOT NULL,
              digest \(text), byte_count \(int) NOT NULL, modified \(int) NOT NULL,
              PRIMARY KEY (workspace, folder, name)) \(clustered);
            """
    }

    private var registry: String {
        let (int, text) = (dialect.integer, dialect.text)
        let (id, clustered) = (dialect.countedKey, dialect.clustered)
        return """
            CREATE TABLE IF NOT EXISTS registered_model (
              id \(id), workspace \(text) NOT NULL, name \(text) NOT NULL,
              is_prompt \(int) NOT NULL, description \(text) NOT NULL, subject \(text),
              created \(int) NOT NULL, updated \(int) NOT NULL, UNIQUE (name, workspace));
            CREATE INDEX IF NOT EXISTS registered_model_by_subject ON registered_model (subject);
            CREATE INDEX IF NOT EXISTS registered_model_by_update
              ON registered_model (updated, name);
            CREATE TABLE IF NOT EXISTS registered_model_tag (
              model \(int) NOT NULL, key \(text) NOT NULL, value \(text) NOT NULL,
              PRIMARY KEY (model, key)) \(clustered);
            CREATE TABLE IF NOT EXISTS model_version (
              id \(id), model \(int) NOT NULL, number \(int) NOT NULL, source \(text) NOT NULL,
              location \(text) NOT NULL, run_id \(text), run_link \(text), model_id \(text),
              user_id \(text) NOT NULL, description \(text) NOT NULL, status \(int) NOT NULL,
              status_message \(text), stage \(text) NOT NULL, version_name \(text),
              created \(int) NOT NULL, updated \(int) NOT NULL, is_deleted \(int) NOT NULL,
              UNIQUE (model, number));
            CREATE INDEX IF NOT EXISTS model_version_by_stage
              ON model_version (model, is_deleted, stage, id);
            CREATE INDEX IF NOT EXISTS model_version_by_update ON model_version (updated);
            CREATE INDEX IF NOT EXISTS model_version_by_run ON model_version (run_id);
            CREATE INDEX IF NOT EXISTS model_version_by_location ON model_version (location);
            CREATE INDEX IF NOT EXISTS model_version_by_status ON model_version (status, id);
            CREATE TABLE IF NOT EXISTS model_alias (
              model \(int) NOT NULL, alias \(text) NOT NULL, number \(int) NOT NULL,
              PRIMARY KEY (model, alias)) \(clustered);
            CREATE TABLE IF NOT EXISTS model_version_tag (
              version \(int) NOT NULL, key \(text) NOT NULL, value \(text) NOT NULL,
              PRIMARY KEY (version, key)) \(clustered);
            """
    }
}
