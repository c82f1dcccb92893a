/// The bytes of the templates, by name.
enum TemplateFiles {
    static let bytes: [String: [UInt8]] = [
        "aging": PackageResources.aging_mustache,
        "compare": PackageResources.compare_mustache,
        "decision": PackageResources.decision_mustache,
        "decisions": PackageResources.decisions_mustache,
        "dossier": PackageResources.dossier_mustache,
        "error": PackageResources.error_mustache,
        "figure": PackageResources.figure_mustache,
        "finding": PackageResources.finding_mustache,
        "frame": PackageResources.frame_mustache,
        "freshness": PackageResources.freshness_mustache,
        "grade": PackageResources.grade_mustache,
        "hallmark": PackageResources.hallmark_mustache,
        "interval": PackageResources.interval_mustache,
        "inventory": PackageResources.inventory_mustache,
        "ledger": PackageResources.ledger_mustache,
        "moment": PackageResources.moment_mustache,
        "overview": PackageResources.overview_mustache,
        "people": PackageResources.people_mustache,
        "person": PackageResources.person_mustache,
        "policies": PackageResources.policies_mustache,
        "policy": PackageResources.policy_mustache,
        "record": PackageResources.record_mustache,
<<<<<<< HEAD
        "roles": PackageResources.roles_mustache,
=======
        "firstSignIn": PackageResources.firstSignIn_mustache,
>>>>>>> main
        "signIn": PackageResources.signIn_mustache,
        "subject": PackageResources.subject_mustache,
        "tokenTable": PackageResources.tokenTable_mustache,
        "tokens": PackageResources.tokens_mustache,
        "waiting": PackageResources.waiting_mustache,
        "waivers": PackageResources.waivers_mustache,
    ]
}
