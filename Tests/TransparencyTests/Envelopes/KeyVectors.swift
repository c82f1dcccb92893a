/// Keys and signatures over `hello world` that OpenSSL 3 made for these tests alone.
enum KeyVectors {
    struct Vector: Sendable {
        let curve: String
        let publicKey: String
        let privateKey: String
        /// Lower-case hex SHA-256 of the public key's file.
        let keyID: String
        let signature: String
    }

    static let message = Array("hello world".utf8)
    static let all = [p256, p384, p521]

    static let p256 = Vector(
        curve: "P-256",
        publicKey: """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmK6ceJ/b5t5a2UBGpU3RFbLdKYZN
            HM2bY1lL5fVU0VB3tGtBHt3nu6lz7XX0SBAwDFFZpgsUVBg0lZgDCTaxEg==
            -----END PUBLIC KEY-----

            """,
        privateKey: """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIEfnh9eoQyLeq1vbeUFgqB106NSRI3JA6vOdCvmyKmNuoAoGCCqGSM49
            AwEHoUQDQgAEmK6ceJ/b5t5a2UBGpU3RFbLdKYZNHM2bY1lL5fVU0VB3tGtBHt3n
            u6lz7XX0SBAwDFFZpgsUVBg0lZgDCTaxEg==
            -----END EC PRIVATE KEY-----

            """,
        keyID: "13351fc316a9d9ddb2c6379e6fbccb381198a92ef8298dc2b1adf81b3060eed1",
        signature:
            "MEUCIBZfEV1nqJOsw2CBhYak1XkXmhlKsXMtwfEnYPNJyXodAiEAoV9cTilRYqqHssi93lHOhU+O9+Nn"
            + "dyUyElJHYP9Uuuk=")

    /// The same private key as ``p256``'s.
    static let p256PKCS8 = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgR+eH16hDIt6rW9t5
        QWCoHXTo1JEjckDq850K+bIqY26hRANCAASYrpx4n9vm3lrZQEalTdEVst0phk0c
        zZtjWUvl9VTRUHe0a0Ee3ee7qXPtdfRIEDAMUVmmCxRUGDSVmAMJNrES
        -----END PRIVATE KEY-----

        """

    static let p384 = Vector(
        curve: "P-384",
        publicKey: """
            -----BEGIN PUBLIC KEY-----
            MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEG4HG+99GvvyINZPsfVpwjsYP5NGYGmuS
            WdKXoj+djvExIAvF5kyFrbe21Qdk7JlPJRNlSXExihVzJBpdRzBKEaPauzO9YAIy
            5LVBVt4Did/dayAJ6eLvdLy4X5+fZANN
            -----END PUBLIC KEY-----

            """,
        privateKey: """
            -----BEGIN EC PRIVATE KEY-----
            MIGkAgEBBDAHFLr4LD7PJC67rwiIg+EKAJbVEJV+LE6WpcDUbOkynjVo5bD/ZMoG
            NnO0AcfehBqgBwYFK4EEACKhZANiAAQbgcb730a+/Ig1k+x9WnCOxg/k0Zgaa5JZ
            0peiP52O8TEgC8XmTIWtt7bVB2TsmU8lE2VJcTGKFXMkGl1HMEoRo9q7M71gAjLk
            tUFW3gOJ391rIAnp4u90vLhfn59kA00=
            -----END EC PRIVATE KEY-----

            """,
        keyID: "0f510bb20acf39bebdb652ff2d7dd777f16604252b2785488d2e10da28b9d831",
        signature:
            "MGQCMDwHypzIO19BewCxbUEC6LRWERYZAgU8x6XWhKE+wzsTzC2CZkzaW+oF2qwr62xJlQIwL8g0HJuv"
            + "cSyCUAeTGeJlAX0ekfuRKxIwKFeaVrLL3oMZdR9nXJd0rQN5OZrQ2k2u")

    static let p521 = Vector(
        curve: "P-521",
        publicKey: """
            -----BEGIN PUBLIC KEY-----
            MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQB0SRaua/XnR0oQXe6U2FEQaSbtCyJ
            +//TB0k7WxcxOsF9Yh47UD6ah15sN3kpMSeWaMQFWLiOm3GZp4hx7waDSIEAbw3x
            xtTrARMW0YMhaMvS3EUrLVoNp94g6YyUsGmDsgEu2BJrlp1OHuWDw5uSnJtibDwg
            22t0siX72KGBKVdPAfw=
            -----END PUBLIC KEY-----

            """,
        privateKey: """
            -----BEGIN PRIVATE KEY-----
            MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIBzveNFmB1k+Vfjlb/
            w818hwmN3OyEG/Sn/0wtMhaImyfXLzMhwRMPeo/HjZfauL2O7e0dkTfizAlUsZ8R
            sxGl40qhgYkDgYYABAHRJFq5r9edHShBd7pTYURBpJu0LIn7/9MHSTtbFzE6wX1i
            HjtQPpqHXmw3eSkxJ5ZoxAVYuI6bcZmniHHvBoNIgQBvDfHG1OsBExbRgyFoy9Lc
            RSstWg2n3iDpjJSwaYOyAS7YEmuWnU4e5YPDm5Kcm2JsPCDba3SyJfvYoYEpV08B
            /A==
            -----END PRIVATE KEY-----

            """,
        keyID: "f275219c4e5dc8cd2acb6db656b155bbbcf22e1fa2b381361db190bd7596d284",
        signature:
            "MIGIAkIBIHjnzK90tGZAt5/pLM40wLr7FCp4dr7Q+vOpvzSPR9eMyNor1lo3YifgW2yWB8u1gnin6eiG"
            + "vCt8/tNDUuVTJvsCQgDqv1die+ZywZJch66L+R48hZ0/8cgyhbfLh0R84U7d6Lzlwj3UdOtHlVifLx34"
            + "jaKMNu/GVWefoUw3+X/W13nVlw==")

    /// On secp256k1, whose keys have the same length as P-256's.
    static let otherCurvePublicKey = """
        -----BEGIN PUBLIC KEY-----
        MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAE3k6zAa3dySuWJ/OzLhDPhl+E/3cmD15b
        PkpJIsKtKHyEbGFVcUrInAPOdCUxP7ebXi72glShG5w/dlEVHLeXrg==
        -----END PUBLIC KEY-----
        """
    static let otherCurvePrivateKey = """
        -----BEGIN PRIVATE KEY-----
        MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQgJJbImrv9Py53q3gVVXCe
        +5AePVDdVSGqgys92BkSKNehRANCAATeTrMBrd3JK5Yn87MuEM+GX4T/dyYPXls+
        Skkiwq0ofIRsYVVxSsicA850JTE/t5teLvaCVKEbnD92URUct5eu
        -----END PRIVATE KEY-----
        """
}
