// What Python sends: a JSON header, then typed arrays one after the other (geo/explorer_payload.py writes it).

const TYPES = {
  u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, i4: Int32Array, f4: Float32Array, f8: Float64Array,
};

/** Return {header, arrays by name}; each array looks into the bytes, nothing is copied where they are aligned. */
export function decode(bytes) {
  const source = bytes.byteOffset % 8 ? bytes.slice() : bytes;
  const size = new DataView(source.buffer, source.byteOffset, 4).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(source.subarray(4, 4 + size)));
  const arrays = {};
  let at = aligned(4 + size);
  for (const [name, type, length] of header.arrays) {
    const Type = TYPES[type];
    arrays[name] = new Type(source.buffer, source.byteOffset + at, length);
    at = aligned(at + length * Type.BYTES_PER_ELEMENT);
  }
  return { header, arrays };
}

function aligned(at) {
  return at + ((8 - (at % 8)) % 8);
}
