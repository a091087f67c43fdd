// Many numbers in a text: base64, low byte first.

const bytesOf = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/** 32-bit floats. */
export const floatsOf = (text) => new Float32Array(bytesOf(text).buffer);

/** 16-bit whole numbers with sign. */
export const integersOf = (text) => new Int16Array(bytesOf(text).buffer);
