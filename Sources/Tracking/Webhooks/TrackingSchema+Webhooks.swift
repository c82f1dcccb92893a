extension TrackingSchema {
    /// The secret has a table of its own, which is read when a message is signed and at no other
    /// time; what webhooks have yet to be told waits in `registry_message`.
    var webhooks: String {
        let (int, text) = (dialect.integer, dialect.text)
        let (id, clustered) = (dialect.countedKey, dialect.clustered)
        return """
            CREATE TABLE IF NOT EXISTS registry_webhook (
              id \(id), webhook_id \(text) NOT NULL UNIQUE, name \(text) NOT NULL,
              description \(text), url \(text) NOT NULL,
              is_active \(int) NOT NULL, created \(int) NOT NULL, updated \(int) NOT NULL);
            CREATE TABLE IF NOT EXISTS registry_webhook_event (
              webhook \(int) NOT NULL, kind \(text) NOT NULL, position \(int) NOT NULL,
              PRIMARY KEY (webhook, kind)) \(clustered);
            CREATE INDEX IF NOT EXISTS registry_webhook_by_event
              ON registry_webhook_event (kind, webhook);
            CREATE TABLE IF NOT EXISTS registry_webhook_secret (
              webhook \(int) NOT NULL PRIMARY KEY, secret \(text) NOT NULL) \(clustered);
            CREATE TABLE IF NOT EXISTS registry_message (
              id \(id), webhook \(int) NOT NULL, body \(text) NOT NULL, attempts \(int) NOT NULL,
              due \(int) NOT NULL, claim \(text));
            CREATE INDEX IF NOT EXISTS registry_message_by_due
              ON registry_message (webhook, due, id);
            """
    }
}
