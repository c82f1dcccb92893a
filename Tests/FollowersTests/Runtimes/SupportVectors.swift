/// ONNX models of a few bytes, in Base64, of operations that Assay does not run.
///
/// `Scripts/onnxruntime-samples.py` makes them.
enum SupportVectors {
    /// SVMRegressor with a radial kernel and two support vectors.
    static let regressor =
        "CAg67wEKwwEKAXgSAXkiDFNWTVJlZ3Jlc3NvciobCgxjb2VmZmljaWVudHM9AAAAQD0AAIC/oAEGKiEK"
        + "DWtlcm5lbF9wYXJhbXM9AAAAPz0AAAAAPQAAQECgAQYqFQoLa2VybmVsX3R5cGUiA1JCRqABAyoRCgpu"
        + "X3N1cHBvcnRzGAKgAQIqDQoDcmhvPQAAgD6gAQYqKAoPc3VwcG9ydF92ZWN0b3JzPQAAgD89AAAAAD0A"
        + "AAAAPQAAgD+gAQY6CmFpLm9ubngubWwSAWdaEQoBeBIMCgoIARIGCgAKAggCYhEKAXkSDAoKCAESBgoA"
        + "CgIIAUIECgAQEUIOCgphaS5vbm54Lm1sEAM="

    /// SVMClassifier of `cat` and `dog`, and a ZipMap.
    static let words =
        "CAg6sAMKswIKAXgSAWwSAXMiDVNWTUNsYXNzaWZpZXIqIgoTY2xhc3NsYWJlbHNfc3RyaW5nc0oDY2F0"
        + "SgNkb2egAQgqGwoMY29lZmZpY2llbnRzPQAAwD89AADAv6ABBiohCg1rZXJuZWxfcGFyYW1zPQAAAD89"
        + "AAAAAD0AAEBAoAEGKhUKC2tlcm5lbF90eXBlIgNSQkagAQMqGQoOcG9zdF90cmFuc2Zvcm0iBE5PTkWg"
        + "AQMqEAoGcHJvYl9hPZqZmb+gAQYqEAoGcHJvYl9iPc3MTD2gAQYqDQoDcmhvPc3MzD2gAQYqKAoPc3Vw"
        + "cG9ydF92ZWN0b3JzPQAAgD89AAAAAD0AAAAAPQAAgD+gAQYqGgoRdmVjdG9yc19wZXJfY2xhc3NAAUAB"
        + "oAEHOgphaS5vbm54Lm1sCj4KAXMSAW0iBlppcE1hcCoiChNjbGFzc2xhYmVsc19zdHJpbmdzSgNjYXRK"
        + "A2RvZ6ABCDoKYWkub25ueC5tbBIBZ1oRCgF4EgwKCggBEgYKAAoCCAJiDQoBbBIICgYICBICCgBiEwoB"
        + "bRIOIgwKCioICAgSBAoCCAFCBAoAEBFCDgoKYWkub25ueC5tbBAD"

    /// The same of 0 and 1.
    static let numbers =
        "CAg6oAMKqgIKAXgSAWwSAXMiDVNWTUNsYXNzaWZpZXIqGQoQY2xhc3NsYWJlbHNfaW50c0AAQAGgAQcq"
        + "GwoMY29lZmZpY2llbnRzPQAAwD89AADAv6ABBiohCg1rZXJuZWxfcGFyYW1zPQAAAD89AAAAAD0AAEBA"
        + "oAEGKhUKC2tlcm5lbF90eXBlIgNSQkagAQMqGQoOcG9zdF90cmFuc2Zvcm0iBE5PTkWgAQMqEAoGcHJv"
        + "Yl9hPZqZmb+gAQYqEAoGcHJvYl9iPc3MTD2gAQYqDQoDcmhvPc3MzD2gAQYqKAoPc3VwcG9ydF92ZWN0"
        + "b3JzPQAAgD89AAAAAD0AAAAAPQAAgD+gAQYqGgoRdmVjdG9yc19wZXJfY2xhc3NAAUABoAEHOgphaS5v"
        + "bm54Lm1sCjcKAXMSAW0iBlppcE1hcCobChJjbGFzc2xhYmVsc19pbnQ2NHNAAEABoAEHOgphaS5vbm54"
        + "Lm1sEgFnWhEKAXgSDAoKCAESBgoACgIIAmINCgFsEggKBggHEgIKAGITCgFtEg4iDAoKKggIBxIECgII"
        + "AUIECgAQEUIOCgphaS5vbm54Lm1sEAM="

    /// `erf(a + b)` of a double `a` and a whole number `b`.
    static let twoInputs =
        "CAg6jwEKGAoBYhICYmQiBENhc3QqCQoCdG8YC6ABAgoPCgFhCgJiZBIBcyIDQWRkChgKAXMSAnNmIgRD"
        + "YXN0KgkKAnRvGAGgAQIKDAoCc2YSAXkiA0VyZhIBZ1oRCgFhEgwKCggLEgYKAAoCCAFaEQoBYhIMCgoI"
        + "BxIGCgAKAggBYhEKAXkSDAoKCAESBgoACgIIAUIECgAQEQ=="
}
