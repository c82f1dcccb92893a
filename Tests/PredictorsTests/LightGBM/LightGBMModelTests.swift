import Statistics
import Testing

@testable import Predictors

@Suite struct LightGBMModelTests {
    private static let text = """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        max_feature_idx=1
        objective=binary sigmoid:1
        feature_names=age city
        feature_infos=[0:9] 0:1:2

        Tree=0
        num_leaves=3
        num_cat=1
        split_feature=0 1
        threshold=0.5 0
        decision_type=10 1
        left_child=-1 -2
        right_child=1 -3
        leaf_value=1 2 4
        leaf_count=5 3 2
        internal_count=10 5
        cat_boundaries=0 1
        cat_threshold=6
        is_linear=0

        end of trees

        pandas_categorical:[["Bern", "Fez", "Rome"]]

        """

    private static func open(_ old: String = "", _ new: String = "") throws -> Predictor {
        try Predictor.open(Array((old.isEmpty ? text : text.replacing(old, with: new)).utf8))
    }

    @Test func `splits send rows as LightGBM does`() throws {
        let predictor = try Self.open()
        let rows: [Double] = [0.5, 0, .nan, 0, 0.6, 1, 0.6, 0, 0.6, .nan, 0.6, 3]
        #expect(try predictor.margins(of: rows, rowCount: 6) == [1, 1, 2, 4, 4, 4])
        #expect(predictor.features[1].kind == .category(["Bern", "Fez", "Rome"]))
        #expect(predictor.treeEnsemble?.covers == [10, 5, 5, 3, 2])
    }

    @Test func `lines may end in carriage returns`() throws {
        let windows = Self.text.replacing("\n", with: "\r\n")
        let predictor = try Predictor.open(Array(windows.utf8))
        #expect(try predictor.margins(of: [0, 0], rowCount: 1) == [1])
    }

    @Test func `missing types are told apart`() throws {
        // 2: nothing is missing, so NaN is 0; 4 and 6: zero is missing and goes right or left.
        let none = try Self.open("decision_type=10", "decision_type=2")
        #expect(try none.margins(of: [.nan, 0, -1, 0], rowCount: 2) == [1, 1])
        let negative = try Self.open("threshold=0.5", "threshold=-0.5")
        #expect(try negative.margins(of: [0, 0], rowCount: 1) == [4])
        let zeroRight = try Self.open("decision_type=10", "decision_type=4")
        #expect(try zeroRight.margins(of: [0, 0, 0.4, 0], rowCount: 2) == [4, 1])
        let zeroLeft = try Self.open("decision_type=10", "decision_type=6")
        #expect(try zeroLeft.margins(of: [1e-36, 0, .nan, 0], rowCount: 2) == [1, 1])
    }

    @Test func `what is not run is named`() {
        #expect(
            throws: PredictorError.unsupported(
                .lightGBM, what: "linear models in its leaves (`linear_tree`)")
        ) { try Self.open("is_linear=0", "is_linear=1") }
        #expect(
            throws: PredictorError.unsupported(.lightGBM, what: "the objective `mine`")
        ) { try Self.open("binary sigmoid:1", "mine") }
    }

    @Test(
        arguments: [
            ("left_child=-1 -2", "left_child=0 -2", .nodeShared(tree: 0, node: 0)),
            ("left_child=-1 -2", "left_child=-9 -2", .childUnknown(tree: 0, node: 0, child: 10)),
            ("left_child=-1 -2", "left_child=2 -2", .childUnknown(tree: 0, node: 0, child: -1)),
            ("threshold=0.5", "threshold=nan", .numberNotFinite(tree: 0, node: 0)),
            (
                "split_feature=0", "split_feature=5",
                .featureUnknown(tree: 0, node: 0, feature: 5, features: 2)
            ),
        ] as [(String, String, TreeEnsembleError)])
    func `an unsound tree is refused`(
        _ old: String, _ new: String, _ error: TreeEnsembleError
    ) {
        #expect(throws: PredictorError.trees(.lightGBM, error)) { try Self.open(old, new) }
    }

    @Test(arguments: [
        ("end of trees", "the end"), ("cat_boundaries=0 1", "cat_boundaries=0 2"),
        ("threshold=0.5 0", "threshold=0.5 3"), ("cat_threshold=6", "cat_threshold=-6"),
        ("max_feature_idx=1", "max_feature_idx=99999999999"),
        ("leaf_value=1 2 4", "leaf_value=1 2"),
        ("decision_type=10", "decision_type=12"), ("decision_type=10", "decision_type=1000"),
        ("feature_names=age city", "feature_names=age"),
        ("num_tree_per_iteration=1", "num_tree_per_iteration=2"), ("threshold=0.5", "threshold=x"),
    ])
    func `what does not fit together is refused`(_ old: String, _ new: String) {
        #expect(throws: PredictorError.self) { try Self.open(old, new) }
    }
}
