// A model as the page holds it: names and shapes, and all values as little-endian 32-bit floats in base64.

function decodedModel(record) {
  const bytes = Uint8Array.from(atob(record.weights), (c) => c.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const tensors = {};
  let at = 0;
  for (const { name, rows, columns } of record.tensors) {
    const values = Float32Array.from({ length: rows * columns }, (_, i) => view.getFloat32(at + 4 * i, true));
    tensors[name] = { rows, columns, values };
    at += 4 * rows * columns;
  }
  tensors.output = tensors.output ?? tensors.embedding;
  return { config: record.config, tensors };
}
