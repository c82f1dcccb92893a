"""Small ONNX models of operations that Assay does not run, and what ONNX Runtime answers.

    onnxruntime-samples.py      prints each in Base64, as Tests/FollowersTests/Runtimes keeps them
"""

import base64

import numpy
import onnxruntime
from onnx import TensorProto, helper

KERNEL = {"kernel_type": "RBF", "kernel_params": [0.5, 0.0, 3.0]}
VECTORS = [1.0, 0.0, 0.0, 1.0]
X = helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 2])


def model(nodes, inputs, outputs):
    return helper.make_model(
        helper.make_graph(nodes, "g", inputs, outputs), ir_version=8,
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)])


def regressor():
    node = helper.make_node(
        "SVMRegressor", ["x"], ["y"], domain="ai.onnx.ml", coefficients=[2.0, -1.0],
        n_supports=2, rho=[0.25], support_vectors=VECTORS, **KERNEL)
    return model([node], [X], [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 1])])


def classifier(words):
    labels = {"classlabels_strings": ["cat", "dog"]} if words else {"classlabels_ints": [0, 1]}
    keys = {"classlabels_strings": ["cat", "dog"]} if words else {"classlabels_int64s": [0, 1]}
    kind = TensorProto.STRING if words else TensorProto.INT64
    scores = helper.make_node(
        "SVMClassifier", ["x"], ["l", "s"], domain="ai.onnx.ml", coefficients=[1.5, -1.5],
        rho=[0.1], support_vectors=VECTORS, vectors_per_class=[1, 1], prob_a=[-1.2],
        prob_b=[0.05], post_transform="NONE", **KERNEL, **labels)
    maps = helper.make_node("ZipMap", ["s"], ["m"], domain="ai.onnx.ml", **keys)
    number = helper.make_tensor_type_proto(TensorProto.FLOAT, None)
    return model(
        [scores, maps], [X],
        [
            helper.make_tensor_value_info("l", kind, [None]),
            helper.make_value_info(
                "m", helper.make_sequence_type_proto(helper.make_map_type_proto(kind, number))),
        ])


def two_inputs():
    return model(
        [
            helper.make_node("Cast", ["b"], ["c"], to=TensorProto.DOUBLE),
            helper.make_node("Add", ["a", "c"], ["d"]),
            helper.make_node("Cast", ["d"], ["e"], to=TensorProto.FLOAT),
            helper.make_node("Erf", ["e"], ["y"]),
        ],
        [
            helper.make_tensor_value_info("a", TensorProto.DOUBLE, [None, 1]),
            helper.make_tensor_value_info("b", TensorProto.INT64, [None, 1]),
        ], [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 1])])


def main():
    rows = numpy.array([[0.5, -1], [1.5, 0.25], [-0.75, 0.5]], dtype=numpy.float32)
    columns = {"a": numpy.array([[0.5], [-0.25], [1.0]]), "b": numpy.array([[0], [1], [-2]])}
    for name, made, asked in [
        ("regressor", regressor(), {"x": rows}), ("words", classifier(True), {"x": rows}),
        ("numbers", classifier(False), {"x": rows}), ("twoInputs", two_inputs(), columns),
    ]:
        text = made.SerializeToString()
        print(name, base64.b64encode(text).decode())
        print(onnxruntime.InferenceSession(text).run(None, asked))


if __name__ == "__main__":
    main()
