"""Trains the reader's model: corpora enter, one small ONNX file leaves. PyTorch is needed here and nowhere else."""
