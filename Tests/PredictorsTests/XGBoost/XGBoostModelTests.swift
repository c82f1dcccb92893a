import Statistics
import Testing

@testable import Predictors

@Suite struct XGBoostModelTests {
    /// A model of one tree over two features, with a piece of it replaced.
    private static func model(_ old: String = "", _ new: String = "") -> [UInt8] {
        let text = """
            {"learner":{"learner_model_param":{"base_score":"5E-1","num_class":"0",\
            "num_feature":"2","num_target":"1"},"objective":{"name":"binary:logistic"},\
            "gradient_booster":{"name":"gbtree","model":{"tree_info":[0],"trees":[{\
            "left_children":[1,-1,-1],"right_children":[2,-1,-1],"split_indices":[1,0,0],\
            "split_conditions":[0.5,-1,2],"default_left":[1,0,0],"sum_hessian":[3,1,2],\
            "tree_param":{"size_leaf_vector":"0"}}]}}}}
            """
        return Array(text.replacing(old, with: new).utf8)
    }

    private static func open(_ old: String = "", _ new: String = "") throws -> Predictor {
        try Predictor.open(old.isEmpty ? model() : model(old, new))
    }

    @Test func `an old file without types and names predicts`() throws {
        let predictor = try Self.open()
        #expect(predictor.features.map(\.name) == ["f0", "f1"])
        #expect(
            try predictor.margins(of: [0, 0.4, 0, 0.5, 0, .nan], rowCount: 3) == [-1, 2, -1])
    }

    @Test func `flags may be written as words, as in the first versions`() throws {
        let predictor = try Self.open("[1,0,0],\"sum", "[true,false,false],\"sum")
        #expect(try predictor.margins(of: [0, .nan], rowCount: 1) == [-1])
    }

    @Test(arguments: ["5E-1", "[5E-1]"]) func `a base score has two forms`(_ form: String) throws {
        #expect(try Self.open("5E-1", form).treeEnsemble?.baseMargins == [0])
    }

    @Test func `what is not run is named`() {
        #expect(
            throws: PredictorError.unsupported(.xgboostJSON, what: "the objective `reg:mine`")
        ) { try Self.open("binary:logistic", "reg:mine") }
        #expect(throws: PredictorError.unsupported(.xgboostJSON, what: "the booster `forest`")) {
            try Self.open("gbtree", "forest")
        }
    }

    @Test(
        arguments: [
            ("[1,-1,-1],\"r", "[0,-1,-1],\"r", .nodeShared(tree: 0, node: 0)),
            ("[1,-1,-1],\"r", "[9,-1,-1],\"r", .childUnknown(tree: 0, node: 0, child: 9)),
            ("[1,-1,-1],\"r", "[1e300,-1,-1],\"r", .childUnknown(tree: 0, node: 0, child: -1)),
            (
                "[1,0,0],\"split_c", "[7,0,0],\"split_c",
                .featureUnknown(tree: 0, node: 0, feature: 7, features: 2)
            ),
            ("[0.5,-1,2]", "[NaN,-1,2]", .numberNotFinite(tree: 0, node: 0)),
            ("[0.5,-1,2]", "[0.5,-1,Infinity]", .numberNotFinite(tree: 0, node: 2)),
            (
                "\"tree_info\":[0]", "\"tree_info\":[1]",
                .outputUnknown(tree: 0, output: 1, outputs: 1)
            ),
        ] as [(String, String, TreeEnsembleError)])
    func `an unsound tree is refused`(
        _ old: String, _ new: String, _ error: TreeEnsembleError
    ) {
        #expect(throws: PredictorError.trees(.xgboostJSON, error)) { try Self.open(old, new) }
    }

    @Test(arguments: [
        ("[3,1,2]", "[3,1]"), ("\"num_feature\":\"2\"", "\"num_feature\":\"-1\""),
        ("\"num_class\":\"0\"", "\"num_class\":\"99999999\""), ("5E-1", "two"), ("5E-1", "7"),
        ("5E-1", "[1,2,3]"), ("\"tree_info\":[0]", "\"tree_info\":[0,0]"),
        ("{\"name\":", "{\"n\":"),
        (
            "\"sum_h",
            "\"categories\":[1],\"categories_nodes\":[0,1],\"categories_segments\":[0,0],"
                + "\"categories_sizes\":[1,1],\"sum_h"
        ),
    ])
    func `what does not fit together is refused`(_ old: String, _ new: String) {
        #expect(throws: PredictorError.self) { try Self.open(old, new) }
    }

    @Test func `names that are not ASCII are not believed`() throws {
        func feature(_ text: String, cut: Int) -> ModelDocument {
            .object([
                .init(name: "offsets", value: .numbers([0, Double(cut)])),
                .init(name: "values", value: .numbers(text.utf8.map { Double($0) })),
            ])
        }
        #expect(XGBoostCategories.names(feature("Bern", cut: 4)) == ["Bern"])
        #expect(XGBoostCategories.names(feature("Cádiz", cut: 5)) == nil)
        #expect(XGBoostCategories.names(feature("Bern", cut: 5)) == nil)
    }
}
