@testable import ModelFiles

extension Sample {
    private static func benign(_ family: Family, _ name: String, _ path: String, _ bytes: [UInt8])
        -> Sample
    {
        Sample(family, name, .note, path: path, bytes)
    }

    static let benign: [Sample] = values + objectsOfLibraries + prompts + texts

    private static let values: [Sample] = [
        benign(
            .pickle, "a dictionary", "a.pkl",
            PickleWriter(protocol: 4).emptyDict.mark.text("a").int(1).text("b").none.raw("u").stop),
        benign(
            .archive, "an array", "a.npy",
            npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }")
                + [UInt8](repeating: 0, count: 48)),
        benign(
            .archive, "arrays", "a.npz",
            ZipWriter(members: [
                ZipWriter.member(
                    "x.npy", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (0,), }"))
            ]).bytes),
    ]

    /// Classes and functions that libraries write into their pickles.
    private static let makers = """
        sklearn.linear_model._logistic.LogisticRegression sklearn.pipeline.Pipeline
        sklearn.ensemble._forest.RandomForestClassifier sklearn.tree._tree.Tree
        sklearn.metrics._classification.f1_score sklearn._loss.link.LogitLink
        sklearn.feature_selection._univariate_selection.f_classif
        sklearn.utils._bunch.Bunch xgboost.sklearn.XGBClassifier lightgbm.sklearn.LGBMRegressor
        lightgbm.basic.Booster catboost.core.CatBoostClassifier
        numpy.core.multiarray._reconstruct numpy._core.multiarray._reconstruct numpy.dtype
        numpy.random._pickle.__randomstate_ctor numpy.log1p scipy.sparse._csr.csr_matrix
        pandas.core.frame.DataFrame pandas._libs.internals._unpickle_block
        pandas.core.indexes.base._new_Index torch._utils._rebuild_tensor_v2 torch.FloatStorage
        torch._utils._rebuild_parameter torch.nn.modules.linear.Linear torch.nn.functional.relu
        torch.device torch.bfloat16 torch.nn.modules.container.Sequential
        transformers.training_args.TrainingArguments transformers.trainer_utils.IntervalStrategy
        transformers.models.bert.modeling_bert.BertModel accelerate.state.PartialState
        collections.OrderedDict collections.defaultdict builtins.set datetime.datetime
        decimal.Decimal uuid.UUID pathlib.PosixPath argparse.Namespace types.SimpleNamespace
        re._compile _codecs.encode copyreg._reconstructor functools.partial
        """

    private static let objectsOfLibraries: [Sample] = makers.split { $0 == " " || $0 == "\n" }.map {
        name in
        let parts = name.split(separator: ".").map(String.init)
        let module = parts.dropLast().joined(separator: ".")
        var writer = PickleWriter(protocol: 2).global(module, parts.last ?? "")
        if name.hasSuffix("partial") { writer = writer.global("numpy", "log1p").tuple1 }
        writer = name.hasSuffix("partial") ? writer.reduce : writer.emptyTuple.reduce
        return benign(.gadget, String(name), "model.pkl", writer.stop)
    }

    /// Templates as models ship them.
    static let chats = [
        "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
        "{%- if tools %}{{- 'Tools:' }}{%- for tool in tools %}{{- tool | tojson }}{%- endfor %}{%- endif %}{%- set ns = namespace(last=messages|length - 1, multi=true) %}{%- for m in messages[::-1] %}{%- set index = (messages|length - 1) - loop.index0 %}{%- if ns.multi and m.role == 'user' and not(m.content.startswith('<r>') and m.content.endswith('</r>')) %}{%- set ns.multi = false %}{%- set ns.last = index %}{%- endif %}{%- endfor %}",
        "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{% set system = messages[0]['content'] | trim %}{% set messages = messages[1:] %}{% else %}{{ raise_exception('no system') }}{% endif %}{{ strftime_now('%d %b %Y') }}",
    ]

    private static let prompts: [Sample] = chats.enumerated().flatMap { chat in
        [
            benign(.gguf, "chat \(chat.offset)", "m.gguf", gguf(template: chat.element)),
            benign(
                .repository, "chat \(chat.offset)", "chat_template.jinja",
                Array(chat.element.utf8)),
        ]
    }

    private static let texts: [Sample] = [
        benign(
            .repository, "a configuration", "config.json",
            Array(
                #"{"architectures":["BertModel"],"hidden_size":384,"_name_or_path":"x/y"}"#.utf8
            )),
        benign(
            .repository, "modules", "modules.json",
            Array(
                #"[{"idx":0,"name":"0","path":"","type":"sentence_transformers.models.Transformer"}]"#
                    .utf8)),
        benign(
            .repository, "a weight map", "model.safetensors.index.json",
            Array(
                #"{"metadata":{"total_size":8},"weight_map":{"w":"model-00001-of-00002.safetensors"}}"#
                    .utf8)),
        benign(
            .repository, "settings", "config.yaml", Array("model:\n  size: 3\n  name: x\n".utf8)
        ),
        benign(.repository, "a page", "index.html", Array("<html><body>x</body></html>".utf8)),
        benign(.other, "a licence", "LICENSE", Array("Apache License\nVersion 2.0\n".utf8)),
    ]
}
